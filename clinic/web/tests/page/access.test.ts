import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, signIn } from "../browser.ts";
import { account } from "../mock/clinic.ts";
import { eventually, openPatient, scene, unfold } from "../stage.ts";

/** What is wrong with the controls that can be seen now: no name, or too small to hit. */
async function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const smallest = 24;
    for (const control of document.querySelectorAll<HTMLElement>(
      "a[href], button, input, select, textarea",
    )) {
      if (!control.checkVisibility({ visibilityProperty: true })) continue;
      if (control.classList.contains("skip")) continue;
      const label = (control as HTMLInputElement).labels?.[0]?.textContent;
      const name = control.getAttribute("aria-label") ?? label ?? control.textContent ?? "";
      const what = control.dataset.testid ?? control.outerHTML.slice(0, 80);
      if (name.trim() === "") found.push(`no name: ${what}`);
      const box = control.getBoundingClientRect();
      if (box.height < smallest) found.push(`${Math.round(box.height)} px high: ${what}`);
      if (control.tabIndex > 0) found.push(`tab order is forced: ${what}`);
    }
    for (const reference of ["aria-labelledby", "aria-describedby", "for"]) {
      for (const element of document.querySelectorAll(`[${reference}]`)) {
        for (const id of element.getAttribute(reference)?.split(" ") ?? []) {
          if (!document.getElementById(id)) found.push(`${reference} leads nowhere: ${id}`);
        }
      }
    }
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    if (new Set(ids).size !== ids.length) found.push("an id is used twice");
    const levels = [...document.querySelectorAll("h1, h2, h3")].map((h) => h.tagName);
    if (levels.filter((level) => level === "H1").length !== 1) found.push("not one h1");
    if (document.querySelectorAll("main").length !== 1) found.push("not one main");
    return found;
  });
}

async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    return element?.dataset.testid ?? element?.tagName.toLowerCase() ?? "nothing";
  });
}

