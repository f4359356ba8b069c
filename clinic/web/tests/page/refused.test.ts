// What the server refuses of a form is said at that form, in the server's own sentence.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch } from "../browser.ts";
import { readyForDose } from "../mock/sample_care.ts";
import { openPatient, scene, unfold } from "../stage.ts";

/** The form that holds a field says the sentence and nothing else. */
async function saysAt(page: Page, field: string, sentence: string): Promise<void> {
  const form = page.locator("form").filter({ has: page.getByTestId(field) });
  await form.getByText(sentence, { exact: true }).waitFor();
}

async function choose(page: Page, fact: string, answer: string): Promise<void> {
  const box = page.getByTestId(`dosing-choice-${fact}`);
  await box.getByRole("radio", { name: answer, exact: true }).check();
}

describe("what the server refuses", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("a session and an appointment that cannot be say why at their form", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Jonas Weil");
      await unfold(page, "plan");
      const bad = { status: 400, code: "bad_request" };
      const session = "The session was not added: another session is on that day. Choose another.";
      clinic.refuse.set("POST /patients/", { ...bad, expression: "date", text: session });
      await page.getByTestId("session-day").fill("2030-03-04");
      await page.getByTestId("session-add").click();
      await saysAt(page, "session-add", session);
      assert.equal(await page.getByTestId("session-day").inputValue(), "2030-03-04");

      const talk = "The appointment was not stored: the length is not a number. Leave it out.";
      clinic.refuse.set("POST /patients/", { ...bad, expression: "minutes", text: talk });
      await page.getByTestId("appointment-add").click();
      await page.getByTestId("appointment-title").fill("Talk");
      await page.getByTestId("appointment-date").fill("2030-03-04");
      await page.getByTestId("appointment-time").fill("09:30");
      await page.getByTestId("appointment-minutes").fill("-5");
      await page.getByTestId("appointment-submit").click();
      await saysAt(page, "appointment-submit", talk);
      assert.equal(await page.getByTestId("appointment-minutes").inputValue(), "-5");
    }));

  test("a part of the dosing day that was recorded already says when and by whom", () =>
    scene(browser, {}, async ({ page, clinic, world }) => {
      world.patients[0]?.care.dosing.set(1, readyForDose(world).slice(1));
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("dosing-open").click();
      const form = page.getByTestId("dosing-form-arrival");
      await form.waitFor();
      const sentence = "The start of the dose of session 1 was already recorded by Dr Osei.";
      clinic.refuse.set("POST /patients/", {
        status: 412,
        code: "version_conflict",
        expression: "step",
        text: sentence,
      });
      for (const fact of ["identityFirst", "identitySecond", "asqDone", "transport", "companion"])
        await choose(page, fact, "yes");
      await choose(page, "pregnancyTest", "not needed");
      await page.getByTestId("dosing-save-arrival").click();
      await form.getByText(sentence, { exact: true }).waitFor();
    }));
});
