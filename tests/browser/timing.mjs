// How long a page takes in the browser, from its first request until all that it loads is there and painted.
import { watched } from "./watch.mjs";

/** Opens each page in a context of its own, so that nothing is kept from the one before; milliseconds and bytes. */
export async function timed(browser, task) {
  const faults = [];
  const seen = [];
  for (const path of task.paths) {
    const { page, context } = await watched(browser, task.origin);
    await page.goto(new URL(path, task.origin).href, { waitUntil: "load" });
    seen.push(await page.evaluate(async () => {
      const painted = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
      for (let turn = 0; turn < 50 && painted() === undefined; turn += 1) await new Promise((done) => setTimeout(done, 10));
      const [own] = performance.getEntriesByType("navigation");
      const bytes = [own, ...performance.getEntriesByType("resource")].reduce((sum, one) => sum + one.transferSize, 0);
      return { loaded: Math.max(own.loadEventEnd, own.loadEventStart), painted: painted() ?? own.loadEventEnd, bytes };
    }));
    await context.close();
  }
  return { faults, seen };
}
