// One browser for all tests: takes a task as a line of JSON, answers with a line of JSON.
// A task names a scenario and what it needs; an answer has "faults" (sentences; none is good) and what was seen.
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { scenarios } from "./scenarios.mjs";

const browser = await chromium.launch({
  executablePath: process.argv[2],
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"],
});

for await (const line of createInterface({ input: process.stdin })) {
  const task = JSON.parse(line);
  let answer;
  try {
    answer = await scenarios[task.scenario](browser, task);
  } catch (error) {
    answer = { faults: [`${task.scenario} ended early: ${error.stack}`] };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
