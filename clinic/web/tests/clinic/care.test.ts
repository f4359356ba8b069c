// What clinicians do along a patient's way, on the real server: plan, decision, dosing day, ratings,
// side effects and tasks, with a second clinician where two people are needed.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { inDays, isoMinute } from "../../src/parts/days.ts";
import { launch, open, signIn } from "../browser.ts";
import type { Watched } from "../browser.ts";
import { eventually, openPatient, unfold } from "../stage.ts";
import { answered } from "./instrument.ts";
import type { Said } from "./instrument.ts";
import { Phone, closeConnections, freshId, ownConsent } from "./phone.ts";
import { ClinicProgram, nextCode } from "./program.ts";
import type { Account } from "./program.ts";

const tls = { ignoreHTTPSErrors: true };
const minuteMs = 60_000;

const day = (days: number) => inDays(Date.now(), days);
const noon = (days: number) => `${day(days)}T12:00:00+00:00`;
const ago = (minutes: number) => isoMinute(Date.now() - minutes * minuteMs);

/** A self-check in which everything is answered no, but for these places. */
function selfCheck(yes: readonly number[]): Said[] {
  return Array.from({ length: 28 }, (_, at) => (yes.includes(at) ? 1 : 0));
}
const lithiumAt = 11;
const companionAt = 24;

