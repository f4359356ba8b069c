import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../browser.ts";
import { sampleWorld } from "../mock/world.ts";
import { openPatient, scene } from "../stage.ts";

describe("a narrow window", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("names the bands of a chart that has no room for them, and only there", () =>
    scene(browser, { context: { viewport: { width: 390, height: 860 } } }, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      const key = page.getByTestId("score-phq-9").getByTestId("score-bands");
      await key.waitFor({ state: "visible" });
      assert.equal(
        await key.innerText(),
        "Bands from below: minimal 0 to 4 · mild 5 to 9 · moderate 10 to 14 · moderately severe 15 to 19 · severe 20 to 27",
      );
      await page.setViewportSize({ width: 1280, height: 860 });
      await key.waitFor({ state: "hidden" });
    }));

  test("says of a table that it goes on to the side", () =>
    scene(browser, { context: { viewport: { width: 390, height: 860 } } }, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("score-view-phq-9").click();
      const hint = page.getByTestId("score-phq-9").getByTestId("scroll-hint");
      await hint.waitFor({ state: "visible" });
      await page.setViewportSize({ width: 1280, height: 860 });
      await hint.waitFor({ state: "hidden" });
    }));

  test("keeps the clinic's notice apart from the last patient", () => {
    const world = sampleWorld(Date.now());
    world.notices.push("Nobody has verified the crisis numbers that phones show.");
    return scene(browser, { world }, async ({ page }) => {
      const notice = await page.getByTestId("clinic-notice").boundingBox();
      const row = await page.getByTestId("patient-row").last().boundingBox();
      assert.ok(notice && row);
      assert.ok(notice.y - (row.y + row.height) >= 16, "a gap as between two cards");
    });
  });
});