describe("reachable by everyone", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("every control of every view has a name, a label that leads somewhere and a size", () =>
    scene(browser, { signedIn: false }, async ({ page, origin, clinic }) => {
      await page.getByTestId("login-submit").waitFor();
      assert.deepEqual(await faults(page), []);
      await signIn(page, origin, account);
      await page.getByTestId("patient-row").first().waitFor();
      assert.deepEqual(await faults(page), []);
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("score-phq-9").waitFor();
      assert.deepEqual(await faults(page), []);
      await page.getByTestId("score-view-phq-9").click();
      await unfold(page, "devices");
      await page.getByTestId("remove-device").click();
      assert.deepEqual(await faults(page), []);
      await unfold(page, "plan", "eligibility", "consents", "missing");
      for (const form of [
        "task-open",
        "effect-confirm",
        "session-move",
        "rating-open",
        "decide",
        "visit-forms",
        "timeline-more",
        "consent-more",
      ]) {
        await page.getByTestId(form).first().click();
      }
      await page.getByTestId("event-form").waitFor();
      assert.deepEqual(await faults(page), []);
      await page.getByTestId("dosing-open").click();
      await page.getByTestId("dosing-step").first().waitFor();
      const folded = '[data-testid^="dosing-step-"][aria-expanded="false"]';
      while ((await page.locator(folded).count()) > 0) await page.locator(folded).first().click();
      assert.deepEqual(await faults(page), []);
      await openPatient(page, "Lena Vogel");
      assert.deepEqual(await faults(page), []);
      clinic.openSecondSession();
      await page.getByTestId("nav-sessions").click();
      await page.getByTestId("session-end").waitFor();
      assert.deepEqual(await faults(page), []);
    }));

  test("slash searches, j and k move, Enter opens, and typing is left alone", () =>
    scene(browser, {}, async ({ page }) => {
      await page.getByTestId("patient-row").first().waitFor();
      await page.keyboard.press("/");
      assert.equal(await focused(page), "patient-search");
      await page.keyboard.type("jk/");
      assert.equal(await page.getByTestId("patient-search").inputValue(), "jk/");
      await page.keyboard.press("Escape");
      await eventually(() => page.getByTestId("patient-row").count(), 6);
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      await page.keyboard.press("k");
      assert.match(await page.locator(":focus").innerText(), /Jonas Weil/);
      await page.keyboard.press("Enter");
      await page.getByTestId("patient-name").filter({ hasText: "Jonas Weil" }).waitFor();
      // Beside a patient the keys go on from the open one.
      await eventually(() => focused(page), "patient-name");
      await page.keyboard.press("j");
      assert.match(await page.locator(":focus").innerText(), /Lena Vogel/);
      await page.keyboard.press("Enter");
      await page.getByTestId("patient-name").filter({ hasText: "Lena Vogel" }).waitFor();
    }));

  test("from the search, Enter opens the first match and the arrow goes to the list", () =>
    scene(browser, {}, async ({ page }) => {
      await page.getByTestId("patient-row").first().waitFor();
      await page.keyboard.press("/");
      await page.keyboard.type("tom");
      await page.keyboard.press("ArrowDown");
      assert.match(await page.locator(":focus").innerText(), /Tom Okafor/);
      await page.keyboard.press("/");
      await page.keyboard.press("Enter");
      await page.getByTestId("patient-name").filter({ hasText: "Tom Okafor" }).waitFor();
      // Without a word nobody is meant.
      await page.keyboard.press("/");
      await page.keyboard.press("Escape");
      await page.keyboard.press("/");
      await page.keyboard.press("Enter");
      assert.equal(await focused(page), "patient-search");
    }));

  test("the way about a page is one stop of Tab, and its arrows move", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("print").focus();
      await page.keyboard.press("Tab");
      assert.equal(await focused(page), "dosing-open");
      await page.keyboard.press("ArrowRight");
      assert.equal(await focused(page), "jump-now");
      await page.keyboard.press("End");
      assert.equal(await focused(page), "jump-missing");
      await page.keyboard.press("Enter");
      await page.getByTestId("missing-line").waitFor();
      await eventually(() => page.evaluate(() => document.activeElement?.id), "missing");
      await page.keyboard.press("Shift+Tab");
      await page.getByTestId("jump-missing").focus();
      await page.keyboard.press("Tab");
      assert.equal(await focused(page), "flag-phone");
      // The heading that was gone to is not hidden behind what stays in sight.
      await page.getByTestId("jump-timeline").click();
      await eventually(() => page.evaluate(() => document.activeElement?.id), "timeline");
      const [strip, title] = await Promise.all([
        page.locator(".strip").boundingBox(),
        page.locator("#timeline").boundingBox(),
      ]);
      assert.ok(strip && title && title.y >= strip.y + strip.height, "behind the strip");
      assert.ok(Math.abs(strip.y) < 1, "stays in sight");
    }));

  test("single keys can be switched off", () =>
    scene(browser, {}, async ({ page }) => {
      await page.getByTestId("patient-row").first().waitFor();
      await page.getByTestId("nav-keys").click();
      await page.locator('[data-testid="nav-keys"][aria-pressed="false"]').waitFor();
      // The page stops listening after it has drawn: two frames and what they left to do.
      await page.evaluate(
        () =>
          new Promise((done) =>
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))),
          ),
      );
      await page.keyboard.press("/");
      assert.equal(await focused(page), "nav-keys");
    }));

  test("a flag is acknowledged by the keyboard alone, and focus is not lost", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await page.getByTestId("patient-row").first().focus();
      await page.keyboard.press("Enter");
      await eventually(() => focused(page), "patient-name");
      for (const stop of [
        "patient-phone",
        "print",
        "dosing-open",
        "flag-phone",
        "flag-contact",
        "flag-safety-plan",
        "flag-note",
      ]) {
        await page.keyboard.press("Tab");
        assert.equal(await focused(page), stop);
      }
      await page.keyboard.type("Called her.");
      await page.keyboard.press("Tab");
      assert.equal(await focused(page), "flag-acknowledge");
      await page.keyboard.press("Enter");
      await page.getByTestId("flag").waitFor({ state: "detached" });
      assert.equal(clinic.notes.length, 1);
      assert.equal(await focused(page), "patient-name");
    }));

  test("the first Tab stop skips the list", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      await page.reload();
      await page.getByTestId("patient-name").waitFor();
      await page.locator(".skip").focus();
      await page.keyboard.press("Enter");
      assert.equal(await focused(page), "patient-name");
    }));

  for (const [name, width] of [
    ["a window", 1280],
    ["a tablet", 820],
    ["400 % zoom", 320],
  ] as const) {
    test(`nothing is cut off or scrolls sideways in ${name}`, () =>
      scene(browser, { context: { viewport: { width, height: 800 } } }, async ({ page }) => {
        const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        await page.getByTestId("patient-row").first().waitFor();
        assert.ok((await wide()) <= 0, "the list");
        await openPatient(page, "Ada Rowe");
        await page.getByTestId("score-view-gad-7").waitFor();
        await page.getByTestId("effect-report").waitFor();
        assert.ok((await wide()) <= 0, "the patient");
        await page.getByTestId("rating-open").click();
        await page.getByTestId("effect-confirm").click();
        await unfold(page, "plan", "eligibility", "consents", "missing", "devices");
        await page.getByTestId("decide").click();
        assert.ok((await wide()) <= 0, "the forms");
        await page.getByTestId("dosing-open").click();
        await page.getByTestId("dosing-step-vitals").click();
        assert.ok((await wide()) <= 0, "the dosing day");
      }));
  }

  test("paper has what is open, a line of what is folded, absolute days and no controls", () =>
    scene(browser, { context: { colorScheme: "dark" } }, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("score-phq-9").waitFor();
      await unfold(page, "eligibility");
      await page.emulateMedia({ media: "print" });
      await page.locator("[data-testid=print]").waitFor({ state: "hidden" });
      const text = await page.locator("#page").innerText();
      assert.match(text, /Printed \d+ \w+ \d{4}/);
      assert.doesNotMatch(text, /\btoday\b|\byesterday\b|Search|Sign out/);
      assert.match(text, /Plan\s+Session 1, \d+ \w+ \d{4} · 3 visits done · 1 missed visit/);
      assert.match(text, /\+44 20 7946 0101/);
      assert.equal(await page.getByTestId("visits").count(), 0);
      await page.getByTestId("decision").waitFor();
      // A chart that is on the screen is on paper, and drawn.
      const blank = await page.locator("canvas").evaluateAll(
        (all) =>
          all.filter((each) => {
            const canvas = each as HTMLCanvasElement;
            const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height);
            return !pixels?.data.some((value) => value !== 0);
          }).length,
      );
      assert.equal(blank, 0);
      const widest = await page
        .locator("canvas")
        .evaluateAll((all) => Math.max(...all.map((each) => each.getBoundingClientRect().width)));
      assert.ok(widest <= 640, `a chart of ${widest} px leaves the sheet`);
      const seen = await page
        .locator("button, input, textarea, select")
        .evaluateAll((all) => all.filter((each) => each.checkVisibility()).length);
      assert.equal(seen, 0);
      assert.equal(
        await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
        "rgb(255, 255, 255)",
      );
    }));
});
