// Ways through the site that a reader goes by clicking.
import { readFileSync } from "node:fs";
import { address, watched } from "./watch.mjs";

const main = (page) => page.getByRole("main");

/** Follows a link and gives the title of the page that it leads to. */
async function follow(page, link) {
  const before = page.url();
  await link.click();
  await page.waitForURL((url) => url.href !== before);
  return page.getByRole("heading", { level: 1 }).innerText();
}

/** The first link of a page to a thing of a kind, as its address says. */
function to(page, kind) {
  return main(page).locator(`a[href*="/${kind}/"]:visible, a[href^="${kind}/"]:visible`).first();
}

/** From the first page to an event, a question, a statement, its source, and a download of the whole. */
export async function read(browser, task) {
  const { page, context, faults } = await watched(browser, task.origin, { acceptDownloads: true });
  await page.goto(address(task, ""));
  const way = [];
  await page.getByRole("navigation").getByRole("link", { name: task.events, exact: true }).first().click();
  way.push(await follow(page, main(page).getByRole("link", { name: task.event }).first()));
  way.push(await follow(page, to(page, "proposition")));
  way.push(await follow(page, to(page, "claim")));
  way.push(await follow(page, to(page, "source")));
  await page.getByRole("link", { name: task.download, exact: true }).first().click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    main(page).getByRole("link", { name: task.file }).first().click(),
  ]);
  if (file.suggestedFilename() !== task.file) faults.push(`the file is called ${file.suggestedFilename()}`);
  if (await file.failure()) faults.push(`the download failed: ${await file.failure()}`);
  if (new Set(way).size !== way.length) faults.push(`the same page twice: ${way.join(" > ")}`);
  await context.close();
  return { faults, way };
}

/** The other language and the other theme stay chosen on the next page. */
export async function choices(browser, task) {
  const { page, context, faults } = await watched(browser, task.origin, { colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto(address(task, "", "en"));
  const light = await ground();
  const button = page.getByRole("banner").getByRole("button").last();
  for (let number = 0; number < 3 && (await ground()) === light; number += 1) await button.click();
  const dark = await ground();
  if (dark === light) faults.push("the button changes no theme");
  await page.getByRole("banner").getByRole("link", { name: "DE", exact: true }).click();
  await page.waitForURL(/lang=de/);
  if ((await ground()) !== dark) faults.push("the theme is forgotten on the next page");
  await page.getByRole("banner").getByRole("navigation").getByRole("link").first().click();
  if ((await page.locator("html").getAttribute("lang")) !== "de") faults.push("the language is forgotten on the next page");
  await context.close();
  return { faults };
}

/** Chooses facets one after the other: fewer results, an address that can be shared, and back again. */
export async function facets(browser, task) {
  const { page, context, faults } = await watched(browser, task.origin);
  await page.goto(address(task, "explore"));
  const count = () => main(page).innerText();
  const seen = [{ url: page.url(), text: await count() }];
  const boxes = main(page).locator("form input[type=checkbox]:not(:checked):enabled, form input[type=radio]:not(:checked):enabled");
  for (let number = 0; number < 2; number += 1) {
    const box = boxes.nth(number);
    await box.evaluate((element) => element.closest("details")?.setAttribute("open", ""));
    const before = page.url();
    await box.check({ force: true });
    const submit = main(page).locator("form").filter({ has: box }).or(main(page).locator("form", { has: page.locator("input[type=checkbox]") })).first();
    if (page.url() === before) await submit.getByRole("button").first().click({ timeout: 2000 }).catch(() => {});
    await page.waitForURL((url) => url.href !== before);
    seen.push({ url: page.url(), text: await count() });
  }
  if (new Set(seen.map((one) => one.url)).size !== 3) faults.push(`addresses do not change: ${seen.map((one) => one.url).join(" ")}`);
  if (seen[1].text === seen[0].text) faults.push("a choice changes nothing");
  for (const one of [seen[1], seen[0]]) {
    await page.goBack();
    await page.waitForURL(one.url);
    if ((await count()) !== one.text) faults.push(`back at ${one.url} the page says something else`);
  }
  await page.goto(seen[2].url);
  if ((await count()) !== seen[2].text) faults.push("the address of a choice does not lead to it");
  await context.close();
  return { faults, seen: seen.map((one) => one.url) };
}

/** Asks a query in the plain form, without script, and one that is saved. */
export async function queried(browser, task) {
  const { page, context, faults } = await watched(browser, task.origin, { javaScriptEnabled: false, acceptDownloads: true });
  await page.goto(address(task, "query"));
  const field = main(page).getByRole("textbox").first();
  await field.fill(task.query);
  const button = main(page).locator("form").filter({ has: page.getByRole("textbox") }).getByRole("button").first();
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const answer = readFileSync(await file.path(), "utf8");
  if (!answer.includes(task.expected)) faults.push(`the answer is ${answer.slice(0, 200)}`);
  await follow(page, main(page).locator('a[href*="/query/"]').first());
  if ((await main(page).getByRole("table").count()) < 1) faults.push("the answer of a saved question is no table");
  await context.close();
  return { faults };
}
