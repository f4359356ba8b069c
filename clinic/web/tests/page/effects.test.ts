import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../browser.ts";
import { eventually, openPatient, scene, sent } from "../stage.ts";

const minuteOf = (instant: string) => Math.floor(Date.parse(instant) / 60_000);

describe("side effects", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("the event's form shows what was answered, takes its days, and counts from the arrival", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const report = world.patients[0]?.care.reports[0];
      assert.ok(report);
      const said = (item: string) => report.items.find((each) => each.linkId === item)?.answer;
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("effect-confirm").click();
      const value = (name: string) => page.getByTestId(`event-${name}`).inputValue();
      assert.equal(await value("onset"), said("se-onset"));
      assert.notEqual(await value("onset"), report.authored.slice(0, 10));
      assert.equal(await value("end"), said("se-end"));
      assert.equal(await value("words"), "A band round my head all evening.");
      assert.equal(Date.parse(await value("aware")) / 60_000, minuteOf(report.received));
      const answers = await page.getByTestId("event-answers").innerText();
      for (const each of ["hospital", "Lying down in the dark.", "Paracetamol, once"]) {
        assert.ok(answers.includes(each), each);
      }
      for (const [field, choice] of [
        ["grade", "2"],
        ["causality", "possible"],
        ["expectedness", "expected"],
        ["outcome", "resolved"],
      ] as const) {
        await page.getByTestId(`event-${field}`).selectOption(choice);
      }
      await page.getByTestId("event-submit").click();
      await page.getByTestId("event-form").waitFor({ state: "detached" });
      const body = sent(clinic, "/adverse-events") as { onset: string; aware: string };
      assert.equal(body.onset, said("se-onset"));
      assert.equal(Date.parse(body.aware) / 60_000, minuteOf(report.received));
      const waits = page.getByTestId("waiting-line").filter({ hasText: "Headache" });
      await waits.waitFor({ state: "detached" });
    }));

  test("a report is confirmed as an adverse event, and a later version replaces it", () =>
    scene(browser, {}, async ({ page, clinic, world }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("effect-report").filter({ hasText: "not confirmed yet" }).waitFor();
      await page.getByTestId("effect-confirm").click();
      assert.equal(await page.getByTestId("event-term").inputValue(), "Headache");
      await page.getByTestId("event-submit").click();
      await page.getByText("Fill in the effect, grade,").waitFor();
      await page.getByTestId("event-grade").selectOption("3");
      await page.getByTestId("event-causality").selectOption("possible");
      await page.getByTestId("event-expectedness").selectOption("expected");
      await page.getByTestId("event-outcome").selectOption("fatal");
      await page.getByTestId("event-submit").click();
      await page.getByText("Death goes with grade 5").waitFor();
      await page.getByTestId("event-outcome").selectOption("recovering");
      await page.getByRole("checkbox", { name: "hospital stay, new or longer" }).check();
      await page.getByTestId("event-submit").click();
      const event = page.getByTestId("adverse-event").filter({ hasText: "Headache" });
      await event.waitFor();
      assert.match(await event.innerText(), /grade 3[^]*serious: hospital stay/);
      assert.match(await event.getByTestId("event-clock").innerText(), /Tell the sponsor by/);
      const body = sent(clinic, "/adverse-events") as Record<string, unknown>;
      assert.equal(body.report, world.patients[0]?.care.reports[0]?.response);
      assert.deepEqual(body.criteria, ["hospital"]);
      assert.equal(body.replaces, null);
      await event.getByTestId("event-revise").click();
      await page.getByTestId("event-outcome").selectOption("resolved");
      await page.getByTestId("event-submit").click();
      await page.getByText("Say why the earlier version changes.").waitFor();
      await page.getByTestId("event-reason").fill("Over on Friday.");
      await page
        .getByTestId("event-reported")
        .fill(await page.getByTestId("event-aware").inputValue());
      await page.getByTestId("event-submit").click();
      await event.filter({ hasText: "The sponsor was told" }).waitFor();
      await page.getByTestId("event-more").click();
      await eventually(() => event.count(), 2);
    }));
});
