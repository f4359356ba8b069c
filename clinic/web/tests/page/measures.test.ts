import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch } from "../browser.ts";
import { withBaseline } from "../mock/sample_care.ts";
import { eventually, openPatient, scene, sent } from "../stage.ts";

const hour = 3_600_000;

async function choose(page: Page, box: string, name: string): Promise<void> {
  await page.getByTestId(box).getByRole("radio", { name, exact: true }).check();
}

describe("scores and ratings", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("change is told in the same lines whether better, worse or missing", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const ada = world.patients[0];
      assert.ok(ada);
      await openPatient(page, "Ada Rowe");
      const facts = page.getByTestId("score-phq-9").getByTestId("score-change");
      const names = () => facts.locator("dt").allInnerTexts();
      const value = (name: string) =>
        facts.locator("div").filter({ hasText: name }).locator("dd").innerText();
      const looks = () =>
        facts.locator("dd").evaluateAll((all) => all.map((each) => getComputedStyle(each).color));
      await eventually(() => facts.locator("dt").count(), 8);
      const better = { names: await names(), looks: await looks() };
      assert.equal(await value("Change"), "reliable improvement");
      assert.match(await value("Since the baseline"), /^−7 on \d+ \w+$/);
      assert.equal(await value("Side effects"), "1 report, 1 confirmed");
      world.answer(ada, "phq-9", [3, 3, 3, 3, 3, 3, 3, 3, 2], 1000);
      withBaseline(world, ada, "phq-9", 19);
      clinic.changed(ada);
      await eventually(() => value("Change"), "reliable worsening");
      assert.deepEqual({ names: await names(), looks: await looks() }, better);
      const score = ada.scores[0];
      assert.ok(score);
      Object.assign(score, { baseline: null, response: null, remission: null });
      score.change = "not-applicable";
      for (const point of score.points) delete point.change;
      clinic.changed(ada);
      await eventually(() => value("Change"), "not applicable");
      assert.equal(await value("Remission"), "not applicable");
      assert.deepEqual({ names: await names(), looks: await looks() }, better);
    }));

  test("the list says the change since the baseline in one look, whatever it is", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const [ada, jonas, , , priya, tom] = world.patients;
      assert.ok(ada && jonas && priya && tom);
      withBaseline(world, jonas, "phq-9", 4);
      withBaseline(world, priya, "phq-9", 6);
      tom.scores = [];
      world.answer(tom, "gad-7", [1, 1, 1, 1, 1, 1, 1], hour);
      await page.getByTestId("nav-overview").click();
      clinic.changed(ada);
      const line = (name: string) =>
        page.getByTestId("patient-row").filter({ hasText: name }).getByTestId("patient-change");
      await line("Priya Nair").filter({ hasText: "no change" }).waitFor();
      const said = new Map([
        ["Ada Rowe", "−7 since baseline"],
        ["Jonas Weil", "+7 since baseline"],
        ["Priya Nair", "no change since baseline"],
        ["Maria Santos", "no baseline"],
        ["Tom Okafor", "PHQ-9: no score"],
      ]);
      const looks = new Set<string>();
      for (const [name, text] of said) {
        assert.equal(await line(name).innerText(), text);
        looks.add(
          await line(name).evaluate((each) => {
            const { color, fontWeight, fontSize } = getComputedStyle(each);
            return [each.className, color, fontWeight, fontSize].join();
          }),
        );
      }
      assert.equal(looks.size, 1);
    }));

  test("measures that are not looked at first are folded, unless something is flagged", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const ada = world.patients[0];
      assert.ok(ada);
      for (const form of ["who-5", "madrs", "pcl-5", "audit-c", "shaps"]) {
        world.answer(ada, form, [1, 1, 1, 1, 1], hour);
      }
      await openPatient(page, "Ada Rowe");
      clinic.changed(ada);
      for (const form of ["phq-9", "gad-7", "who-5", "madrs"]) {
        await page.getByTestId(`score-${form}`).waitFor();
      }
      const more = page.getByTestId("measures-more");
      await more.filter({ hasText: "More measures (3)" }).waitFor();
      assert.equal(await page.getByTestId("score-pcl-5").count(), 0);
      await page.getByText("PCL-5 5, none · AUDIT-C 5, none · SHAPS 5, none").waitFor();
      await more.focus();
      await page.keyboard.press("Enter");
      await page.getByTestId("score-pcl-5").waitFor();
      assert.equal(await more.getAttribute("aria-expanded"), "true");
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), "BUTTON");
      await page.keyboard.press("Space");
      await page.getByTestId("score-pcl-5").waitFor({ state: "detached" });
      const response = ada.responses.find((each) => each.questionnaire === "pcl-5");
      const item = response?.items[0];
      assert.ok(response && item);
      world.flag(ada, response, item);
      clinic.changed(ada);
      await page.getByTestId("score-pcl-5").waitFor();
      await more.filter({ hasText: "More measures (2)" }).waitFor();
      await page.emulateMedia({ media: "print" });
      await page.getByText("AUDIT-C 5, none · SHAPS 5, none").waitFor();
      assert.equal(await page.getByTestId("score-shaps").count(), 0);
    }));

  test("a screener shows its result in words and no number", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const tom = world.patients[5];
      assert.ok(tom);
      for (const [questionnaire, result] of [
        ["asq", "non-acute-positive"],
        ["cssrs-screener", "moderate"],
      ] as const) {
        world.answer(tom, questionnaire, [0, 0, 1, 0], hour);
        const score = tom.scores.find((each) => each.questionnaire === questionnaire);
        Object.assign(score?.points[0] ?? {}, { value: null, band: result, pattern: null });
      }
      await openPatient(page, "Tom Okafor");
      clinic.changed(tom);
      await page.getByTestId("measures-more").click();
      const asq = page.getByTestId("score-asq");
      await asq.getByTestId("score-result").waitFor();
      assert.match(await asq.getByTestId("score-result").innerText(), /^non-acute positive · /);
      assert.equal(await asq.locator("canvas").count(), 0);
      assert.doesNotMatch(await asq.innerText(), /no score/);
      const cssrs = page.getByTestId("score-cssrs-screener").getByTestId("score-result");
      assert.match(await cssrs.innerText(), /^moderate · /);
    }));

  test("a rating is saved by item numbers, and what was not rated stays missing", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("rating-open").click();
      await page.getByTestId("rating-form").selectOption("madrs");
      await page.getByTestId("rating-submit").click();
      await page.getByText("Rate at least one item.").waitFor();
      for (let item = 1; item < 10; item += 1) {
        await choose(page, `rating-item-${item}`, String(item % 4));
      }
      assert.match(await page.getByTestId("rating-progress").innerText(), /9 of 10 items rated/);
      await page.getByTestId("rating-at").fill("2026-03-01T10:00");
      await page.getByTestId("rating-visit").selectOption({ label: "One week after" });
      await page.getByTestId("rating-submit").click();
      await page.getByTestId("score-madrs").waitFor();
      assert.deepEqual(sent(clinic, "/ratings"), {
        questionnaire: "madrs",
        answers: [1, 2, 3, 0, 1, 2, 3, 0, 1, null],
        at: "2026-03-01T10:00:00+00:00",
        visit: "W1",
        session: 1,
      });
      const author = page.getByTestId("score-madrs").getByTestId("item-answers-author");
      assert.equal(await author.innerText(), "rated by Dr Lin");
    }));

  test("a form of yes and no is rated by words, and has a result instead of a sum", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("rating-open").click();
      await page.getByTestId("rating-form").selectOption("cssrs-screener");
      for (const [item, name] of [
        [1, "yes"],
        [2, "no"],
        [6, "yes"],
        [7, "no"],
      ] as const) {
        await choose(page, `rating-item-${item}`, name);
      }
      await page.getByTestId("rating-submit").click();
      await page.getByTestId("rating-open").waitFor();
      const { answers } = sent(clinic, "/ratings") as { answers: unknown };
      assert.deepEqual(answers, [1, 0, null, null, null, 1, 0]);
      await page.getByTestId("measures-more").click();
      const card = page.getByTestId("score-cssrs-screener");
      assert.match(await card.getByTestId("score-result").innerText(), /^moderate · /);
    }));

  test("where no protocol asks for a rating none is offered", () =>
    scene(browser, {}, async ({ page, world }) => {
      world.ratings = false;
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("effect-report").waitFor();
      assert.equal(await page.getByTestId("rating").count(), 0);
    }));
});
