import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../browser.ts";
import { eventually, openPatient, scene } from "../stage.ts";

describe("live updates", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("new answers, entries and flags appear without a reload and keep what is being typed", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const ada = world.patients[0];
      assert.ok(ada);
      await openPatient(page, "Ada Rowe");
      await eventually(() => clinic.streams, 1);
      await page.evaluate(() => Object.assign(window, { sameDocument: true }));
      const note = page.getByTestId("flag-note").last();
      await note.pressSequentially("Rang her, ");
      await page.getByTestId("assign-questionnaire").selectOption("gad-7");
      await note.focus();
      world.write(ada, "A new shared thought.", 0);
      world.answer(ada, "phq-9", [1, 1, 1, 1, 1, 1, 1, 1, 2], 0);
      clinic.changed(ada);
      await page
        .getByTestId("journal-entry")
        .filter({ hasText: "A new shared thought." })
        .waitFor();
      await eventually(() => page.getByTestId("flag").count(), 2);
      // The more urgent flag is on top; the typed note is where it was, with the cursor in it.
      assert.match(await page.getByTestId("flag").first().innerText(), /More than half the days/);
      await page.keyboard.type("no answer yet.");
      assert.equal(await note.inputValue(), "Rang her, no answer yet.");
      assert.equal(await page.getByTestId("assign-questionnaire").inputValue(), "gad-7");
      assert.equal(await page.evaluate(() => "sameDocument" in window), true);
      await page.getByTestId("announcement").filter({ hasText: "New from Ada Rowe." }).waitFor();
    }));

  test("the list follows too, and moves who needs somebody to the top", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const tom = world.patients[5];
      assert.ok(tom);
      await page.getByTestId("patient-row").first().waitFor();
      await eventually(() => clinic.streams, 1);
      world.answer(tom, "phq-9", [1, 1, 1, 1, 1, 1, 1, 1, 3], 0);
      clinic.changed(tom);
      await eventually(
        async () => (await page.locator(".patient-row.flagged .name").allInnerTexts()).sort(),
        ["Ada Rowe", "Tom Okafor"],
      );
      await eventually(() => page.title(), "(2) Landfall");
    }));

  test("a burst of changes is a few requests, not one for each", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const ada = world.patients[0];
      assert.ok(ada);
      await openPatient(page, "Ada Rowe");
      await eventually(() => clinic.streams, 1);
      const path = `/patients/${ada.patient.id}`;
      const before = clinic.count("GET", path);
      for (let n = 0; n < 50; n += 1) clinic.changed(ada);
      world.write(ada, "after the burst", 0);
      clinic.changed(ada);
      await page.getByTestId("journal-entry").filter({ hasText: "after the burst" }).waitFor();
      assert.ok(clinic.count("GET", path) - before <= 3);
    }));

  test("a flag that somebody else closes keeps the note that was being written", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const ada = world.patients[0];
      assert.ok(ada);
      await openPatient(page, "Ada Rowe");
      await eventually(() => clinic.streams, 1);
      await page.getByTestId("flag-note").fill("I was about to write this");
      clinic.acknowledge(ada.flags[0]?.id ?? "", "Done.", "Dr Osei");
      clinic.changed(ada);
      const closed = page.getByTestId("flag-elsewhere");
      await closed.waitFor();
      assert.match(await closed.innerText(), /Dr Osei acknowledged this flag/);
      assert.match(await closed.innerText(), /I was about to write this/);
      await page.getByTestId("flag-discard").click();
      await closed.waitFor({ state: "detached" });
      assert.equal(clinic.notes.length, 1);
    }));

  test("an interruption is said, the page tries again, and what was missed arrives", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const ada = world.patients[0];
      assert.ok(ada);
      await openPatient(page, "Ada Rowe");
      await eventually(() => clinic.streams, 1);
      clinic.eventsDown = true;
      clinic.dropStreams();
      await page.getByTestId("live-line").filter({ hasText: "Live updates stopped" }).waitFor({
        timeout: 20_000,
      });
      world.write(ada, "written meanwhile", 0);
      await page.getByTestId("live-refresh").click();
      await page.getByTestId("journal-entry").filter({ hasText: "written meanwhile" }).waitFor();
      world.write(ada, "and this one too", 0);
      clinic.eventsDown = false;
      await page.getByTestId("journal-entry").filter({ hasText: "and this one too" }).waitFor({
        timeout: 30_000,
      });
      await page.getByTestId("live-line").waitFor({ state: "detached" });
    }));

  test("a stream that ends and comes back at once is no interruption", () =>
    scene(browser, {}, async ({ page, clinic, world }) => {
      const ada = world.patients[0];
      assert.ok(ada);
      await openPatient(page, "Ada Rowe");
      await eventually(() => clinic.streams, 1);
      clinic.dropStreams();
      world.write(ada, "while it was away", 0);
      await page.getByTestId("journal-entry").filter({ hasText: "while it was away" }).waitFor();
      assert.equal(await page.getByTestId("live-line").count(), 0);
    }));
});
