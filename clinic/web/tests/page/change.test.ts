import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../browser.ts";
import { withBaseline } from "../mock/sample_care.ts";
import { eventually, openPatient, scene } from "../stage.ts";

const none = [null, null, null, null, null, null, null, null];

/** As the page writes it, whatever day the test runs on. */
const dayOf = (iso: string): string =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "Europe/London" })
    .format(Date.parse(iso))
    .trim();

describe("a change that the page tells", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("an answer without a score stands first with its day, and what follows says whose it is", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const [ada] = world.patients;
      assert.ok(ada);
      const last = ada.scores[0]?.points.at(-1);
      assert.ok(last);
      await openPatient(page, "Ada Rowe");
      const card = page.getByTestId("score-phq-9");
      const fact = (name: string) =>
        card
          .getByTestId("score-change")
          .locator("div")
          .filter({ has: page.getByText(name, { exact: true }) })
          .locator("dd")
          .innerText();
      // An ordinary answer has its day beside the change as well.
      assert.equal(await fact("Since the baseline"), `−7 on ${dayOf(last.authored)}`);
      assert.equal(await card.getByTestId("score-older").count(), 0);

      const partly = world.answer(ada, "phq-9", [...none, 1], 0);
      withBaseline(world, ada, "phq-9", 19);
      clinic.changed(ada);
      const summary = card.getByTestId("score-summary");
      await summary.filter({ hasText: /^No score/ }).waitFor();
      assert.match(
        await summary.innerText(),
        /^No score, (today|yesterday) \d\d:\d\d: answers are missing or do not fit · last score 12, moderate, (today|yesterday) \d\d:\d\d · −7 from the baseline \(19\)$/,
      );
      assert.equal(await fact("Since the baseline"), `−7 on ${dayOf(last.authored)}`);
      assert.equal(
        await card.getByTestId("score-older").innerText(),
        `All of this is about the score of ${dayOf(last.authored)}. The newest form, of ${dayOf(partly.authored)}, has no score.`,
      );
      const spoken = await card.getByRole("img").getAttribute("aria-label");
      assert.match(spoken ?? "", /Last score 12, moderate/);
      assert.match(spoken ?? "", /The newest, of \d+ \w+ \d{4}, has no score\./);

      await page.getByTestId("nav-overview").click();
      const row = page.getByTestId("patient-row").filter({ hasText: "Ada Rowe" });
      await eventually(
        () => row.getByTestId("patient-change").innerText(),
        "last score 12: −7 since baseline",
      );
    }));

  test("a row of the table says in words whether it is better, worse, the same or missing", () =>
    scene(browser, {}, async ({ page, world }) => {
      const [ada] = world.patients;
      assert.ok(ada);
      world.answer(ada, "phq-9", [3, 3, 3, 3, 3, 3, 3, 3, 2], 6 * 60_000);
      world.answer(ada, "phq-9", [3, 3, 3, 3, 3, 3, 3, 3, 0], 5 * 60_000);
      world.answer(ada, "phq-9", [3, 3, 3, 3, 3, 2, 2, 0, 0], 4 * 60_000);
      world.answer(ada, "phq-9", [...none, 0], 3 * 60_000);
      withBaseline(world, ada, "phq-9", 19);
      const points = ada.scores[0]?.points;
      assert.ok(points);
      world.answer(ada, "phq-9", [1, 1, 1, 1, 1, 1, 1, 1, 1], 2 * 60_000);
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("score-view-phq-9").click();
      const cells = page
        .getByTestId("score-table-phq-9")
        .locator('[data-testid="score-row"] [data-testid="score-from-baseline"]');
      await eventually(
        async () =>
          (await cells.allInnerTexts()).slice(0, 6).map((each) => each.replace(/\s+/g, " ")),
        [
          "no baseline",
          "no score",
          "no change of 19, session 1 no reliable change",
          "+5 of 19, session 1 possible worsening",
          "+7 of 19, session 1 reliable worsening",
          "−7 of 19, session 1 reliable improvement",
        ],
      );
      const looks = await cells.evaluateAll((all) =>
        all.map((each) => {
          const word = each.lastElementChild ?? each;
          const { color, fontWeight, fontSize } = getComputedStyle(word);
          return [color, fontWeight, fontSize].join();
        }),
      );
      assert.equal(new Set(looks).size, 1, "none of them stands out");
    }));
});
