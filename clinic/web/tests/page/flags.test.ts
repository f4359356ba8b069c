import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../browser.ts";
import { openPatient, scene } from "../stage.ts";

describe("safety flags", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("the button on the phone raises a flag with a time and no answers", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const tom = world.patients[5];
      assert.ok(tom);
      world.helpFlag(tom, 3 * 60_000);
      await openPatient(page, "Tom Okafor");
      clinic.changed(tom);
      const flag = page.getByTestId("flag").filter({ hasText: "Help now: in danger" });
      await flag.waitFor();
      assert.match(await flag.innerText(), /Pressed today [\d:]+, received today [\d:]+\./);
      assert.equal(await flag.getByTestId("tier").innerText(), "▲ Tier 3: in danger now");
      assert.equal(await flag.getByTestId("flag-no-phone").count(), 1);
      const row = page.getByTestId("patient-row").filter({ hasText: "Tom Okafor" });
      await row.filter({ hasText: /in danger now\s*flag,\s*3 min/ }).waitFor();
      const [pill, other] = await Promise.all(
        [row, page.getByTestId("patient-row").filter({ hasText: "Ada Rowe" })].map((each) =>
          each.getByTestId("tier").evaluate((it) => getComputedStyle(it).backgroundColor),
        ),
      );
      assert.notEqual(pill, other);
      assert.doesNotMatch(await flag.innerText(), /questionnaire|Answered/);
      assert.equal(await flag.locator("a").count(), 0);
    }));

  test("a flag for a worsening says so and what it compares", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const tom = world.patients[5];
      const response = tom?.responses[0];
      const item = response?.items[0];
      assert.ok(tom && response && item);
      const flag = world.flag(tom, response, item);
      Object.assign(flag, { item: null, itemLabel: null, itemText: null });
      Object.assign(flag, { cause: "reliable-worsening", answer: "19; at the baseline 12" });
      await openPatient(page, "Tom Okafor");
      clinic.changed(tom);
      await page
        .getByTestId("flag")
        .filter({ hasText: "PHQ-9, reliable worsening: 19; at the baseline 12" })
        .waitFor();
    }));

  test("a flag for an answer that cannot be read says what to do and what it is about", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const tom = world.patients[5];
      const response = tom?.responses[0];
      const item = response?.items[8];
      assert.ok(tom && response && item);
      const flag = world.flag(tom, response, item);
      Object.assign(flag, { cause: "unreadable-answer", answer: null, tier: 1 });
      await openPatient(page, "Tom Okafor");
      clinic.changed(tom);
      await page
        .getByTestId("flag")
        .filter({ hasText: "PHQ-9 item 9: the answer cannot be read, so ask the patient" })
        .waitFor();
    }));
});
