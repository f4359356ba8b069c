import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch } from "../browser.ts";
import type { MockClinic } from "../mock/clinic.ts";
import { withBaseline } from "../mock/sample_care.ts";
import { eventually, openPatient, scene, unfold } from "../stage.ts";

const hour = 3_600_000;

const minuteOf = (instant: string) => Math.floor(Date.parse(instant) / 60_000);

/** The body of the last call to a path that ends so. */
function sent(clinic: MockClinic, ending: string): unknown {
  return clinic.calls.filter((call) => call.method === "POST" && call.path.endsWith(ending)).at(-1)
    ?.body;
}

async function choose(page: Page, box: string, name: string): Promise<void> {
  await page.getByTestId(box).getByRole("radio", { name, exact: true }).check();
}

describe("a patient's way", () => {
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

  test("the timeline is newest first and marks the session", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("timeline-more").click();
      const lines = page.getByTestId("timeline-line");
      const kinds = await lines.evaluateAll((all) => all.map((each) => each.dataset.kind));
      assert.equal(kinds.filter((kind) => kind === "session").length, 1);
      for (const kind of ["response", "flag", "journal", "visit", "decision", "consent"]) {
        assert.ok(kinds.includes(kind), kind);
      }
      const at = kinds.indexOf("session");
      const texts = await lines.allInnerTexts();
      assert.ok(texts.slice(at).some((text) => text.includes("PHQ-9: 21, severe")));
      assert.ok(texts.slice(0, at).some((text) => text.includes("PHQ-9: 12, moderate")));
    }));

  test("every session is in the timeline, however much has happened since", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const ada = world.patients[0];
      assert.ok(ada?.plan && "sessions" in ada.plan);
      const date = world.at(-20 * 24 * hour).slice(0, 10);
      ada.plan.sessions.push({
        number: 2,
        date,
        cancelled: false,
        mayBeRecorded: false,
        gates: [],
      });
      for (const days of [1, 2, 3, 4]) world.write(ada, "Slept well.", days * 24 * hour);
      await openPatient(page, "Ada Rowe");
      clinic.changed(ada);
      const card = page.getByTestId("timeline");
      const sessions = card.locator('[data-testid="timeline-line"][data-kind="session"]');
      await eventually(
        () => sessions.locator(".what").allInnerTexts(),
        ["Session 2 planned", "Session 1"],
      );
      await page.getByText(/^\d+ lines folded$/).waitFor();
      const shown = await card.getByTestId("timeline-line").count();
      const hidden = Number(/\d+/.exec(await page.getByTestId("timeline-more").innerText())?.[0]);
      await page.getByTestId("timeline-more").click();
      await eventually(() => card.getByTestId("timeline-line").count(), shown + hidden);
      assert.equal(await page.getByText(/lines folded/).count(), 0);
    }));

  test("change is told in the same lines whether better, worse or missing", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const ada = world.patients[0];
      assert.ok(ada);
      await openPatient(page, "Ada Rowe");
      const facts = page.getByTestId("score-phq-9").getByTestId("score-change");
      const names = () => facts.locator("dt").allInnerTexts();
      const value = (name: string) =>
        facts.locator("div").filter({ hasText: name }).locator("dd").innerText();
      const looks = () =>
        facts.locator("dd").evaluateAll((all) => all.map((each) => getComputedStyle(each).color));
      await eventually(() => facts.locator("dt").count(), 8);
      const better = { names: await names(), looks: await looks() };
      assert.equal(await value("Change"), "reliable improvement");
      assert.equal(await value("Since the baseline"), "−7");
      assert.equal(await value("Side effects"), "1 report, 1 confirmed");
      world.answer(ada, "phq-9", [3, 3, 3, 3, 3, 3, 3, 3, 2], 1000);
      withBaseline(world, ada, "phq-9", 19);
      clinic.changed(ada);
      await eventually(() => value("Change"), "reliable worsening");
      assert.deepEqual({ names: await names(), looks: await looks() }, better);
      const score = ada.scores[0];
      assert.ok(score);
      Object.assign(score, { baseline: null, response: null, remission: null });
      score.change = "not-applicable";
      for (const point of score.points) delete point.change;
      clinic.changed(ada);
      await eventually(() => value("Change"), "not applicable");
      assert.equal(await value("Remission"), "not applicable");
      assert.deepEqual({ names: await names(), looks: await looks() }, better);
    }));

  test("the list says the change since the baseline in one look, whatever it is", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const [ada, jonas, , , priya, tom] = world.patients;
      assert.ok(ada && jonas && priya && tom);
      withBaseline(world, jonas, "phq-9", 4);
      withBaseline(world, priya, "phq-9", 6);
      tom.scores = [];
      world.answer(tom, "gad-7", [1, 1, 1, 1, 1, 1, 1], hour);
      await page.getByTestId("nav-overview").click();
      clinic.changed(ada);
      const line = (name: string) =>
        page.getByTestId("patient-row").filter({ hasText: name }).getByTestId("patient-change");
      await line("Priya Nair").filter({ hasText: "no change" }).waitFor();
      const said = new Map([
        ["Ada Rowe", "−7 since baseline"],
        ["Jonas Weil", "+7 since baseline"],
        ["Priya Nair", "no change since baseline"],
        ["Maria Santos", "no baseline"],
        ["Tom Okafor", "PHQ-9: no score"],
      ]);
      const looks = new Set<string>();
      for (const [name, text] of said) {
        assert.equal(await line(name).innerText(), text);
        looks.add(
          await line(name).evaluate((each) => {
            const { color, fontWeight, fontSize } = getComputedStyle(each);
            return [each.className, color, fontWeight, fontSize].join();
          }),
        );
      }
      assert.equal(looks.size, 1);
    }));

  test("measures that are not looked at first are folded, unless something is flagged", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const ada = world.patients[0];
      assert.ok(ada);
      for (const form of ["who-5", "madrs", "pcl-5", "audit-c", "shaps"]) {
        world.answer(ada, form, [1, 1, 1, 1, 1], hour);
      }
      await openPatient(page, "Ada Rowe");
      clinic.changed(ada);
      for (const form of ["phq-9", "gad-7", "who-5", "madrs"]) {
        await page.getByTestId(`score-${form}`).waitFor();
      }
      const more = page.getByTestId("measures-more");
      await more.filter({ hasText: "More measures (3)" }).waitFor();
      assert.equal(await page.getByTestId("score-pcl-5").count(), 0);
      await page.getByText("PCL-5 5, none · AUDIT-C 5, none · SHAPS 5, none").waitFor();
      await more.focus();
      await page.keyboard.press("Enter");
      await page.getByTestId("score-pcl-5").waitFor();
      assert.equal(await more.getAttribute("aria-expanded"), "true");
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), "BUTTON");
      await page.keyboard.press("Space");
      await page.getByTestId("score-pcl-5").waitFor({ state: "detached" });
      const response = ada.responses.find((each) => each.questionnaire === "pcl-5");
      const item = response?.items[0];
      assert.ok(response && item);
      world.flag(ada, response, item);
      clinic.changed(ada);
      await page.getByTestId("score-pcl-5").waitFor();
      await more.filter({ hasText: "More measures (2)" }).waitFor();
      await page.emulateMedia({ media: "print" });
      await page.getByText("AUDIT-C 5, none · SHAPS 5, none").waitFor();
      assert.equal(await page.getByTestId("score-shaps").count(), 0);
    }));

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

  test("days are written so that nobody takes the month for the day, whatever the browser says", async () => {
    for (const locale of ["en-US", "de-DE", undefined]) {
      await scene(browser, { context: locale ? { locale } : {} }, async ({ page, world }) => {
        const ada = world.patients[0];
        assert.ok(ada);
        Object.assign(ada.patient, { birthDate: "1985-05-12" });
        await openPatient(page, "Ada Rowe");
        const standing = await page.getByTestId("patient-standing").innerText();
        assert.match(standing, /born 12 May 1985/);
        await page.getByTestId("assign-due").fill("2036-12-04");
        await page.getByTestId("typed-day").filter({ hasText: "4 December 2036" }).waitFor();
        await page.getByTestId("score-view-phq-9").click();
        const days = await page
          .getByTestId("score-table-phq-9")
          .locator("tbody th")
          .allInnerTexts();
        for (const each of days) {
          assert.match(each, /^(today|yesterday|\d{1,2} [A-Z][a-z]+( \d{4})?),? \d\d:\d\d$/);
        }
      });
    }
  });

  test("a screener shows its result in words and no number", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const tom = world.patients[5];
      assert.ok(tom);
      for (const [questionnaire, result] of [
        ["asq", "non-acute-positive"],
        ["cssrs-screener", "moderate"],
      ] as const) {
        world.answer(tom, questionnaire, [0, 0, 1, 0], hour);
        const score = tom.scores.find((each) => each.questionnaire === questionnaire);
        Object.assign(score?.points[0] ?? {}, { value: null, band: result, pattern: null });
      }
      await openPatient(page, "Tom Okafor");
      clinic.changed(tom);
      await page.getByTestId("measures-more").click();
      const asq = page.getByTestId("score-asq");
      await asq.getByTestId("score-result").waitFor();
      assert.match(await asq.getByTestId("score-result").innerText(), /^non-acute positive · /);
      assert.equal(await asq.locator("canvas").count(), 0);
      assert.doesNotMatch(await asq.innerText(), /no score/);
      const cssrs = page.getByTestId("score-cssrs-screener").getByTestId("score-result");
      assert.match(await cssrs.innerText(), /^moderate · /);
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

  test("answers and entries of a phone whose clock was ahead are marked as such", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const tom = world.patients[5];
      assert.ok(tom);
      for (const record of [tom.responses[0], world.write(tom, "Slept well.", 1000)]) {
        assert.ok(record);
        Object.assign(record, { authored: "2040-01-01T08:00:00Z", clockAhead: true });
      }
      await openPatient(page, "Tom Okafor");
      clinic.changed(tom);
      for (const place of ["item-answers", "journal-entry"])
        await page
          .getByTestId(place)
          .filter({ hasText: "the phone's clock was ahead" })
          .first()
          .waitFor();
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

  test("a rating is saved by item numbers, and what was not rated stays missing", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("rating-open").click();
      await page.getByTestId("rating-form").selectOption("madrs");
      await page.getByTestId("rating-submit").click();
      await page.getByText("Rate at least one item.").waitFor();
      for (let item = 1; item < 10; item += 1) {
        await choose(page, `rating-item-${item}`, String(item % 4));
      }
      assert.match(await page.getByTestId("rating-progress").innerText(), /9 of 10 items rated/);
      await page.getByTestId("rating-at").fill("2026-03-01T10:00");
      await page.getByTestId("rating-visit").selectOption({ label: "One week after" });
      await page.getByTestId("rating-submit").click();
      await page.getByTestId("score-madrs").waitFor();
      assert.deepEqual(sent(clinic, "/ratings"), {
        questionnaire: "madrs",
        answers: [1, 2, 3, 0, 1, 2, 3, 0, 1, null],
        at: "2026-03-01T10:00:00+00:00",
        visit: "W1",
        session: 1,
      });
      const author = page.getByTestId("score-madrs").getByTestId("item-answers-author");
      assert.equal(await author.innerText(), "rated by Dr Lin");
    }));

  test("a form of yes and no is rated by words, and has a result instead of a sum", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("rating-open").click();
      await page.getByTestId("rating-form").selectOption("cssrs-screener");
      for (const [item, name] of [
        [1, "yes"],
        [2, "no"],
        [6, "yes"],
        [7, "no"],
      ] as const) {
        await choose(page, `rating-item-${item}`, name);
      }
      await page.getByTestId("rating-submit").click();
      await page.getByTestId("rating-open").waitFor();
      const { answers } = sent(clinic, "/ratings") as { answers: unknown };
      assert.deepEqual(answers, [1, 0, null, null, null, 1, 0]);
      await page.getByTestId("measures-more").click();
      const card = page.getByTestId("score-cssrs-screener");
      assert.match(await card.getByTestId("score-result").innerText(), /^moderate · /);
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

  test("where no protocol asks for a rating none is offered", () =>
    scene(browser, {}, async ({ page, world }) => {
      world.ratings = false;
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("effect-report").waitFor();
      assert.equal(await page.getByTestId("rating").count(), 0);
    }));

  test("the event's form shows what was answered, takes its days, and counts from the arrival", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const report = world.patients[0]?.care.reports[0];
      assert.ok(report);
      const said = (item: string) => report.items.find((each) => each.linkId === item)?.answer;
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("effect-confirm").click();
      const value = (name: string) => page.getByTestId(`event-${name}`).inputValue();
      assert.equal(await value("onset"), said("se-onset"));
      assert.notEqual(await value("onset"), report.authored.slice(0, 10));
      assert.equal(await value("end"), said("se-end"));
      assert.equal(await value("words"), "A band round my head all evening.");
      assert.equal(Date.parse(await value("aware")) / 60_000, minuteOf(report.received));
      const answers = await page.getByTestId("event-answers").innerText();
      for (const each of ["hospital", "Lying down in the dark.", "Paracetamol, once"]) {
        assert.ok(answers.includes(each), each);
      }
      for (const [field, choice] of [
        ["grade", "2"],
        ["causality", "possible"],
        ["expectedness", "expected"],
        ["outcome", "resolved"],
      ] as const) {
        await page.getByTestId(`event-${field}`).selectOption(choice);
      }
      await page.getByTestId("event-submit").click();
      await page.getByTestId("event-form").waitFor({ state: "detached" });
      const body = sent(clinic, "/adverse-events") as { onset: string; aware: string };
      assert.equal(body.onset, said("se-onset"));
      assert.equal(Date.parse(body.aware) / 60_000, minuteOf(report.received));
      const waits = page.getByTestId("waiting-line").filter({ hasText: "Headache" });
      await waits.waitFor({ state: "detached" });
    }));

  test("a report is confirmed as an adverse event, and a later version replaces it", () =>
    scene(browser, {}, async ({ page, clinic, world }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("effect-report").filter({ hasText: "not confirmed yet" }).waitFor();
      await page.getByTestId("effect-confirm").click();
      assert.equal(await page.getByTestId("event-term").inputValue(), "Headache");
      await page.getByTestId("event-submit").click();
      await page.getByText("Fill in the effect, grade,").waitFor();
      await page.getByTestId("event-grade").selectOption("3");
      await page.getByTestId("event-causality").selectOption("possible");
      await page.getByTestId("event-expectedness").selectOption("expected");
      await page.getByTestId("event-outcome").selectOption("fatal");
      await page.getByTestId("event-submit").click();
      await page.getByText("Death goes with grade 5").waitFor();
      await page.getByTestId("event-outcome").selectOption("recovering");
      await page.getByRole("checkbox", { name: "hospital stay, new or longer" }).check();
      await page.getByTestId("event-submit").click();
      const event = page.getByTestId("adverse-event").filter({ hasText: "Headache" });
      await event.waitFor();
      assert.match(await event.innerText(), /grade 3[^]*serious: hospital stay/);
      assert.match(await event.getByTestId("event-clock").innerText(), /Tell the sponsor by/);
      const body = sent(clinic, "/adverse-events") as Record<string, unknown>;
      assert.equal(body.report, world.patients[0]?.care.reports[0]?.response);
      assert.deepEqual(body.criteria, ["hospital"]);
      assert.equal(body.replaces, null);
      await event.getByTestId("event-revise").click();
      await page.getByTestId("event-outcome").selectOption("resolved");
      await page.getByTestId("event-submit").click();
      await page.getByText("Say why the earlier version changes.").waitFor();
      await page.getByTestId("event-reason").fill("Over on Friday.");
      await page.getByTestId("event-reported").fill("2026-03-01T10:00");
      await page.getByTestId("event-submit").click();
      await event.filter({ hasText: "The sponsor was told" }).waitFor();
      await page.getByTestId("event-more").click();
      await eventually(() => event.count(), 2);
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
});
