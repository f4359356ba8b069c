import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../browser.ts";
import { openPatient, scene } from "../stage.ts";

const hour = 3_600_000;

describe("a self-check that was answered anew", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("shows what was answered before, with its day, until it is decided", () =>
    scene(browser, {}, async ({ page, world }) => {
      const jonas = world.patients[1];
      assert.ok(jonas);
      Object.assign(jonas.care.selfCheck, {
        response: world.freshId(),
        authored: world.at(hour),
        result: "A",
        findings: [],
        medicines: [],
        earlier: [
          {
            response: world.freshId(),
            authored: "2026-03-02T10:00:00Z",
            result: "A",
            findings: [
              {
                rule: "E-11",
                class: "A",
                item: "el-11",
                label: "11",
                text: "Lithium, now or in the last 30 days",
                answer: "Yes",
                source: "clinical rules 6.2",
                evidence: null,
              },
            ],
            medicines: [],
          },
        ],
      });
      await openPatient(page, "Jonas Weil");
      await page.locator("#part-eligibility").getByRole("button").first().click();
      const check = page.getByTestId("self-check");
      assert.match(await check.innerText(), /^Self-checks, the newest of .*: class A/);
      const before = page.getByTestId("earlier-check");
      assert.match(
        await before.innerText(),
        /Answered in the self-check of .*2 March.*, and otherwise since/,
      );
      assert.match(await before.innerText(), /Lithium/);
      assert.match(await before.innerText(), /it counts until it is decided/);
    }));
});
