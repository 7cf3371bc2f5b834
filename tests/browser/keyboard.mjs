// The site by keyboard alone.
import { address, watched } from "./watch.mjs";

/** Whether what has the focus shows it: an outline, or another edge than without. */
function shown() {
  const element = document.activeElement;
  const drawn = element.closest(".query-editor") ?? element; // the field of the editor is hidden, its frame shows the focus
  const style = getComputedStyle(drawn);
  const box = drawn.getBoundingClientRect();
  const name = (element.textContent || element.getAttribute("aria-label") || element.id || "").trim().slice(0, 40);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inView = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { tag: element.tagName, name, outlined, inView };
}

/** Skip link first, focus always seen, nothing holds the focus, every stop within the window. */
export async function tabbed(browser, task) {
  const { page, context, faults } = await watched(browser, task.origin);
  await page.goto(address(task, task.path));
  await page.keyboard.press("Tab");
  const first = await page.evaluate(shown);
  if (first.tag !== "A" || !first.inView) faults.push(`the first stop is ${JSON.stringify(first)}`);
  await page.keyboard.press("Enter");
  const inMain = await page.evaluate(() => document.activeElement?.id === "main" || location.hash === "#main");
  if (!inMain) faults.push("the skip link does not lead to the main part");
  const stops = new Set();
  for (let number = 0; number < task.stops; number += 1) {
    await page.keyboard.press("Tab");
    let one = await page.evaluate(shown);
    if (one.tag === "BODY") break;
    if (!one.inView) {
      await page.waitForTimeout(150); // a view that has just been drawn may have moved it
      one = await page.evaluate(shown);
    }
    stops.add(`${one.tag} ${one.name}`);
    if (!one.outlined) faults.push(`focus is not seen on ${one.tag} ${one.name}`);
    if (!one.inView) faults.push(`focus is out of sight on ${one.tag} ${one.name}`);
  }
  if (stops.size < 3) faults.push(`few stops: ${[...stops].join(", ")}`);
  await context.close();
  return { faults, stops: stops.size };
}

/** Looks for something from the first page with no pointer: focus, type, Enter, first result, Enter. */
export async function searched(browser, task) {
  const { page, context, faults } = await watched(browser, task.origin);
  await page.goto(address(task, ""));
  const field = page.getByRole("search").locator("input[type=search]").first();
  for (let number = 0; number < 60; number += 1) {
    await page.keyboard.press("Tab");
    if (await field.evaluate((element) => element === document.activeElement)) break;
  }
  await page.keyboard.type(task.text);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?/);
  const result = page.getByRole("main").getByRole("link", { name: task.expected }).first();
  await result.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.startsWith("/search"));
  const title = await page.getByRole("heading", { level: 1 }).innerText();
  if (!title.includes(task.expected)) faults.push(`came to “${title}”`);
  await context.close();
  return { faults };
}
