// A page that tells what it should not do: errors on the console, requests to elsewhere, broken policy, failed answers.

/** A context of its own with one page; `faults` grows while it is used. */
export async function watched(browser, origin, options = {}) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const { protocol, origin: to } = new URL(request.url());
    if (!["data:", "blob:"].includes(protocol) && to !== origin) faults.push(`asks elsewhere: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} for ${response.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return { context, page, faults };
}

/** An address of the site in a language. */
export function address(task, path, language = "en") {
  const found = new URL(path, task.origin);
  found.searchParams.set("lang", language);
  return found.href;
}

/** What goes past the right edge of the window, as sentences. */
export async function sideways(page, width, height) {
  await page.setViewportSize({ width, height });
  return page.evaluate(([width, height]) => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((element) => {
      const scrolls = element.parentElement?.closest(".scroll, [tabindex='0'], pre");
      return !scrolls && element.getBoundingClientRect().right > root.clientWidth + 0.5;
    });
    const named = wide.slice(-3).map((element) => `<${element.tagName.toLowerCase()} class="${element.getAttribute("class") ?? ""}"> ${(element.textContent ?? "").trim().slice(0, 40)}`);
    return [`scrolls sideways at ${width} x ${height}: ${root.scrollWidth} px; ${named.join("; ")}`];
  }, [width, height]);
}
