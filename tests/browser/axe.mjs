// axe-core over a page: its serious and critical findings as sentences.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const COUNTED = ["serious", "critical"];

/** Elements of others whose faults are not ours to mend: Yasgui's tabs, editor and result plug-ins. */
export const EXCEPTED = [".yasgui .tabsList", ".yasqe .CodeMirror", ".yasqe .yasqe_buttons", ".yasr .yasr_header", ".yasr .dataTables_wrapper"];

/** The findings; with `only`, of these rules alone. */
export async function findings(page, only) {
  await page.evaluate(source);
  const found = await page.evaluate(
    async ([tags, except, only]) => {
      const exclude = except.filter((selector) => document.querySelector(selector)).map((selector) => [selector]);
      const runOnly = only ? { type: "rule", values: only } : { type: "tag", values: tags };
      const options = { runOnly, resultTypes: ["violations"], elementRef: false };
      const report = await window.axe.run({ include: [["html"]], exclude }, options);
      return report.violations.map(({ id, impact, help, nodes }) => ({
        id, impact, help, count: nodes.length, where: nodes[0].target.join(" "), html: nodes[0].html.slice(0, 160),
        why: [...nodes[0].any, ...nodes[0].all, ...nodes[0].none].map((check) => check.message)[0],
      }));
    },
    [TAGS, EXCEPTED, only],
  );
  return found
    .filter((one) => COUNTED.includes(one.impact))
    .map((one) => `axe ${one.impact} ${one.id} (${one.count}): ${one.help}; ${one.where}; ${one.html}; ${one.why}`);
}
