// Debian's Chromium, watched: every console error, page error, policy violation, refused request and
// use of the browser's storage is written down.
import { chromium } from "playwright-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";

export const chromiumPath = process.env.LANDFALL_CHROMIUM ?? "/usr/bin/chromium";

export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
}

export interface Watched {
  context: BrowserContext;
  page: Page;
  /** Violations of the content policy, by the page's own event and by the console. */
  violations: string[];
  errors: string[];
  foreign: string[];
  /** What a stored script would do if it ran. */
  fired: string[];
  storage: () => Promise<string[]>;
}

export async function open(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "Europe/London",
    viewport: { width: 1280, height: 860 },
    ...options,
  });
  context.setDefaultTimeout(10_000);
  const violations: string[] = [];
  const errors: string[] = [];
  const foreign: string[] = [];
  const fired: string[] = [];
  await context.exposeFunction("reportViolation", (what: string) => void violations.push(what));
  await context.exposeFunction("reportFired", (what: string) => void fired.push(what));
  await context.addInitScript(() => {
    const report = window as unknown as Record<string, (what: string) => void>;
    document.addEventListener("securitypolicyviolation", (event) =>
      report.reportViolation?.(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
    // Every string of the corpus calls one of these if it is ever run.
    for (const name of ["alert", "confirm", "prompt", "xss"]) {
      report[name] = () => report.reportFired?.(name);
    }
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    const text = message.text();
    // Refusals that a test asked for are printed by Chromium itself.
    if (/^Failed to load resource: .*(4\d\d|5\d\d|ERR_)/.test(text)) return;
    (/Content.Security|Trusted ?(Type|HTML|Script)/i.test(text) ? violations : errors).push(text);
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("dialog", (dialog) => {
    fired.push(dialog.message());
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/review/`)) foreign.push(request.url());
  });
  const storage = () =>
    page.evaluate(async () => {
      const kept: string[] = [];
      if (localStorage.length > 0) kept.push("localStorage");
      if (sessionStorage.length > 0) kept.push("sessionStorage");
      if ((await indexedDB.databases()).length > 0) kept.push("indexedDB");
      if ("caches" in window && (await caches.keys()).length > 0) kept.push("caches");
      if ((await navigator.serviceWorker?.getRegistrations?.())?.length) kept.push("worker");
      if (document.cookie !== "") kept.push("readable cookie");
      return kept;
    });
  return { context, page, violations, errors, foreign, fired, storage };
}

export async function signIn(
  page: Page,
  origin: string,
  who: { email: string; password: string; code: string },
): Promise<void> {
  if (!page.url().startsWith(`${origin}/review/`)) await page.goto(`${origin}/review/`);
  await page.getByTestId("login-email").fill(who.email);
  await page.getByTestId("login-password").fill(who.password);
  await page.getByTestId("login-code").fill(who.code);
  await page.getByTestId("login-submit").click();
  await page.getByTestId("sign-out").waitFor();
}
