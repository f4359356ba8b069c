import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch } from "../browser.ts";
import { eventually, openPatient, scene } from "../stage.ts";

/** How far a heading is from where it can be read: below 0 it is behind the strip or off the screen. */
function roomOf(page: Page, id: string): Promise<number> {
  return page.evaluate((wanted) => {
    const strip = document.querySelector(".strip");
    const title = document.getElementById(wanted)?.getBoundingClientRect();
    if (!strip || !title) return -Infinity;
    const stays = getComputedStyle(strip).position === "sticky";
    const top = stays ? strip.getBoundingClientRect().bottom : 0;
    return Math.min(title.top - top, innerHeight - title.bottom);
  }, id);
}

describe("the way about a patient's page", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  for (const width of [1280, 820, 390]) {
    const look = { context: { viewport: { width, height: 900 } } };

    test(`every part is offered without scrolling sideways at ${width} px`, () =>
      scene(browser, look, async ({ page }) => {
        await openPatient(page, "Ada Rowe");
        const cut = await page.locator(".jump").evaluate((bar) => {
          const box = bar.getBoundingClientRect();
          return [...bar.querySelectorAll<HTMLElement>("a, button")]
            .filter((each) => {
              const { left, right } = each.getBoundingClientRect();
              return left < box.left - 1 || right > box.right + 1;
            })
            .map((each) => each.dataset.testid);
        });
        assert.deepEqual(cut, []);
      }));

    test(`a part that was folded opens with its heading in sight at ${width} px`, () =>
      scene(browser, look, async ({ page, world, clinic }) => {
        const ada = world.patients[0];
        assert.ok(ada);
        await openPatient(page, "Ada Rowe");
        // A long name makes the strip higher than any number in a style sheet.
        ada.patient.name = "Ada Wilhelmina Featherstonehaugh-Cholmondeley of Upper Slaughter";
        clinic.changed(ada);
        await page.getByTestId("patient-name").filter({ hasText: "Slaughter" }).waitFor();
        await page.getByTestId("effect-report").waitFor();
        for (const id of ["plan", "eligibility", "consents", "missing", "timeline", "now"]) {
          await page.getByTestId(`jump-${id}`).click();
          await eventually(() => page.evaluate(() => document.activeElement?.id), id);
          await eventually(async () => (await roomOf(page, id)) >= 0, true);
          if (id === "plan") await page.getByTestId("visits").waitFor();
        }
      }));
  }
});
