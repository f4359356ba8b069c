import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../browser.ts";
import { eventually, openPatient, scene } from "../stage.ts";

describe("a flag that a reported effect raised", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("names the effect, on its card, once acknowledged, and in the timeline", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const [ada] = world.patients;
      const report = ada?.care.reports[0];
      const flag = ada?.flags[0];
      assert.ok(ada && report && flag);
      Object.assign(flag, {
        questionnaire: "side-effects",
        title: "Report an effect",
        itemLabel: "3",
        answer: "Severe",
        response: report.response,
      });
      await openPatient(page, "Ada Rowe");
      const title = page.getByTestId("flag").locator("h3");
      await eventually(() => title.innerText(), "Report an effect item 3, Headache: Severe");
      const lines = page.getByTestId("timeline");
      await lines.getByText("Report an effect, Headache: safety flag").waitFor();
      Object.assign(flag, { status: "inactive", note: "Called.", acknowledged: world.at(1000) });
      clinic.changed(ada);
      await page.getByTestId("fold-earlier-flags").click();
      await page
        .getByTestId("flag-acknowledged")
        .filter({ hasText: "Report an effect item 3, Headache: Severe" })
        .waitFor();
    }));
});
