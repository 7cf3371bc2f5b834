// Pictures of pages beside those that are kept. Type is DejaVu throughout: it comes with Debian's Chromium.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { address } from "./watch.mjs";

const TYPE = ':root{--serif:"DejaVu Serif"!important;--sans:"DejaVu Sans"!important;--mono:"DejaVu Sans Mono"!important}';
const COLOUR = 0.2;

/** Takes a picture of the beginning of a page. With `write` it is kept, else compared with the one that is. */
export async function picture(browser, task) {
  const context = await browser.newContext({
    bypassCSP: true, colorScheme: task.theme, reducedMotion: "reduce", viewport: { width: task.width, height: task.height },
  });
  const page = await context.newPage();
  await page.goto(address(task, task.path, task.language), { waitUntil: "load" });
  await page.addStyleTag({ content: TYPE });
  const taken = await page.screenshot({ animations: "disabled", caret: "hide", scale: "css" });
  await context.close();
  mkdirSync(dirname(task.kept), { recursive: true });
  if (task.write) writeFileSync(task.kept, taken);
  if (!existsSync(task.kept)) return { faults: [`${task.kept} is missing; make golden writes it`] };
  return compared(task, PNG.sync.read(readFileSync(task.kept)), PNG.sync.read(taken));
}

function compared(task, kept, taken) {
  const { width, height } = taken;
  if (kept.width !== width || kept.height !== height) return { faults: ["the picture has another size"] };
  const difference = new PNG({ width, height });
  const pixels = pixelmatch(kept.data, taken.data, difference.data, width, height, { threshold: COLOUR });
  const part = pixels / (width * height);
  if (part <= task.tolerance) return { faults: [], part };
  mkdirSync(dirname(task.difference), { recursive: true });
  writeFileSync(task.difference, PNG.sync.write(difference));
  return { faults: [`${(100 * part).toFixed(2)} % of the pixels differ; see ${task.difference}`], part };
}
