import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch } from "../browser.ts";
import { doseDrawnUp, readyForDose } from "../mock/sample_care.ts";
import type { World } from "../mock/world.ts";
import { eventually, openPatient, scene } from "../stage.ts";

const tablet = { context: { viewport: { width: 820, height: 1100 } } };

async function openDosing(page: Page, name: string): Promise<void> {
  await openPatient(page, name);
  await page.getByTestId("dosing-open").click();
  await page.getByTestId("dosing-state").waitFor();
}

async function say(page: Page, fact: string, answer: string): Promise<void> {
  const box = page.getByTestId(`dosing-choice-${fact}`);
  await box.getByRole("radio", { name: answer, exact: true }).check();
}

function prepare(world: World, withDose: boolean): void {
  const entries = readyForDose(world);
  world.patients[0]?.care.dosing.set(1, withDose ? [...entries, doseDrawnUp(world)] : entries);
}

describe("the dosing day", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("the first part that is missing is open, and each part is saved at once", () =>
    scene(browser, tablet, async ({ page, clinic, world }) => {
      await openDosing(page, "Ada Rowe");
      assert.match(
        await page.getByTestId("dosing-before").innerText(),
        /Before the dose: Arrival, Team, Consent today, Vital signs, Dose drawn up, Second person's check$/,
      );
      const form = page.getByTestId("dosing-form-arrival");
      await form.waitFor();
      await page.getByTestId("dosing-save-arrival").click();
      await page.getByText("Fill in: Identity checked, first person.").waitFor();
      for (const fact of ["identityFirst", "identitySecond", "asqDone", "transport"]) {
        await say(page, fact, "yes");
      }
      await say(page, "companion", "no");
      await say(page, "pregnancyTest", "not needed");
      await page.getByTestId("dosing-field-lastFood").fill("  toast at seven ");
      await page.getByTestId("dosing-save-arrival").click();
      const entry = page.locator('[data-testid="dosing-entry"][data-step="arrival"]');
      await entry.waitFor();
      assert.match(await entry.innerText(), /Companion comes\s+■ Stop: answered no\s+no/);
      const kept = world.patients[0]?.care.dosing.get(1)?.[0];
      assert.deepEqual(kept?.facts, {
        identityFirst: true,
        identitySecond: true,
        asqDone: true,
        companion: false,
        transport: true,
        pregnancyTest: "not-needed",
        lastFood: "toast at seven",
      });
      assert.equal(clinic.count("POST", `/patients/${world.patients[0]?.patient.id}/dosing/1`), 1);
      await eventually(async () => {
        const text = await page.getByTestId("dosing-before").innerText();
        return text.includes("Arrival");
      }, false);
    }));

  test("what is typed survives somebody else's entry and a look at the patient", () =>
    scene(browser, tablet, async ({ page, clinic, world }) => {
      await openDosing(page, "Ada Rowe");
      await say(page, "companion", "yes");
      await page.getByTestId("dosing-field-lastFood").fill("toast");
      prepare(world, false);
      const ada = world.patients[0];
      assert.ok(ada);
      clinic.changed(ada);
      await page.locator('[data-testid="dosing-entry"][data-step="arrival"]').waitFor();
      assert.equal(await page.getByTestId("dosing-field-lastFood").inputValue(), "toast");
      await page.getByTestId("dosing-back").click();
      await page.getByTestId("patient-name").waitFor();
      await page.getByTestId("dosing-open").click();
      await page.getByTestId("dosing-step-arrival").click();
      assert.equal(await page.getByTestId("dosing-field-lastFood").inputValue(), "toast");
    }));

  test("a value outside the limits has a sign and words, and nothing is advised", () =>
    scene(browser, tablet, async ({ page, world }) => {
      prepare(world, false);
      await openDosing(page, "Ada Rowe");
      await page.getByTestId("dosing-step-vitals").click();
      assert.match(
        await page.getByTestId("dosing-outside").innerText(),
        /▲ 152\s+outside the limits/,
      );
      await page.getByTestId("dosing-field-systolic").fill("128");
      await page.getByTestId("dosing-field-diastolic").fill("80");
      await page.getByTestId("dosing-field-pulse").fill("112");
      await page.getByTestId("dosing-field-minute").fill("-5");
      await page.getByTestId("dosing-field-temperature").fill("36.6");
      await page.getByTestId("dosing-save-vitals").click();
      await page
        .getByTestId("announcement")
        .filter({ hasText: "Outside the clinic's limits: Pulse." })
        .waitFor();
      await eventually(() => page.getByTestId("dosing-outside").count(), 2);
      const kept = world.patients[0]?.care.dosing.get(1)?.at(-1);
      assert.deepEqual(kept?.facts, {
        series: "baseline",
        systolic: 128,
        diastolic: 80,
        pulse: 112,
        minute: -5,
        temperature: 36.6,
      });
      const last = page.getByTestId("dosing-reading").last();
      assert.match(await last.innerText(), /5 min before the start/);
    }));

  test("a dose that may not begin yet lists every gate and step that is missing", () =>
    scene(browser, tablet, async ({ page, world }) => {
      const lena = world.patients.find((each) => each.patient.name === "Lena Vogel");
      lena?.care.dosing.set(1, [doseDrawnUp(world)]);
      await openDosing(page, "Lena Vogel");
      await page.getByTestId("dosing-step-start").click();
      await page.getByTestId("dosing-save-start").click();
      const missing = page.getByTestId("dosing-missing");
      await missing.waitFor();
      assert.deepEqual(await missing.locator("li").allInnerTexts(), [
        "Consent signed: The consent is not signed.",
        "Preparation held in time: No preparation session has taken place.",
        "Day-before check answered: A form is not answered.",
        "Arrival: It is not saved yet.",
        "Team: It is not saved yet.",
        "Consent today: It is not saved yet.",
        "Vital signs: It is not saved yet.",
        "Second person's check: It is not saved yet.",
      ]);
    }));

  test("a dose needs a second person, then begins and ends", () =>
    scene(browser, tablet, async ({ page, world, clinic }) => {
      prepare(world, false);
      const ada = world.patients[0];
      assert.ok(ada);
      await openDosing(page, "Ada Rowe");
      await page.getByTestId("dosing-step-prepared").click();
      for (const [name, value] of [
        ["protocol", "Trial 1"],
        ["product", "Study drug"],
        ["batch", "B-17"],
        ["expiry", "2030-01-31"],
        ["doseMg", "21.5"],
      ] as const) {
        await page.getByTestId(`dosing-field-${name}`).fill(value);
      }
      await say(page, "salt", "DMT fumarate");
      await say(page, "route", "intravenous");
      await page.getByTestId("dosing-save-prepared").click();
      await page.locator('[data-testid="dosing-entry"][data-step="prepared"]').waitFor();
      const before = page.getByTestId("dosing-before-start");
      await before.filter({ hasText: "Before the dose: Second person's check" }).waitFor();
      assert.equal(await page.getByTestId("dosing-before").count(), 0);
      await page.getByTestId("dosing-step-second-check").click();
      await page.getByTestId("dosing-save-second-check").click();
      await page.getByText("It needs a second person").waitFor();
      const dose = ada.care.dosing.get(1)?.at(-1);
      assert.ok(dose);
      dose.by = "Dr Osei";
      await page.getByTestId("dosing-save-second-check").click();
      await page.locator('[data-testid="dosing-entry"][data-step="second-check"]').waitFor();
      await page
        .getByText("Everything that has to be saved before a dose has been saved.")
        .waitFor();
      assert.equal(await before.count(), 0);
      await page.getByTestId("dosing-step-start").click();
      await page.getByTestId("dosing-save-start").click();
      await page.getByText(/Dose began today/).waitFor();
      const started = ada.care.dosing.get(1)?.at(-1);
      assert.deepEqual(started?.facts, { prepared: dose.id });
      await page.getByTestId("dosing-step-stop").click();
      await say(page, "complete", "yes");
      await page.getByTestId("dosing-save-stop").click();
      await page.getByText(/Dose ended today/).waitFor();
      await page.getByText(/Before discharge: Oriented/).waitFor();
      assert.deepEqual(clinic.complaints, []);
    }));

  test("a go is said below what speaks against a dose", () =>
    scene(browser, tablet, async ({ page, world }) => {
      prepare(world, false);
      const ada = world.patients[0];
      assert.ok(ada);
      ada.care.against = [{ code: "illness", text: "The day before: ill, or a fever." }];
      await openDosing(page, "Ada Rowe");
      await page.getByTestId("dosing-step-go-no-go").click();
      const said = await page.getByTestId("go-no-go").innerText();
      assert.match(said, /A go needs its reason[^]*The day before: ill, or a fever\./);
      assert.doesNotMatch(said, /Nothing in the answers/);
      await say(page, "go", "yes");
      await page.getByTestId("dosing-text-words").fill("A cold, no fever.");
      await page.getByTestId("dosing-save-go-no-go").click();
      await page.locator('[data-testid="dosing-entry"][data-step="go-no-go"]').waitFor();
      assert.deepEqual(ada.care.dosing.get(1)?.at(-1)?.facts, {
        go: true,
        words: "A cold, no fever.",
      });
    }));

  test("nothing is said to be clear while a flag is open, of whatever tier and age", () =>
    scene(browser, tablet, async ({ page, world, clinic }) => {
      prepare(world, false);
      const ada = world.patients[0];
      assert.ok(ada);
      for (const each of ada.flags) each.status = "inactive";
      world.answer(ada, "phq-9", [0, 0, 0, 0, 0, 0, 0, 0, 1], 40 * 86_400_000);
      await openDosing(page, "Ada Rowe");
      await page.getByTestId("dosing-step-go-no-go").click();
      const flag = page.locator('[data-testid="go-flag"][data-tier="1"]');
      assert.match(
        await flag.innerText(),
        /^Open flag of tier 1: PHQ-9 item 9, since \d+ \w+.* Look at the flag$/,
      );
      assert.equal(
        await flag.getByRole("link").getAttribute("href"),
        `#/patient/${ada.patient.id}`,
      );
      assert.doesNotMatch(await page.getByTestId("go-no-go").innerText(), /Nothing in the answers/);
      for (const each of ada.flags) each.status = "inactive";
      clinic.changed(ada);
      await page.getByTestId("go-no-go").getByText("and no flag is open.").waitFor();
      assert.equal(await page.getByTestId("go-not-there").count(), 0);
    }));

  test("before anything is recorded a go is said of nothing", () =>
    scene(browser, tablet, async ({ page, world }) => {
      const lena = world.patients.find((each) => each.patient.name === "Lena Vogel");
      assert.ok(lena);
      for (const each of lena.flags) each.status = "inactive";
      await openDosing(page, "Lena Vogel");
      await page.getByTestId("dosing-step-go-no-go").click();
      assert.deepEqual(await page.getByTestId("go-not-there").locator("li").allInnerTexts(), [
        "Consent signed: the consent is not signed.",
        "Preparation held in time: no preparation session has taken place.",
        "Day-before check answered: a form is not answered.",
        "Not saved for today, or with a stop: Arrival, Team, Consent today.",
        "No readings yet.",
      ]);
      assert.doesNotMatch(await page.getByTestId("go-no-go").innerText(), /Nothing in the answers/);
    }));

  test("a dose that began stands with the gates of its start, and what changed since in one line", () =>
    scene(browser, tablet, async ({ page, world, clinic }) => {
      prepare(world, true);
      const ada = world.patients[0];
      const before = ada?.care.dosing.get(1) ?? [];
      const prepared = before.find((entry) => entry.step === "prepared");
      assert.ok(ada && prepared);
      await openDosing(page, "Ada Rowe");
      const state = page.getByTestId("dosing-state");
      assert.match(await state.innerText(), /^What must hold before the dose\n/);
      const start = { ...prepared, id: world.freshId(), step: "start" };
      ada.care.dosing.set(1, [...before, { ...start, facts: { prepared: prepared.id } }]);
      ada.care.gatesSince = [
        { gate: "consent", open: false, text: "The consent was withdrawn on 21 January 2026." },
      ];
      clinic.changed(ada);
      await page.getByTestId("gates-since").waitFor();
      assert.match(
        await state.innerText(),
        /^What had to hold before the dose, as it stood at the start of the dose, .*\d\d:\d\d\n/,
      );
      assert.equal(
        await page.getByTestId("gates-since").innerText(),
        "Since then: the consent was withdrawn on 21 January 2026.",
      );
      await page.emulateMedia({ media: "print" });
      await page.getByTestId("gates-since").waitFor();
    }));

  test("what cannot be is said with the field's label and its limits, and what was typed stays", () =>
    scene(browser, tablet, async ({ page, world, clinic }) => {
      prepare(world, false);
      await openDosing(page, "Ada Rowe");
      await page.getByTestId("dosing-step-vitals").click();
      const form = page.getByTestId("dosing-form-vitals");
      const problem = form.getByTestId("form-problem");
      const save = page.getByTestId("dosing-save-vitals");
      await page.getByTestId("dosing-field-systolic").fill("1200");
      await page.getByTestId("dosing-field-diastolic").fill("80");
      await save.click();
      await eventually(
        () => problem.innerText(),
        "Systolic (mmHg): this must be a whole number from 30 to 300.",
      );
      await page.getByTestId("dosing-field-systolic").fill("120");
      await form.getByTestId("dosing-at").fill("2099-01-01T10:00");
      await save.click();
      await eventually(
        () => problem.innerText(),
        "At: 1 January 2099 10:00 lies ahead. An entry says what was done already.",
      );
      await page.getByTestId("dosing-step-prepared").click();
      await page.getByTestId("dosing-field-doseMg").fill("-3");
      for (const name of ["protocol", "product", "batch"]) {
        await page.getByTestId(`dosing-field-${name}`).fill("x");
      }
      await page.getByTestId("dosing-field-expiry").fill("2030-01-31");
      await page.getByTestId("dosing-save-prepared").click();
      await page.getByText("Dose in mg of the salt named: this must be a number above 0").waitFor();
      assert.equal(await page.getByTestId("dosing-field-doseMg").inputValue(), "-3");
      assert.equal(clinic.count("POST", `/patients/${world.patients[0]?.patient.id}/dosing/1`), 0);
    }));

  test("the clinic's own sentences are whole, however long they are", () =>
    scene(browser, tablet, async ({ page, world }) => {
      const lena = world.patients.find((each) => each.patient.name === "Lena Vogel");
      const plan = lena?.plan && !("fault" in lena.plan) ? lena.plan : null;
      const gate = plan?.sessions[0]?.gates.find((each) => !each.open);
      assert.ok(lena && gate);
      gate.reason = `A form of the day before was answered too late${", and this is told at length".repeat(5)}. Move the session.`;
      lena.care.dosing.set(1, [doseDrawnUp(world)]);
      await openDosing(page, "Lena Vogel");
      await page.getByTestId("dosing-state").getByText(gate.reason).waitFor();
      await page.getByTestId("dosing-step-start").click();
      await page.getByTestId("dosing-save-start").click();
      await page.getByTestId("dosing-missing").getByText(gate.reason).waitFor();
    }));

  test("readings stand by their time, and the part says when the last was taken", () =>
    scene(browser, tablet, async ({ page, world, clinic }) => {
      prepare(world, false);
      const entries = world.patients[0]?.care.dosing.get(1) ?? [];
      const first = entries.find((entry) => entry.step === "vitals");
      assert.ok(first);
      entries.push({ ...first, id: world.freshId(), at: world.at(1.5 * 3_600_000) });
      await openDosing(page, "Ada Rowe");
      await page.getByTestId("dosing-step-vitals").click();
      const times = await page.getByTestId("dosing-reading").locator("th").allInnerTexts();
      const minutes = times.map((time) => /\d\d:\d\d/.exec(time)?.[0] ?? "");
      const last = new Date(world.at(0.9 * 3_600_000)).toLocaleTimeString("en-GB", {
        hour: "2-digit",
        minute: "2-digit",
        timeZone: "Europe/London",
      });
      assert.equal(minutes.length, 3);
      assert.equal(minutes[2], last);
      const head = await page.getByTestId("dosing-step-vitals").innerText();
      assert.match(head, new RegExp(`Vital signs\\n.*${last}`));
      assert.doesNotMatch(head, /saved/);
      // On the session's own day the time is enough.
      const plan = world.patients[0]?.plan;
      assert.ok(plan && !("fault" in plan) && plan.sessions[0] && world.patients[0]);
      plan.sessions[0].date = new Date(world.at(0.9 * 3_600_000)).toLocaleDateString("sv-SE", {
        timeZone: "Europe/London",
      });
      clinic.changed(world.patients[0]);
      await page
        .getByTestId("dosing-step-vitals")
        .filter({ hasText: `at ${last}` })
        .waitFor();
    }));

  test("the record says whose it is by the birth date, and on paper who printed it and when", () =>
    scene(browser, tablet, async ({ page, clinic, world }) => {
      await openDosing(page, "Ada Rowe");
      const person = page.getByTestId("dosing-person");
      assert.equal(await person.innerText(), "born 2 April 1985");
      await page.emulateMedia({ media: "print" });
      await page.getByText(/^Printed \d+ \w+ \d{4} \d\d:\d\d by Dr Lin, /).waitFor();
      await page.emulateMedia({ media: "screen" });
      const ada = world.patients[0];
      assert.ok(ada);
      Object.assign(ada.patient, { birthDate: null });
      clinic.changed(ada);
      await eventually(
        () => person.innerText(),
        `no birth date recorded · number ${ada.patient.id}`,
      );
    }));

  test("a correction needs a reason and leaves the first entry readable", () =>
    scene(browser, tablet, async ({ page, world }) => {
      prepare(world, true);
      await openDosing(page, "Ada Rowe");
      await page.getByTestId("dosing-step-prepared").click();
      await page.getByTestId("dosing-correct").click();
      assert.equal(await page.getByTestId("dosing-field-batch").inputValue(), "B-17");
      await page.getByTestId("dosing-field-batch").fill("B-18");
      await page.getByTestId("dosing-save-prepared").click();
      await page.getByText("Fill in: Reason of the correction.").waitFor();
      await page.getByTestId("dosing-reason").fill("Read the label again.");
      await page.getByTestId("dosing-save-prepared").click();
      const entries = page.locator('[data-testid="dosing-entry"][data-step="prepared"]');
      await eventually(() => entries.count(), 2);
      assert.match(await entries.first().innerText(), /corrected[^]*B-17/);
      assert.match(await entries.last().innerText(), /correction: Read the label again\.[^]*B-18/);
    }));

  test("after the start the readings follow it, with the planned minute and the next one said", () =>
    scene(browser, tablet, async ({ page, world }) => {
      prepare(world, true);
      const record = world.patients[0]?.care.dosing;
      const before = record?.get(1) ?? [];
      const prepared = before.find((entry) => entry.step === "prepared");
      assert.ok(record && prepared);
      const start = { ...prepared, id: world.freshId(), step: "start" };
      record.set(1, [...before, { ...start, facts: { prepared: prepared.id } }]);
      await openDosing(page, "Ada Rowe");
      const order = await page
        .getByTestId("dosing-step")
        .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.step));
      assert.equal(order[order.indexOf("start") + 1], "vitals");
      // Nobody has read the minute before the start either.
      await page.getByTestId("dosing-next").filter({ hasText: "5 min before the start" }).waitFor();
      assert.equal(await page.getByTestId("dosing-field-minute").inputValue(), "-5");
      await page.getByTestId("dosing-field-pulse").fill("80");
      await page.getByTestId("dosing-save-vitals").click();
      await page.getByTestId("dosing-next").filter({ hasText: "Next reading: 2 min" }).waitFor();
      assert.equal(await page.getByTestId("dosing-field-minute").inputValue(), "2");
      const part = page.locator('[data-testid="dosing-step"][data-step="event"]');
      assert.match(await part.innerText(), /Acute event\s+none recorded/);
      const table = await page.getByTestId("dosing-readings").evaluate((each) => {
        const box = each.parentElement as HTMLElement;
        return each.scrollWidth - box.clientWidth;
      });
      assert.ok(table <= 0, "nothing of a reading is cut off");
    }));

  test("it works by keyboard, names every control, fits a tablet and prints whole", () =>
    scene(browser, tablet, async ({ page, world }) => {
      prepare(world, true);
      await openDosing(page, "Ada Rowe");
      await page.getByTestId("dosing-step-recovery").focus();
      await page.keyboard.press("Enter");
      await page.getByTestId("dosing-form-recovery").waitFor();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      await eventually(
        () => page.getByTestId("dosing-choice-orientation").locator(":checked").count(),
        1,
      );
      await page.getByTestId("dosing-step-vitals").click();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, "nothing scrolls sideways");
      const unnamed = await page
        .locator("main :is(input, select, textarea)")
        .evaluateAll(
          (all) => all.filter((each) => !(each as HTMLInputElement).labels?.length).length,
        );
      assert.equal(unnamed, 0);
      const small = await page
        .locator(".dosing-form :is(button, select, .choice)")
        .evaluateAll(
          (all) => all.filter((each) => each.getBoundingClientRect().height < 44).length,
        );
      assert.equal(small, 0);
      await page.emulateMedia({ media: "print" });
      await eventually(() => page.getByTestId("dosing-entry").count(), 4);
      await eventually(() => page.getByTestId("dosing-reading").count(), 2);
      const seen = await page
        .locator(".dosing form, .dosing input")
        .evaluateAll((all) => all.filter((each) => each.checkVisibility()).length);
      assert.equal(seen, 0);
    }));
});
