import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../browser.ts";
import { eventually, openPatient, scene, sent, unfold } from "../stage.ts";

const hour = 3_600_000;

describe("tasks, consent and what else the clinic keeps of a patient", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("who has an open task stands with the overdue ones, and closing it needs a note", () =>
    scene(browser, {}, async ({ page, clinic, world }) => {
      const row = page.getByTestId("patient-row").filter({ hasText: "Jonas Weil" });
      await row.filter({ hasText: "1 open task" }).waitFor();
      await openPatient(page, "Jonas Weil");
      await page.getByTestId("task-open").click();
      await page.getByTestId("task-close").click();
      await page.getByText("Write a note first.").waitFor();
      await page.getByTestId("task-note").fill("Rang him, answers tonight.");
      await page.getByTestId("task-close").click();
      await page.getByTestId("staff-task").waitFor({ state: "detached" });
      assert.deepEqual(sent(clinic, "/close"), { note: "Rang him, answers tonight." });
      assert.equal(world.patients[1]?.staffTasks[0]?.open, false);
      await unfold(page, "tasks");
      await page.getByTestId("task-more").click();
      assert.match(
        await page.getByTestId("staff-task-closed").innerText(),
        /Rang him[^]*Closed by Dr Lin/,
      );
      await eventually(() => row.filter({ hasText: "open task" }).count(), 0);
    }));

  test("a task says the day of its session, and one that ended by itself says why", () =>
    scene(browser, {}, async ({ page, clinic, world }) => {
      const task = world.patients[1]?.staffTasks[0];
      assert.ok(task);
      await openPatient(page, "Jonas Weil");
      const line = page.getByTestId("staff-task");
      assert.match(
        await line.innerText(),
        /^Ask after: One week after, session 1 on \d+ \w+ \d{4}\s*since (?!.*session)/s,
      );
      const reason = "The session was moved, so this visit is no longer on its former day.";
      Object.assign(task, { open: false, closed: new Date().toISOString(), reason });
      if (world.patients[1]) clinic.changed(world.patients[1]);
      await line.waitFor({ state: "detached" });
      await unfold(page, "tasks");
      await page.getByTestId("task-more").click();
      assert.match(
        await page.getByTestId("staff-task-closed").innerText(),
        /was moved, so this visit[^]*Ended by itself, today /,
      );
    }));

  test("a task that somebody else closed keeps the note that was being written", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Jonas Weil");
      clinic.refuse.set("POST /tasks", { status: 412, code: "version_conflict" });
      await page.getByTestId("task-open").click();
      await page.getByTestId("task-note").fill("Rang him.");
      await page.getByTestId("task-close").click();
      await page.getByText("Somebody else was quicker.").waitFor();
      assert.equal(await page.getByTestId("task-note").inputValue(), "Rang him.");
    }));

  test("consent says what stands, who countersigned, and how it came to that", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const ada = world.patients[0];
      const signed = ada?.consents.find((each) => each.event === "signed");
      assert.ok(ada && signed);
      await openPatient(page, "Ada Rowe");
      await unfold(page, "consents");
      const part = page.locator('[data-testid="consent"][data-purpose="participation"]');
      assert.match(await part.innerText(), /signed[^]*Signed as Ada Rowe[^]*Not countersigned yet/);
      Object.assign(signed, { countersignedBy: "Dr Lin", countersigned: world.at(hour) });
      clinic.changed(ada);
      await part.filter({ hasText: "Countersigned by Dr Lin" }).waitFor();
      await page.getByTestId("consent-more").click();
      await eventually(() => part.count(), 3);
    }));

  test("a signed consent is countersigned once, and a refusal says why", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Ada Rowe");
      await unfold(page, "consents");
      const button = page.getByTestId("consent-countersign");
      clinic.refuse.set("POST /patients", { status: 412, code: "version_conflict" });
      await button.click();
      await page.getByText("The consent was not countersigned. Somebody else").waitFor();
      clinic.refuse.clear();
      await button.click();
      await page.getByText("Countersigned by Dr Lin").waitFor();
      await eventually(() => button.count(), 0);
    }));

  test("the safety plan is in the patient's own words", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      const sections = await page.getByTestId("safety-plan-section").allInnerTexts();
      assert.match(sections[0] ?? "", /My warning signs\s+I stop answering the phone\./);
      await openPatient(page, "Tom Okafor");
      await page.getByText("No safety plan has been shared.").waitFor();
    }));

  test("a part of the page is reached by its button and has the focus", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("jump-consents").focus();
      await page.keyboard.press("Enter");
      await eventually(() => page.evaluate(() => document.activeElement?.id), "consents");
    }));

  test("nothing is assigned for a day that is over", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("assign-questionnaire").selectOption({ index: 1 });
      await page.getByTestId("assign-due").fill("2020-01-01");
      await page.getByTestId("assign-submit").click();
      await page
        .getByText("It was not assigned: 1 January 2020 is over. Choose today or a later day.")
        .waitFor();
      assert.equal(clinic.count("POST", "/assignments"), 0);
      assert.equal(await page.getByTestId("assign-due").inputValue(), "2020-01-01");
    }));

  test("two patients of one name are told apart in the list", () =>
    scene(browser, {}, async ({ page, clinic, world }) => {
      const [ada, jonas] = world.patients;
      assert.ok(ada && jonas);
      assert.equal(await page.getByTestId("patient-apart").count(), 0);
      jonas.patient.name = "Ada Rowe";
      Object.assign(jonas.patient, { birthDate: null });
      clinic.changed(jonas);
      await eventually(async () => {
        const told = await page.getByTestId("patient-apart").allInnerTexts();
        return told.map((each) => each.trim()).sort();
      }, ["born 2 April 1985", `no birth date, number … ${jonas.patient.id.slice(-6)}`]);
    }));
});
