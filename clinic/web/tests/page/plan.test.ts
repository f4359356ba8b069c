import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../browser.ts";
import { eventually, openPatient, scene, sent, unfold } from "../stage.ts";

const hour = 3_600_000;

describe("the plan", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("an appointment is made, changed and cancelled, on the clinic's clocks", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Jonas Weil");
      await unfold(page, "plan");
      await page.getByTestId("appointment-add").click();
      await page.getByTestId("appointment-title").fill("Integration talk");
      await page.getByTestId("appointment-submit").click();
      await page.getByText("An appointment needs what it is for").waitFor();
      const labels = page.getByTestId("appointments").locator("label");
      for (const label of await labels.allInnerTexts()) assert.ok(label.length < 20, label);
      await page.getByText(/The time is that of the clinic's clocks/).waitFor();
      await page.getByTestId("appointment-date").fill("2030-03-04");
      await page.getByTestId("appointment-time").fill("09:30");
      await page.getByTestId("appointment-with").fill("Dr Lin");
      await page.getByTestId("appointment-submit").click();
      const row = page.getByTestId("appointment");
      await row.filter({ hasText: "4 March 2030 09:30" }).waitFor();
      assert.match(await row.innerText(), /Integration talk with Dr Lin/);
      await page.getByTestId("appointment-change").click();
      await page.getByTestId("appointment-time").fill("10:15");
      await page.getByTestId("appointment-submit").click();
      await row.filter({ hasText: "4 March 2030 10:15" }).waitFor();
      assert.deepEqual(sent(clinic, "/plan"), {
        do: "appoint",
        appointment: 1,
        title: "Integration talk",
        date: "2030-03-04",
        time: "10:15",
        minutes: null,
        with: "Dr Lin",
        where: "",
        note: "",
      });
      await page.getByTestId("appointment-cancel").click();
      await row.filter({ hasText: "cancelled" }).waitFor();
      assert.equal(await page.getByTestId("appointment-cancel").count(), 0);
    }));

  test("a plan is begun; sessions are added, moved, prepared and cancelled", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Tom Okafor");
      await page.getByTestId("plan-start").fill("2030-01-01");
      await page.getByTestId("plan-begin").click();
      await page.getByTestId("visits").waitFor();
      assert.deepEqual(sent(clinic, "/plan"), { do: "begin", start: "2030-01-01" });
      await page.getByTestId("session-add").click();
      await page.getByText("Choose a day.").waitFor();
      await page.getByTestId("session-day").fill("2029-01-01");
      await page.getByTestId("session-add").click();
      await page.getByText("A session must lie after the start").waitFor();
      await page.getByTestId("session-day").fill("2030-02-01");
      await page.getByTestId("session-add").click();
      const session = page.getByTestId("dosing-session");
      await session.filter({ hasText: "Session 1, 1 February 2030" }).waitFor();
      await page.getByTestId("session-move").click();
      await page.getByTestId("session-move-day").fill("2030-02-08");
      await page.getByTestId("session-do").click();
      await session.filter({ hasText: "8 February 2030" }).waitFor();
      assert.deepEqual(sent(clinic, "/plan"), { do: "move", session: 1, date: "2030-02-08" });
      const gate = page.locator('[data-testid="gate"][data-gate="preparation"]');
      assert.match(await gate.innerText(), /not met: No preparation session has taken place\./);
      await page.getByTestId("session-prepared").click();
      await page.getByTestId("session-prepared-at").fill("2030-01-20T10:30");
      await page.getByTestId("session-do").click();
      await eventually(() => gate.getAttribute("data-open"), "true");
      assert.deepEqual(sent(clinic, "/plan"), {
        do: "prepared",
        session: 1,
        at: "2030-01-20T10:30:00+00:00",
      });
      await page.getByTestId("session-cancel").click();
      await page.getByTestId("session-do").click();
      await session.filter({ hasText: "cancelled" }).waitFor();
    }));

  test("visits say their window and state, and the forms on request", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      await unfold(page, "plan", "missing");
      const visit = page.locator('[data-testid="visit"][data-visit="D1"]');
      assert.match(await visit.innerText(), /window closed, not complete/);
      await page.getByTestId("visit-forms").click();
      assert.match(await visit.innerText(), /ASQ: window closed, not complete · safety form/);
      assert.equal(await page.getByTestId("missed-visit").count(), 1);
      assert.match(await page.getByTestId("missing-line").innerText(), /ASQ, The day after/);
    }));

  test("a decision needs its parts, and class A a second person", () =>
    scene(browser, {}, async ({ page, clinic, world }) => {
      const lena = world.patients.find((each) => each.patient.name === "Lena Vogel");
      assert.ok(lena);
      Object.assign(lena.care.selfCheck, {
        response: world.freshId(),
        authored: world.at(hour),
        result: "A",
      });
      await openPatient(page, "Lena Vogel");
      await unfold(page, "eligibility");
      await page.getByTestId("self-check").waitFor();
      await page.getByTestId("decide").click();
      await page.getByTestId("decide-submit").click();
      await page.getByText("Choose a decision and a class, and give a reason.").waitFor();
      assert.equal(await page.getByTestId("decide-class").inputValue(), "A");
      await page.getByTestId("decide-yes").check();
      await page.getByTestId("decide-reason").fill("Seen with the cardiologist.");
      await page.getByTestId("decide-submit").click();
      await page.getByTestId("second-person").waitFor();
      assert.deepEqual(sent(clinic, "/plan"), {
        do: "decide",
        eligible: true,
        class: "A",
        reason: "Seen with the cardiologist.",
        response: lena.care.selfCheck.response,
      });
      Object.assign((lena.plan as { decision: object }).decision, { by: "Dr Osei" });
      clinic.changed(lena);
      await page.getByText("Decided by Dr Osei").waitFor();
      await page.getByTestId("decide").click();
      await page.getByTestId("decide-yes").check();
      await page.getByTestId("decide-reason").fill("I agree.");
      await page.getByTestId("decide-submit").click();
      await page.getByText("Second person: Dr Osei").waitFor();
      assert.equal(await page.getByTestId("second-person").count(), 0);
    }));

  test("the heading says the phase and the days since the session", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      assert.match(
        await page.getByTestId("patient-standing").innerText(),
        /^Integration · 9 days after session 1 · /,
      );
      await openPatient(page, "Lena Vogel");
      assert.match(
        await page.getByTestId("patient-standing").innerText(),
        /^Preparation · 3 days before session 1/,
      );
    }));
});