describe("a patient's way on landfall-clinic", { timeout: 600_000 }, () => {
  let clinic: ClinicProgram;
  let browser: Browser;
  let lin: Watched;
  let osei: Watched;
  let phone: Phone;
  let mara = "";

  const window_ = async (account: Account): Promise<Watched> => {
    const opened = await open(browser, clinic.origin, tls);
    const { email, password } = account;
    await signIn(opened.page, clinic.origin, { email, password, code: await nextCode(account) });
    return opened;
  };

  before(async () => {
    clinic = new ClinicProgram();
    await clinic.start();
    const first = clinic.addUser("lin@harbour.example", "Dr Lin", "clinician");
    const second = clinic.addUser("osei@harbour.example", "Dr Osei", "clinician");
    mara = clinic.addPatient("Mara Quill", first.email);
    clinic.run(["patient", "add-clinician", "--patient", mara, "--clinician", second.email]);
    const uri = clinic.run(["invite", "--patient", mara]).uri ?? "";
    phone = new Phone(clinic.origin);
    await phone.enrol(uri, "Linux phone");
    clinic.run(["confirm", "--device", phone.clientId, "--digits", phone.digits]);
    await phone.signIn(uri);
    browser = await launch();
    lin = await window_(first);
    osei = await window_(second);
    await openPatient(lin.page, "Mara Quill");
    await openPatient(osei.page, "Mara Quill");
  });

  after(async () => {
    await browser?.close();
    closeConnections();
    await clinic?.end();
  });

  const bothAreClean = async () => {
    for (const each of [lin, osei]) {
      assert.deepEqual(each.violations, []);
      assert.deepEqual(each.fired, []);
      assert.deepEqual(each.errors, []);
      assert.deepEqual(each.foreign, []);
      assert.deepEqual(await each.storage(), []);
    }
  };

  const answer = (form: string, said: Said[], visit: string | null = null, days = 0) => {
    const authored = days === 0 ? new Date().toISOString() : noon(days);
    return phone.send([phone.response(form, answered(form, said), freshId(), authored, visit)]);
  };
  const gate = (page: Page, name: string) =>
    page.locator(`[data-testid="gate"][data-gate="${name}"]`).first();

  test("a plan begins, and a session is planned and moved to today", async () => {
    const { page } = lin;
    await page.getByTestId("plan-start").fill(day(-40));
    await page.getByTestId("plan-begin").click();
    await page.getByTestId("visits").waitFor();
    // Readings of half an hour ago have to be of today: right after midnight the clinic is further
    // east.
    if (new Date().getHours() < 2) {
      clinic.run(["plan", "--patient", mara, "--start", day(-40), "--zone", "Etc/GMT-4"]);
    }
    await page.getByTestId("session-day").fill(day(-50));
    await page.getByTestId("session-add").click();
    await page.getByText("that day is before the plan begins").waitFor();
    await page.getByTestId("session-day").fill(day(5));
    await page.getByTestId("session-add").click();
    const session = page.getByTestId("dosing-session");
    await session.filter({ hasText: "Session 1" }).waitFor();
    assert.match(await page.getByTestId("patient-standing").innerText(), /5 days before session 1/);
    await page.getByTestId("session-move").click();
    await page.getByTestId("session-move-day").fill(day(0));
    await page.getByTestId("session-do").click();
    await page.getByTestId("patient-standing").filter({ hasText: "session 1 is today" }).waitFor();
    assert.equal(await page.locator('[data-testid="gate"][data-open="true"]').count(), 0);
    await bothAreClean();
  });

  test("an appointment is made, and one in the past is refused", async () => {
    const { page } = lin;
    const make = async (date: string) => {
      await page.getByTestId("appointment-title").fill("Preparation talk");
      await page.getByTestId("appointment-date").fill(date);
      await page.getByTestId("appointment-time").fill("09:30");
      await page.getByTestId("appointment-submit").click();
    };
    await page.getByTestId("appointment-add").click();
    await make(day(-3));
    await page.getByText("that day and time are over").waitFor();
    await make(day(3));
    const row = page.getByTestId("appointment").filter({ hasText: "Preparation talk" });
    await row.filter({ hasText: "next" }).waitFor();
    assert.match(await row.innerText(), /09:30/);
    await page.getByTestId("appointment-cancel").click();
    await row.filter({ hasText: "cancelled" }).waitFor();
    await bothAreClean();
  });

  test("a decision needs a reason, and class A the same decision of a second person", async () => {
    await answer("eligibility", selfCheck([lithiumAt, companionAt]));
    const { page } = lin;
    for (const each of [page, osei.page]) await unfold(each, "plan", "eligibility");
    await page.getByTestId("self-check").filter({ hasText: "class A" }).waitFor();
    assert.match(await page.getByTestId("finding").first().innerText(), /lithium/);
    await page.getByTestId("decide").click();
    await page.getByTestId("decide-yes").check();
    await page.getByTestId("decide-submit").click();
    await page.getByText("Choose a decision and a class, and give a reason.").waitFor();
    // Whatever is chosen here, the class of the patient's own answers holds.
    await page.getByTestId("decide-class").selectOption("B");
    await page.getByTestId("decide-reason").fill("Off lithium since spring, seen with her GP.");
    await page.getByTestId("decide-submit").click();
    await page.getByTestId("second-person").waitFor();
    assert.match(await page.getByTestId("decision").first().innerText(), /class A/);
    assert.equal(await gate(page, "eligibility").getAttribute("data-open"), "false");

    const other = osei.page;
    await other.getByTestId("decide").click();
    await other.getByTestId("decide-yes").check();
    await other.getByTestId("decide-class").selectOption("A");
    await other.getByTestId("decide-reason").fill("I agree.");
    await other.getByTestId("decide-submit").click();
    for (const each of [page, other]) {
      await eventually(() => gate(each, "eligibility").getAttribute("data-open"), "true");
      await each.getByText("Second person: Dr Lin").first().waitFor();
      assert.equal(await each.getByTestId("second-person").count(), 0);
    }
    await bothAreClean();
  });

  test("the clinic's name is put under the signed consent, and opens its gate", async () => {
    const { page } = lin;
    const text = join(clinic.folder, "own-consent.json");
    writeFileSync(text, ownConsent());
    clinic.run(["consent", "send", text, "--patient", mara]);
    await phone.send([phone.consent("read", "")]);
    await phone.send([phone.consent("signed", "Mara Quill")]);
    await unfold(page, "consents");
    const part = page.locator('[data-testid="consent"][data-purpose="participation"]').first();
    await part.filter({ hasText: "Not countersigned yet" }).waitFor();
    assert.equal(await gate(page, "consent").getAttribute("data-open"), "false");
    await page.getByTestId("consent-countersign").click();
    await part.filter({ hasText: "Countersigned by Dr Lin" }).waitFor();
    assert.equal(await page.getByTestId("consent-countersign").count(), 0);
    await eventually(() => gate(page, "consent").getAttribute("data-open"), "true");
    await bothAreClean();
  });

  test("preparation and the day before open their gates", async () => {
    const { page } = lin;
    await page.getByTestId("session-prepared").click();
    await page.getByTestId("session-prepared-at").fill(`${day(-3)}T10:00`);
    await page.getByTestId("session-do").click();
    await eventually(() => gate(page, "preparation").getAttribute("data-open"), "true");
    const yes = (n: number) => Array.from({ length: n }, () => true);
    await answer("transport", [0, "Sam", "+44 20 7946 0001", true, ...yes(6)], "PREP", -2);
    await answer("asq", [false, false, false, false], "D-1", -1);
    assert.equal(await gate(page, "day-before").getAttribute("data-open"), "false");
    await answer("day-before", [false, false, null, false, 1, 0, true, true], "D-1", -1);
    await page.getByText("Everything that must hold does.").first().waitFor();
    assert.equal(await page.locator('[data-testid="gate"][data-open="false"]').count(), 0);
    await bothAreClean();
  });

  const choose = (page: Page, fact: string, name: string) =>
    page.getByTestId(`dosing-choice-${fact}`).getByRole("radio", { name, exact: true }).check();
  const step = async (page: Page, name: string) => {
    const head = page.getByTestId(`dosing-step-${name}`);
    if ((await head.getAttribute("aria-expanded")) !== "true") await head.click();
    await page.getByTestId(`dosing-form-${name}`).waitFor();
  };
  const save = async (page: Page, name: string) => {
    await page.getByTestId(`dosing-save-${name}`).click();
  };
  const entry = (page: Page, name: string) =>
    page.locator(`[data-testid="dosing-entry"][data-step="${name}"]`);
  const missing = (page: Page) => page.getByTestId("dosing-missing").locator("li").allInnerTexts();
  const typed = (page: Page, name: string, text: string) =>
    page.getByTestId(`dosing-field-${name}`).fill(text);

  const reading = async (page: Page, systolic: string, minutesAgo: number) => {
    const before = await page.getByTestId("dosing-reading").count();
    await typed(page, "systolic", systolic);
    await typed(page, "diastolic", "80");
    await typed(page, "pulse", "72");
    await page.getByTestId("dosing-form-vitals").getByTestId("dosing-at").fill(ago(minutesAgo));
    await save(page, "vitals");
    await eventually(() => page.getByTestId("dosing-reading").count(), before + 1);
  };

  test("the dosing day is recorded up to a dose that two people have checked", async () => {
    const { page } = lin;
    await page.getByTestId("dosing-open").click();
    await page.getByTestId("dosing-state").waitFor();
    await step(page, "arrival");
    for (const fact of ["identityFirst", "identitySecond", "asqDone", "companion", "transport"]) {
      await choose(page, fact, "yes");
    }
    await choose(page, "pregnancyTest", "not needed");
    await save(page, "arrival");
    await entry(page, "arrival").waitFor();
    await step(page, "team");
    for (const [name, text] of [
      ["leadMonitor", "Dr Lin"],
      ["assistant", "Dr Osei"],
      ["rescueMedicinesBy", "Dr Osei"],
      ["crashKitBy", "Dr Osei"],
    ] as const) {
      await typed(page, name, text);
    }
    for (const fact of ["physicianReachable", "rescueMedicines", "crashKit"]) {
      await choose(page, fact, "yes");
    }
    await save(page, "team");
    await entry(page, "team").waitFor();
    await step(page, "consent");
    await choose(page, "willing", "yes");
    await choose(page, "mayWithdrawTold", "yes");
    await choose(page, "touch", "ask first each time");
    await save(page, "consent");
    await entry(page, "consent").waitFor();

    await step(page, "vitals");
    await reading(page, "152", 30);
    assert.match(
      await page.getByTestId("dosing-outside").innerText(),
      /▲ 152\s+outside the limits/,
    );
    // Two readings count when they are five minutes apart.
    await reading(page, "128", 27);
    await page.getByTestId("dosing-before").filter({ hasText: "Vital signs" }).waitFor();
    await reading(page, "126", 20);
    await page.getByTestId("dosing-before").filter({ hasText: "Go or no-go" }).waitFor();
    await step(page, "go-no-go");
    await page.getByTestId("go-no-go").filter({ hasText: "Nothing in the answers" }).waitFor();
    await choose(page, "go", "yes");
    await save(page, "go-no-go");
    await entry(page, "go-no-go").waitFor();
    await page.getByTestId("dosing-before").waitFor({ state: "detached" });
    await page
      .getByText("Everything that has to be saved before the dose is drawn up has been saved.")
      .waitFor();
    await page
      .getByTestId("dosing-before-start")
      .filter({ hasText: "Dose drawn up, Second person's check" })
      .waitFor();

    await step(page, "prepared");
    for (const [name, text] of [
      ["protocol", "Trial 1"],
      ["product", "Study drug"],
      ["batch", "B-17"],
      ["expiry", "2040-01-31"],
      ["doseMg", "21.5"],
      ["volumeMl", "20"],
    ] as const) {
      await typed(page, name, text);
    }
    await choose(page, "salt", "DMT fumarate");
    await choose(page, "route", "intravenous");
    await save(page, "prepared");
    await entry(page, "prepared").waitFor();
    assert.match(await entry(page, "prepared").innerText(), /21\.5/);
    await step(page, "start");
    await save(page, "start");
    await eventually(async () => (await missing(page)).length, 1);
    assert.match((await missing(page))[0] ?? "", /^Second person's check: /);
    await step(page, "second-check");
    await save(page, "second-check");
    await page.getByText("It needs a second person").waitFor();

    const other = osei.page;
    await other.getByTestId("dosing-open").click();
    await step(other, "second-check");
    await save(other, "second-check");
    await entry(other, "second-check").waitFor();
    await entry(page, "second-check").waitFor();
    await save(page, "start");
    await page.getByText(/Dose began today/).waitFor();
    await other.getByText(/Dose began today/).waitFor();
    await bothAreClean();
  });

  test("an acute event is kept, and nobody is discharged before all is recorded", async () => {
    const { page } = lin;
    await step(page, "stop");
    await choose(page, "complete", "yes");
    await save(page, "stop");
    await page.getByText(/Dose ended today/).waitFor();
    await step(page, "event");
    await typed(page, "term", "Nausea");
    await choose(page, "grade", "2");
    await page.getByTestId("dosing-text-action").fill("Water, lay down.");
    await save(page, "event");
    await entry(page, "event").filter({ hasText: "Nausea" }).waitFor();

    await step(page, "discharge");
    await save(page, "discharge");
    await eventually(async () => (await missing(page)).length, 8);
    assert.match((await missing(page)).join("\n"), /Walks safely: [^]*Companion is here: /);
    await step(page, "recovery");
    for (const fact of ["orientation", "bloodPressure", "noRisk", "companionHere"]) {
      await choose(page, fact, "yes");
    }
    await choose(page, "gait", "no");
    await save(page, "recovery");
    await eventually(() => entry(page, "recovery").count(), 1);
    await save(page, "discharge");
    await eventually(async () => (await missing(page)).length, 4);
    // In a second part; what was saved before still counts.
    await choose(page, "gait", "yes");
    await choose(page, "writtenAdvice", "yes");
    await typed(page, "mood", "calm");
    await typed(page, "nextContact", day(1));
    await save(page, "recovery");
    await eventually(() => entry(page, "recovery").count(), 2);
    await page.getByTestId("dosing-text-words").last().fill("Walks with an arm, driven home.");
    await save(page, "discharge");
    await page.getByText(/Discharged today/).waitFor();
    await page.getByTestId("dosing-back").click();
    const event = page.getByTestId("adverse-event").filter({ hasText: "Nausea" });
    await event.waitFor();
    assert.match(await event.innerText(), /grade 2/);
    await bothAreClean();
  });

  const rate = async (page: Page, form: string, chosen: (string | null)[]) => {
    await page.getByTestId("rating-open").click();
    await page.getByTestId("rating-form").selectOption(form);
    for (const [at, name] of chosen.entries()) {
      if (name === null) continue;
      const box = page.getByTestId(`rating-item-${at + 1}`);
      await box.getByRole("radio", { name, exact: true }).check();
    }
    await page.getByTestId("rating-submit").click();
    await page.getByTestId("rating-open").waitFor();
  };

  test("a MADRS rating shows score and band, and item 10 from 4 on raises a flag", async () => {
    const { page } = lin;
    await rate(page, "madrs", ["3", "3", "2", "2", "1", "1", "3", "2", "1", "2"]);
    const card = page.getByTestId("score-madrs");
    await card.getByTestId("score-summary").filter({ hasText: "20, moderate" }).waitFor();
    assert.equal(await card.getByTestId("item-answers-author").innerText(), "rated by Dr Lin");
    assert.equal(await page.getByTestId("flag").count(), 0);
    await rate(page, "madrs", ["3", "3", "2", "2", "1", "1", "3", "2", "1", "4"]);
    await card.getByTestId("score-summary").filter({ hasText: "22, moderate · +2" }).waitFor();
    const flag = osei.page.getByTestId("dosing-back");
    await flag.click();
    const raised = osei.page.getByTestId("flag").filter({ hasText: "item 10" });
    await raised.waitFor();
    await raised.getByTestId("flag-note").fill("Spoke with her, safety plan opened.");
    await raised.getByTestId("flag-acknowledge").click();
    await page.getByTestId("flag").waitFor({ state: "detached" });
    await bothAreClean();
  });

  test("the C-SSRS is rated by yes and no, has a result and no sum", async () => {
    const { page } = lin;
    await rate(page, "cssrs-screener", ["yes", "yes", "yes", "no", "no", "no", "no"]);
    const card = page.getByTestId("score-cssrs-screener");
    await page.getByTestId("flag").waitFor();
    // What raised a flag stands beside the main measures.
    assert.match(await card.getByTestId("score-result").innerText(), /^moderate · /);
    assert.match(await page.getByTestId("flag").innerText(), /Tier 2/);
    await rate(page, "cssrs-screener", ["yes", "no", null, null, null, "no", "yes"]);
    await card
      .getByTestId("score-result")
      .filter({ hasText: /^high · / })
      .waitFor();
    assert.doesNotMatch(await card.innerText(), /no score|not applicable/);
    for (;;) {
      const open_ = await page.getByTestId("flag").count();
      if (open_ === 0) break;
      const first = page.getByTestId("flag").first();
      await first.getByTestId("flag-note").fill("Assessed today.");
      await first.getByTestId("flag-acknowledge").click();
      await eventually(() => page.getByTestId("flag").count(), open_ - 1);
    }
    await bothAreClean();
  });

  test("the button on the phone raises a flag that says so, with no answers behind it", async () => {
    const { page } = lin;
    await phone.send([phone.helpFlag()]);
    const flag = page.getByTestId("flag");
    await flag.waitFor();
    const text = await flag.innerText();
    assert.match(text, /Help now: in danger/);
    assert.match(text, /Pressed today \d\d:\d\d, received today \d\d:\d\d\./);
    assert.match(text, /Tier 3/);
    assert.doesNotMatch(text, /questionnaire|Answered|null|undefined/);
    assert.equal(await flag.locator("a").count(), 0);
    const line = page.locator('[data-testid="timeline-line"][data-kind="flag"]').first();
    assert.match(await line.innerText(), /Help now: in danger/);
    await flag.getByTestId("flag-note").fill("Rang at once, brother is with her.");
    await flag.getByTestId("flag-acknowledge").click();
    await flag.waitFor({ state: "detached" });
    await unfold(page, "earlier-flags");
    await page
      .getByTestId("flag-acknowledged")
      .filter({ hasText: "Help now: in danger" })
      .waitFor();
    await bothAreClean();
  });

  test("a patient's report of a side effect becomes an adverse event", async () => {
    const { page } = lin;
    const said = [false, 3, 1, 1, true, false, false, false, day(0), null, "Since last night."];
    await answer("side-effects", said);
    const report = page.getByTestId("effect-report").filter({ hasText: "Headache" });
    await report.filter({ hasText: "not confirmed yet" }).waitFor();
    await page.getByTestId("effect-confirm").click();
    await page.getByTestId("event-grade").selectOption("2");
    await page.getByTestId("event-causality").selectOption("possible");
    await page.getByTestId("event-expectedness").selectOption("expected");
    await page.getByTestId("event-outcome").selectOption("recovering");
    await page.getByTestId("event-submit").click();
    const event = page.getByTestId("adverse-event").filter({ hasText: "Headache" });
    await event.waitFor();
    assert.match(await event.innerText(), /grade 2[^]*possible/);
    await report.filter({ hasText: "not confirmed yet" }).waitFor({ state: "detached" });
    assert.equal(await page.getByTestId("effect-confirm").count(), 0);
    await osei.page.getByTestId("adverse-event").filter({ hasText: "Headache" }).waitFor();
    await bothAreClean();
  });

  test("what was missed is a task in the list, and is closed with a note", async () => {
    const { page } = lin;
    const jon = clinic.addPatient("Jon Field", "lin@harbour.example");
    clinic.run(["plan", "--patient", jon, "--start", day(-60)]);
    clinic.run(["session", "--patient", jon, "--date", day(-20)]);
    await page.reload();
    await page.getByTestId("patient-row").filter({ hasText: "Jon Field" }).waitFor();
    // Looking at him makes the tasks; the list looks for itself only once in a while.
    await openPatient(page, "Jon Field");
    const tasks = page.getByTestId("staff-task");
    await tasks.first().waitFor();
    const before = await tasks.count();
    const task = tasks.filter({ hasText: "One week after" });
    await task.getByTestId("task-open").click();
    await task.getByTestId("task-close").click();
    await page.getByText("Write a note first.").waitFor();
    await task.getByTestId("task-note").fill("Rang him, answers tonight.");
    await task.getByTestId("task-close").click();
    await eventually(() => tasks.count(), before - 1);
    const row = page.getByTestId("patient-row").filter({ hasText: "Jon Field" });
    await row.filter({ hasText: /\d (urgent|open) tasks?/ }).waitFor();
    await page.getByTestId("task-more").click();
    assert.match(
      await page.getByTestId("staff-task-closed").innerText(),
      /Rang him[^]*Closed by Dr Lin/,
    );
    // Somebody who does not treat him has nothing of it.
    assert.equal(await osei.page.getByTestId("patient-row").filter({ hasText: "Jon" }).count(), 0);
    await bothAreClean();
  });
});
