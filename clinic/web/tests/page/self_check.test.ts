import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../browser.ts";
import { eventually, openPatient, scene } from "../stage.ts";

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

  test("a medicine of the patient's list is named, and never said to be a question without answer", () =>
    scene(browser, {}, async ({ page, world }) => {
      const jonas = world.patients[1];
      assert.ok(jonas);
      const found = { rule: "E-10", class: "A", item: null, label: null, text: null };
      const finding = { ...found, sameDay: false, answer: null, declined: false };
      Object.assign(jonas.care.selfCheck, {
        response: world.freshId(),
        authored: world.at(hour),
        result: "A",
        findings: [
          { ...finding, unanswered: false, source: "clinical rules 6.2", evidence: null },
          { ...finding, unanswered: false, source: "clinical rules 6.2", evidence: null },
          { ...finding, rule: "E-40", unanswered: false, source: "AUDIT", evidence: null },
        ],
        medicines: [
          { text: "Nardil", medicine: "phenelzine", class: "A", rule: "E-10", source: "x" },
          { text: "moclobemide", medicine: "moclobemide", class: "A", rule: "E-10", source: "x" },
        ],
      });
      await openPatient(page, "Jonas Weil");
      await page.locator("#part-eligibility").getByRole("button").first().click();
      const rows = await page.getByTestId("finding").allInnerTexts();
      assert.equal(rows.length, 2);
      assert.match(
        rows[0] ?? "",
        /^Medicine in the patient's list[^]*Nardil \(phenelzine\), moclobemide/,
      );
      assert.match(rows[1] ?? "", /^AUDIT-C score[^]*above its limit/);
      assert.doesNotMatch(rows.join(), /not answered/);
    }));

  test("a decision that holds no longer says first to decide again, folded and on paper too", () =>
    scene(browser, {}, async ({ page, world }) => {
      const ada = world.patients[0];
      const plan = ada?.plan && !("fault" in ada.plan) ? ada.plan : null;
      assert.ok(ada && plan?.decision);
      Object.assign(plan.decision, { outdated: true });
      ada.care.selfCheck.authored = "2026-03-02T10:00:00Z";
      await openPatient(page, "Ada Rowe");
      const part = page.locator("#part-eligibility");
      const summary = part.getByTestId("fold-summary");
      const said =
        /^Decide again: the self-check was answered anew on 2 March.* · decided before it: Goes on, class B · Dr Lin/;
      await eventually(async () => said.test(await summary.innerText()), true);
      await page.emulateMedia({ media: "print" });
      assert.match(await summary.innerText(), said);
      await page.emulateMedia({ media: "screen" });
      await part.getByRole("button").first().click();
      assert.match(
        await page.getByTestId("decide-again").innerText(),
        /^Decide again: the self-check was answered anew on 2 March/,
      );
    }));
});
