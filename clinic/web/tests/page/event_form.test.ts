import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch } from "../browser.ts";
import { eventually, openPatient, scene } from "../stage.ts";

/** Whether the heading that has the focus can be read: below the strip and above the window's end. */
const headingInSight = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const title = document.activeElement;
    const strip = document.querySelector(".strip");
    if (!title || !strip || title.tagName !== "H3") return null;
    const stays = getComputedStyle(strip).position === "sticky";
    const top = stays ? strip.getBoundingClientRect().bottom : 0;
    const box = title.getBoundingClientRect();
    return box.top >= top && box.bottom <= innerHeight ? title.textContent : "out of sight";
  });

const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.testid);

describe("the form of an adverse event", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  for (const width of [1280, 820, 390]) {
    test(`comes into sight where somebody asks for it, and gives the place back, at ${width} px`, () =>
      scene(browser, { context: { viewport: { width, height: 860 } } }, async ({ page }) => {
        await openPatient(page, "Ada Rowe");
        await page.getByTestId("effect-confirm").click();
        await eventually(() => headingInSight(page), "Adverse event: Headache");
        await page.getByTestId("event-cancel").click();
        await eventually(() => focused(page), "effect-confirm");
        await page.getByTestId("event-revise").click();
        await eventually(() => headingInSight(page), "Adverse event: Nausea");
        // Asked for again while it stands open further down.
        await page.getByTestId("event-revise").click();
        await eventually(() => headingInSight(page), "Adverse event: Nausea");
        await page.getByTestId("event-cancel").click();
        await eventually(() => focused(page), "event-revise");
        await page.getByTestId("event-add").click();
        await eventually(() => headingInSight(page), "Adverse event");
        await page.getByTestId("event-cancel").click();
        await eventually(() => focused(page), "event-add");
      }));
  }

  test("what was confirmed takes its link along, and the focus stays in the card", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("effect-confirm").click();
      for (const [name, value] of [
        ["grade", "1"],
        ["causality", "possible"],
        ["expectedness", "expected"],
        ["outcome", "resolved"],
      ] as const)
        await page.getByTestId(`event-${name}`).selectOption(value);
      await page.getByTestId("event-submit").click();
      await page.getByTestId("event-form").waitFor({ state: "detached" });
      await eventually(() => focused(page), "event-add");
    }));

  test("says the days that the patient named in words, as every other day", () =>
    scene(browser, {}, async ({ page, world }) => {
      const report = world.patients[0]?.care.reports[0];
      assert.ok(report);
      for (const item of report.items) if (item.linkId === "se-onset") item.answer = "2026-04-07";
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("effect-confirm").click();
      const onset = page.locator('[data-testid="event-answer"][data-item="se-onset"]');
      assert.match(await onset.innerText(), /7 April 2026/);
      assert.equal(await page.getByTestId("event-onset").inputValue(), "2026-04-07");
    }));

  test("times in an order that cannot be, and ones to come, are said by their labels", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("event-add").click();
      await page.getByTestId("event-term").fill("Headache");
      for (const name of ["grade", "causality", "expectedness", "outcome"]) {
        await page.getByTestId(`event-${name}`).selectOption({ index: 1 });
      }
      await page.getByTestId("event-onset").fill("2026-02-26");
      await page.getByTestId("event-end").fill("2026-01-01");
      await page.getByTestId("event-submit").click();
      const problem = page.getByTestId("event-form").getByTestId("form-problem");
      await eventually(
        () => problem.innerText(),
        "Ended on (1 January 2026) lies before: Began on (26 February 2026).",
      );
      await page.getByTestId("event-end").fill("2099-01-01");
      await page.getByTestId("event-submit").click();
      await eventually(() => problem.innerText(), "Ended on: 1 January 2099 lies ahead.");
      assert.equal(clinic.count("POST", "/adverse-events"), 0);
    }));
});
