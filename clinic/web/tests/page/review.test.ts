import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, signIn } from "../browser.ts";
import { account } from "../mock/clinic.ts";
import { eventually, openPatient, scene, unfold } from "../stage.ts";

const hour = 3_600_000;

function names(page: Page): Promise<string[]> {
  return page.getByTestId("patient-row").locator(".name").allInnerTexts();
}

describe("the clinician's day", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("who has an open flag stands on top, with its age, then due, then everyone else", () =>
    scene(browser, {}, async ({ page }) => {
      await page.getByTestId("patient-row").first().waitFor();
      assert.deepEqual(await names(page), [
        "Ada Rowe",
        "Jonas Weil",
        "Lena Vogel",
        "Maria Santos",
        "Priya Nair",
        "Tom Okafor",
      ]);
      assert.deepEqual(await page.locator(".group").allTextContents(), [
        "Needs you now",
        "Due and overdue",
        "Everyone else",
      ]);
      const first = await page.getByTestId("patient-row").first().innerText();
      assert.match(first, /contact\s+flag,\s+PHQ-9 item 9, 2 h/);
      assert.match(first, /1 urgent task/);
      assert.match(first, /12, moderate/);
      assert.match(first, /\+4 since last/);
      assert.equal(await page.title(), "(1) Landfall");
    }));

  test("what the clinic itself has to see to stands below all patients", () =>
    scene(browser, {}, async ({ page, world }) => {
      assert.equal(await page.getByTestId("clinic-notice").count(), 0);
      world.notices.push("Nobody has verified the crisis numbers that phones show.");
      await page.reload();
      const notice = page.getByTestId("clinic-notice");
      await notice.filter({ hasText: "Nobody has verified the crisis numbers" }).waitFor();
    }));

  test("search finds by any part of the name, without accents and case", () =>
    scene(browser, {}, async ({ page }) => {
      await page.getByTestId("patient-row").first().waitFor();
      await page.getByTestId("patient-search").fill("ÓKA");
      await eventually(() => names(page), ["Tom Okafor"]);
      await page.getByTestId("patient-search").fill("zzz");
      await page.getByText("Nobody of that name.").waitFor();
    }));

  test("a flag says what was answered and is acknowledged only with a note", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Ada Rowe");
      const flag = page.getByTestId("flag");
      assert.match(await flag.innerText(), /PHQ-9 item 9: Several days/);
      await page.getByTestId("flag-note").fill("   ");
      await page.getByTestId("flag-acknowledge").click();
      await page.getByText("Write a note first.").waitFor();
      assert.equal(clinic.notes.length, 0);
      await page.getByTestId("flag-note").fill("Called at 10, safe with her sister today.");
      await page.getByTestId("flag-acknowledge").click();
      await flag.waitFor({ state: "detached" });
      assert.deepEqual(
        clinic.notes.map((each) => each.note),
        ["Called at 10, safe with her sister today."],
      );
      await unfold(page, "earlier-flags");
      const closed = await page.getByTestId("flag-acknowledged").innerText();
      assert.match(closed, /Called at 10/);
      assert.match(closed, /Acknowledged by Dr Lin/);
      await eventually(() => page.title(), "Landfall");
    }));

  test("a note that is too long is told before it is sent", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("flag-note").fill("x".repeat(2003));
      await page.getByTestId("flag-acknowledge").click();
      await page.getByText("3 characters too long").waitFor();
      assert.equal(clinic.notes.length, 0);
    }));

  test("a refused acknowledgement keeps the flag and the note", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Ada Rowe");
      clinic.refuse.set("POST /flags", { status: 500, code: "internal" });
      await page.getByTestId("flag-note").fill("Called her.");
      await page.getByTestId("flag-acknowledge").click();
      await page.getByText("The flag was not acknowledged. Your note is still here.").waitFor();
      assert.equal(await page.getByTestId("flag-note").inputValue(), "Called her.");
    }));

  test("scores have a chart with a spoken summary and a table with bands", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      const card = page.getByTestId("score-phq-9");
      assert.match(
        await page.getByTestId("score-phq-9").getByTestId("score-summary").innerText(),
        /12, moderate · −7 from the baseline \(19\) · \+4 since last/,
      );
      const spoken = await card.getByRole("img").getAttribute("aria-label");
      assert.match(spoken ?? "", /PHQ-9: 6 scores, from .* Latest 12, moderate, out of 27\./);
      assert.equal(await card.locator("canvas").count(), 1);
      await page.getByTestId("score-view-phq-9").click();
      const rows = await page.getByTestId("score-table-phq-9").locator("tbody tr").allInnerTexts();
      assert.equal(rows.length, 6);
      assert.match(rows[0] ?? "", /12\s+moderate\s+\+4/);
      assert.match(rows[5] ?? "", /21\s+severe/);
    }));

  test("a score that could not be made is a gap and never a zero", async () => {
    await scene(browser, {}, async ({ page, world, clinic }) => {
      const ada = world.patients[0];
      assert.ok(ada);
      world.answer(ada, "phq-9", [null, null, null, null, 1, 1, 1, 1, 0], hour);
      await openPatient(page, "Ada Rowe");
      clinic.changed(ada);
      await page.getByTestId("score-view-phq-9").click();
      await eventually(() => page.getByTestId("score-table-phq-9").locator("tbody tr").count(), 7);
      const row = page.getByTestId("score-table-phq-9").locator("tbody tr").first();
      assert.match(
        await row.innerText(),
        /–\s+no score, because answers are missing or do not fit/,
      );
    });
  });

  test("answers show what changed first and the rest on request", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      const items = page.getByTestId("score-phq-9").getByTestId("item-answers");
      const shown = await items.getByTestId("item-answer").allInnerTexts();
      assert.equal(shown.length, 4);
      assert.match(shown[0] ?? "", /9 · .*Several days\s+0 → 1/s);
      await items.getByTestId("item-answers-all").click();
      assert.equal(await items.getByTestId("item-answer").count(), 9);
      // An older response can be opened from the table.
      await page.getByTestId("score-view-phq-9").click();
      await page.getByRole("button", { name: /Show the answers of .*: 21, severe/ }).click();
      assert.equal(await items.getByTestId("item-answer").count(), 9);
      assert.match(await items.innerText(), /first time answered/);
    }));

  test("answers that do not fit their questionnaire are named", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const ada = world.patients[0];
      assert.ok(ada);
      const response = world.answer(ada, "phq-9", [1, 1, 1, 1, 1, 1, 1, 1, 0], hour);
      response.unread = ["phq-9-2", "phq-9-5", "nobody-knows"];
      await openPatient(page, "Ada Rowe");
      clinic.changed(ada);
      const notice = page.getByTestId("score-phq-9").getByTestId("item-answers-unread");
      await eventually(
        () => notice.innerText(),
        "Some answers do not fit the questionnaire: they are shown as they were sent, and there is no score. Ask the patient about 2, 5, nobody-knows.",
      );
      response.unread = [];
      clinic.changed(ada);
      await eventually(() => notice.count(), 0);
    }));

  test("a click on a point of the chart opens its answers", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      const over = page.getByTestId("score-phq-9").locator(".u-over");
      const box = await over.boundingBox();
      assert.ok(box);
      await over.click({ position: { x: 4, y: box.height / 2 } });
      await eventually(async () => {
        const text = await page.getByTestId("score-phq-9").getByTestId("item-answers").innerText();
        return text.includes("first time answered");
      }, true);
    }));

  test("a declined answer and a missing one are told apart, and an unfinished one is said", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const tom = world.patients[5];
      assert.ok(tom);
      const response = world.answer(tom, "phq-9", [1, 1, 1, 1, null, 1, 1, 1, null], hour);
      const last = response.items[8];
      assert.ok(last);
      last.declined = true;
      last.danger = true;
      world.flag(tom, response, last).response = world.freshId();
      await openPatient(page, "Tom Okafor");
      clinic.changed(tom);
      await page.getByTestId("flag").filter({ hasText: "prefer not to say" }).waitFor();
      assert.match(await page.getByTestId("flag").innerText(), /was not sent to its end/);
      const rows = await page.getByTestId("item-answer").allInnerTexts();
      assert.match(rows.find((row) => row.startsWith("9")) ?? "", /prefer not to say/);
      assert.match(rows.find((row) => row.startsWith("5")) ?? "", /not answered/);
    }));

  test("gad-7 is assigned with a day, and a missing choice is asked for", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Tom Okafor");
      await page.getByTestId("assign-submit").click();
      await page.getByText("Choose a questionnaire and a day.").waitFor();
      await page.getByTestId("assign-questionnaire").selectOption("gad-7");
      await page.getByTestId("assign-due").fill("2030-01-31");
      await page.getByTestId("assign-submit").click();
      await page.getByTestId("assignment").filter({ hasText: "due 31 January 2030" }).waitFor();
      const sent = clinic.calls.find((call) => call.path.endsWith("/assignments"));
      assert.deepEqual(sent?.body, { questionnaire: "gad-7", due: "2030-01-31" });
    }));

  test("the shared journal is shown as it was written, with its line breaks", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      const entries = await page.getByTestId("journal-entry").allInnerTexts();
      assert.equal(entries.length, 2);
      assert.match(entries[0] ?? "", /lighter afterwards\.\n\nWe will talk again on Sunday\./);
    }));

  test("a phone is confirmed by its six digits, refused or removed", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      await openPatient(page, "Lena Vogel");
      assert.match(await page.getByTestId("device-digits").innerText(), /402 917/);
      await page.getByTestId("confirm-device").click();
      await unfold(page, "devices");
      await page.locator("[data-testid=device][data-state=active]").waitFor();
      const sent = clinic.calls.find((call) => call.path.endsWith("/confirm"));
      assert.deepEqual(sent?.body, { digits: "402917" });
      await page.getByTestId("remove-device").click();
      await page.getByTestId("remove-device-yes").click();
      await page.locator("[data-testid=device][data-state=revoked]").waitFor();
      const lena = world.patients.find((each) => each.patient.name === "Lena Vogel");
      assert.ok(lena);
      world.pair(lena, "Second phone", "pending");
      clinic.changed(lena);
      await page.getByTestId("refuse-device").click();
      await eventually(() => page.locator("[data-state=revoked]").count(), 2);
    }));

  test("digits that differ are refused with a clear sentence", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      clinic.refuse.set("POST /devices", { status: 422, code: "digits_differ" });
      await openPatient(page, "Lena Vogel");
      await page.getByTestId("confirm-device").click();
      await page.getByText("The digits are not those of the phone.").waitFor();
    }));

  test("an administrator sees devices and accounts and nothing clinical", () =>
    scene(browser, { signedIn: false }, async ({ page, origin, clinic }) => {
      await signIn(page, origin, { ...account, email: "ito@harbour.example" });
      await page.getByTestId("admin-devices").waitFor();
      await page.getByTestId("confirm-device").click();
      await eventually(() => page.getByTestId("confirm-device").count(), 0);
      assert.doesNotMatch(await page.content(), /Ada|Lena|Linux phone|PHQ/);
      assert.equal(clinic.count("GET", "/patients"), 0);
      assert.equal(await page.getByTestId("account").count(), 2);
    }));

  test("a patient of somebody else is refused and nothing is shown", () =>
    scene(browser, {}, async ({ page, origin }) => {
      await page.goto(`${origin}/review/#/patient/0193a000-0000-7000-8000-000000009999`);
      await page.getByText("Your account may not do this.").waitFor();
    }));
});
