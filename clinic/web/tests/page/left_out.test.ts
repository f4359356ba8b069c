import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch } from "../browser.ts";
import { doseDrawnUp } from "../mock/sample_care.ts";
import { eventually, openPatient, scene } from "../stage.ts";

const day = 24 * 3_600_000;

/** What a reader of the paper reads: hidden parts are no part of it. */
const paper = (page: Page, part: string): Promise<string> =>
  page.getByTestId(part).evaluate((each) => (each as HTMLElement).innerText.replace(/\s+/g, " "));

describe("a long visit in the timeline, and what paper leaves out", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("the suicide screener comes first, and what a line has no room for opens or is printed", () =>
    scene(browser, {}, async ({ page, world }) => {
      const [ada] = world.patients;
      assert.ok(ada?.plan && "visits" in ada.plan);
      const visit = ada.plan.visits.find((each) => each.visit === "W1");
      assert.ok(visit);
      const names = ["phq-9", "gad-7", "who-5", "pcl-5", "audit-c", "shaps", "pc-ptsd-5", "asq"];
      visit.forms = names.map((questionnaire, at) => {
        const made = world.answer(ada, questionnaire, [0, 0, 0, 0], 2 * day + at * 1000);
        return {
          questionnaire,
          title: questionnaire.toUpperCase(),
          safety: questionnaire === "asq",
          state: "done",
          canBeAnswered: false,
          response: made.id,
          outOfWindow: false,
        };
      });
      await openPatient(page, "Ada Rowe");
      const line = page
        .locator('[data-testid="timeline-line"][data-kind="visit"]')
        .filter({ hasText: "PHQ-9" });
      const shown = line.locator(".what");
      assert.match(
        await shown.innerText(),
        /^One week after: done · ASQ: 0[^·]* · PHQ-9: 0, minimal · .* · and \d more\s+show all$/,
      );
      await line.getByTestId("timeline-text").click();
      for (const name of names) assert.ok((await shown.innerText()).includes(name.toUpperCase()));
      await line.getByTestId("timeline-text").click();
      await page.emulateMedia({ media: "print" });
      await eventually(async () => /and \d more/.test(await shown.innerText()), false);
      for (const name of names) assert.ok((await shown.innerText()).includes(name.toUpperCase()));
    }));

  test("sessions and their doses are on paper, and it says what is not", () =>
    scene(browser, {}, async ({ page, world }) => {
      const [ada] = world.patients;
      assert.ok(ada);
      for (const days of [1, 1, 2, 2, 3, 3, 4, 4, 5]) world.write(ada, "Slept well.", days * day);
      const prepared = doseDrawnUp(world);
      const start = { ...prepared, id: world.freshId(), step: "start", at: world.at(9 * day) };
      ada.care.dosing.set(1, [prepared, { ...start, facts: { prepared: prepared.id } }]);
      for (const flag of ada.flags) {
        Object.assign(flag, {
          status: "inactive",
          note: "Called her.",
          acknowledged: world.at(1000),
          acknowledgedBy: "Dr Lin",
        });
      }
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("timeline").getByText("Dose 1 begun").waitFor();
      await page.emulateMedia({ media: "print" });
      await page.getByText("Not on this paper").first().waitFor();
      const timeline = await paper(page, "timeline");
      assert.match(timeline, /Session 1\b/);
      assert.match(timeline, /Dose 1 begun/);
      assert.match(timeline, /Not on this paper: \d+ older lines\./);
      assert.match(await paper(page, "journal"), /Not on this paper: \d+ older entries\./);
      // A part that is folded prints one line.
      for (const part of ["earlier-flags", "missing", "consents"])
        assert.match(await paper(page, part), /Folded: more is not on this paper\./);
      await page.emulateMedia({ media: "screen" });
      assert.doesNotMatch(await paper(page, "timeline"), /Not on this paper/);
      await page.getByTestId("fold-earlier-flags").click();
      await page.emulateMedia({ media: "print" });
      const flags = await paper(page, "earlier-flags");
      assert.match(flags, /Called her\./);
      assert.doesNotMatch(flags, /not on this paper/i);
    }));
});
