import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch } from "../browser.ts";
import { eventually, openPatient, scene } from "../stage.ts";

const hour = 3_600_000;

const lineOf = (page: Page, text: RegExp) =>
  page.getByTestId("waiting-line").filter({ hasText: text });

async function follow(page: Page, text: RegExp, part: string, place = part): Promise<void> {
  await lineOf(page, text).getByTestId("waiting-go").click();
  await eventually(() => page.evaluate(() => document.activeElement?.id), place);
  assert.equal(await page.locator(`#part-${part}`).getAttribute("data-open"), "true");
}

describe("what waits for the clinic", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("a session that is near says which conditions are not met, and leads to them", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Lena Vogel");
      const line = lineOf(page, /^Session 1 in 3 days, /);
      await line.waitFor();
      assert.match(
        await line.innerText(),
        /Not met: Consent signed, Preparation held in time, Day-before check answered/,
      );
      await follow(page, /^Session 1/, "plan", "session-1");
      await page.locator("#session-1 [data-gate=consent][data-open=false]").waitFor();
    }));

  test("a signed consent waits until it is countersigned", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      await follow(page, /^Consent signed .* and not countersigned/, "consents");
      await page.getByTestId("consent-countersign").click();
      await lineOf(page, /^Consent signed/).waitFor({ state: "detached" });
    }));

  test("a self-check waits for the decision, and a decision of class A for the second person", () =>
    scene(browser, {}, async ({ page, world }) => {
      const jonas = world.patients[1];
      assert.ok(jonas);
      Object.assign(jonas.care.selfCheck, {
        response: world.freshId(),
        authored: world.at(hour),
        result: "A",
      });
      await openPatient(page, "Jonas Weil");
      await follow(page, /^Self-check of .*: nobody has decided yet/, "eligibility");
      await page.getByTestId("decide").click();
      await page.getByTestId("decide-yes").check();
      await page.getByTestId("decide-reason").fill("Seen with the cardiologist.");
      await page.getByTestId("decide-submit").click();
      await lineOf(page, /class A waits for a second person/).waitFor();
      assert.equal(await lineOf(page, /nobody has decided/).count(), 0);
    }));
});
