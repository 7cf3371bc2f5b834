// What the tests do in the browser. Things are found by role and name, as a reader finds them.
import * as keys from "./keyboard.mjs";
import * as paths from "./paths.mjs";
import * as pictures from "./pictures.mjs";
import * as timing from "./timing.mjs";
import { findings } from "./axe.mjs";
import { address, sideways, watched } from "./watch.mjs";

const WIDTHS = [320, 380, 768, 1280];
const HEIGHT = 900;

/** A page in both themes and languages: nothing on the console, nothing from elsewhere, axe, no sideways scroll. */
async function look(browser, task) {
  const faults = [];
  for (const language of ["en", "de"]) {
    const seen = await watched(browser, task.origin, { viewport: { width: 1280, height: HEIGHT } });
    const { page } = seen;
    const told = (list, where) => faults.push(...list.map((one) => `${language}, ${where}: ${one}`));
    const response = await page.goto(address(task, task.path, language), { waitUntil: "load" });
    if (response.status() !== 200) faults.push(`${language}: ${response.status()}`);
    if ((await page.locator("html").getAttribute("lang")) !== language) faults.push(`${language}: another language`);
    if (task.ready) await page.locator(task.ready).first().waitFor();
    told(await findings(page), "light");
    await page.emulateMedia({ colorScheme: "dark" });
    told(await findings(page, ["color-contrast"]), "dark");
    for (const width of WIDTHS) told(await sideways(page, width, HEIGHT), "dark");
    told(await sideways(page, 320, 256), "400 % zoom");
    told(seen.faults, "all along");
    await seen.context.close();
  }
  return { faults };
}

/** The print of a page: A4, one or more leaves, with the light colours. */
async function print(browser, task) {
  const { page, context, faults } = await watched(browser, task.origin, { colorScheme: "dark" });
  await page.goto(address(task, task.path));
  await page.emulateMedia({ media: "print" });
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = ground.match(/\d+/g).map(Number);
  if (Math.min(...light.slice(0, 3)) < 240 && light[3] !== 0) faults.push(`prints on ${ground}`);
  for (const one of await page.getByRole("banner").locator("nav, form, button").all()) {
    if (await one.isVisible()) faults.push("prints what is only for the screen");
  }
  const pdf = await page.pdf({ format: "A4" });
  const leaves = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
  if (!pdf.subarray(0, 5).equals(Buffer.from("%PDF-")) || leaves < 1) faults.push("made no PDF");
  await context.close();
  return { faults, leaves };
}

/** Breaks what the others look for, so that it is seen that they would see it. */
async function control(browser, task) {
  const { page, context, faults } = await watched(browser, task.origin);
  await page.goto(address(task, ""));
  await page.evaluate(() => {
    const image = document.createElement("img");
    image.setAttribute("style", "width: 9px");
    image.src = "https://elsewhere.invalid/x.png";
    const broad = document.createElement("div");
    broad.style.width = "3000px";
    broad.textContent = "broad";
    document.body.append(image, broad);
    console.error("said aloud");
  });
  await page.waitForTimeout(200);
  faults.push(...(await findings(page)), ...(await sideways(page, 380, HEIGHT)));
  await context.close();
  return { faults };
}

export const scenarios = { look, print, control, ...keys, ...paths, ...pictures, ...timing };
