import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../browser.ts";
import { eventually, openPatient, scene } from "../stage.ts";

const hour = 3_600_000;

describe("the timeline and its times", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("the timeline is newest first and marks the session", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("timeline-more").click();
      const lines = page.getByTestId("timeline-line");
      const kinds = await lines.evaluateAll((all) => all.map((each) => each.dataset.kind));
      assert.equal(kinds.filter((kind) => kind === "session").length, 1);
      for (const kind of ["response", "flag", "journal", "visit", "decision", "consent"]) {
        assert.ok(kinds.includes(kind), kind);
      }
      const at = kinds.indexOf("session");
      const texts = await lines.allInnerTexts();
      assert.ok(texts.slice(at).some((text) => text.includes("PHQ-9: 21, severe")));
      assert.ok(texts.slice(0, at).some((text) => text.includes("PHQ-9: 12, moderate")));
    }));

  test("every session is in the timeline, however much has happened since", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const ada = world.patients[0];
      assert.ok(ada?.plan && "sessions" in ada.plan);
      const date = world.at(-20 * 24 * hour).slice(0, 10);
      ada.plan.sessions.push({
        number: 2,
        date,
        cancelled: false,
        mayBeRecorded: false,
        gates: [],
      });
      for (const days of [1, 2, 3, 4]) world.write(ada, "Slept well.", days * 24 * hour);
      await openPatient(page, "Ada Rowe");
      clinic.changed(ada);
      const card = page.getByTestId("timeline");
      const sessions = card.locator('[data-testid="timeline-line"][data-kind="session"]');
      await eventually(
        () => sessions.locator(".what").allInnerTexts(),
        ["Session 2 planned", "Session 1"],
      );
      await page.getByText(/^\d+ lines folded$/).waitFor();
      const shown = await card.getByTestId("timeline-line").count();
      const hidden = Number(/\d+/.exec(await page.getByTestId("timeline-more").innerText())?.[0]);
      await page.getByTestId("timeline-more").click();
      await eventually(() => card.getByTestId("timeline-line").count(), shown + hidden);
      assert.equal(await page.getByText(/lines folded/).count(), 0);
    }));

  test("days are written so that nobody takes the month for the day, whatever the browser says", async () => {
    for (const locale of ["en-US", "de-DE", undefined]) {
      await scene(browser, { context: locale ? { locale } : {} }, async ({ page, world }) => {
        const ada = world.patients[0];
        assert.ok(ada);
        Object.assign(ada.patient, { birthDate: "1985-05-12" });
        await openPatient(page, "Ada Rowe");
        const standing = await page.getByTestId("patient-standing").innerText();
        assert.match(standing, /born 12 May 1985/);
        await page.getByTestId("assign-due").fill("2036-12-04");
        await page.getByTestId("typed-day").filter({ hasText: "4 December 2036" }).waitFor();
        await page.getByTestId("score-view-phq-9").click();
        const days = await page
          .getByTestId("score-table-phq-9")
          .locator("tbody th")
          .allInnerTexts();
        for (const each of days) {
          assert.match(each, /^(today|yesterday|\d{1,2} [A-Z][a-z]+( \d{4})?),? \d\d:\d\d$/);
        }
      });
    }
  });

  test("answers and entries of a phone whose clock was ahead are marked as such", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const tom = world.patients[5];
      assert.ok(tom);
      for (const record of [tom.responses[0], world.write(tom, "Slept well.", 1000)]) {
        assert.ok(record);
        Object.assign(record, { authored: "2040-01-01T08:00:00Z", clockAhead: true });
      }
      await openPatient(page, "Tom Okafor");
      clinic.changed(tom);
      for (const place of ["item-answers", "journal-entry"])
        await page
          .getByTestId(place)
          .filter({ hasText: "the phone's clock was ahead" })
          .first()
          .waitFor();
    }));
});
