// The clinic's own part of the sample clinic: Ada nine days after her session, Lena before hers.
import type { DosingEntry } from "./care.ts";
import { everyGate, planAround } from "./care.ts";
import type { Item, Patient, World } from "./world.ts";

const day = 86_400_000;
const hour = 3_600_000;

/** The score fields that the server computes, told for a baseline before session 1. */
export function withBaseline(world: World, patient: Patient, questionnaire: string, value: number) {
  const score = patient.scores.find((each) => each.questionnaire === questionnaire);
  if (!score) throw new Error(`no score of ${questionnaire}`);
  const words = (now: number | null) => {
    if (now === null) return "not-applicable";
    if (now - value >= 6) return "reliable-worsening";
    if (now - value <= -6) return "reliable-improvement";
    return now - value >= 5 ? "possible-worsening" : "none";
  };
  for (const point of score.points) {
    const known = point.value !== null;
    point.change = {
      session: known ? 1 : null,
      baseline: known ? value : null,
      difference: point.value === null ? null : point.value - value,
      response: point.value === null ? null : point.value * 2 <= value,
      remission: point.value === null ? null : point.value < 5,
      change: words(point.value),
      alsoFlagged: false,
      relapse: false,
    };
  }
  const latest = score.points.filter((point) => point.value !== null).at(-1)?.value ?? null;
  Object.assign(score, {
    baseline: {
      session: 1,
      sessionDate: world.at(9 * day).slice(0, 10),
      value,
      response: score.points[0]?.response ?? null,
      authored: world.at(11 * day),
    },
    response: latest === null ? null : latest * 2 <= value,
    remission: latest === null ? null : latest < 5,
    change: words(latest),
    alsoFlagged: false,
    relapse: false,
  });
}

export function missedTask(world: World, patient: Patient, title: string, urgent: boolean) {
  const sessionDay = new Date(world.at(9 * day)).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const task = {
    id: `missed-${world.freshId()}`,
    about: "missed-visit",
    title: `Ask after: ${title}, session 1 on ${sessionDay}`,
    urgent,
    visit: "D1",
    session: 1,
    forms: [{ questionnaire: "asq", title: "ASQ" }],
    created: world.at(6 * day),
    open: true,
    closed: null,
    closedBy: null,
    note: null,
    sessionDate: world.at(9 * day).slice(0, 10),
    reason: null,
  };
  patient.staffTasks.unshift(task);
  return task;
}

function entry(
  world: World,
  step: string,
  beforeMs: number,
  facts: Record<string, unknown>,
  more: Partial<DosingEntry> = {},
): DosingEntry {
  return {
    id: world.freshId(),
    step,
    at: world.at(beforeMs),
    recorded: world.at(beforeMs),
    by: "Dr Osei",
    corrects: null,
    correctedBy: null,
    reason: null,
    facts,
    stops: [],
    outOfLimits: [],
    ...more,
  };
}

/** Everything that has to be saved before a dose, as somebody else saved it. */
export function readyForDose(world: World): DosingEntry[] {
  return [
    entry(world, "arrival", 2 * hour, {
      identityFirst: true,
      identitySecond: true,
      asqDone: true,
      companion: true,
      transport: true,
      pregnancyTest: "not-needed",
      lastFood: "toast at seven",
    }),
    entry(world, "team", 2 * hour, {
      leadMonitor: "Dr Osei",
      assistant: "Sam Ito",
      physicianReachable: true,
      rescueMedicines: true,
      rescueMedicinesBy: "Sam Ito",
      crashKit: true,
      crashKitBy: "Sam Ito",
    }),
    entry(world, "consent", 1.5 * hour, {
      willing: true,
      mayWithdrawTold: true,
      touch: "ask-first",
      stopWord: "harbour",
    }),
    entry(
      world,
      "vitals",
      hour,
      { series: "baseline", systolic: 152, diastolic: 84, pulse: 72, spo2: 98, temperature: 36.6 },
      { outOfLimits: ["systolic"] },
    ),
    entry(world, "vitals", 0.9 * hour, {
      series: "baseline",
      systolic: 128,
      diastolic: 80,
      pulse: 70,
    }),
  ];
}

export function doseDrawnUp(world: World): DosingEntry {
  return entry(world, "prepared", 0.5 * hour, {
    protocol: "Trial 1",
    product: "Study drug",
    batch: "B-17",
    expiry: "2030-01-31",
    doseMg: 21.5,
    salt: "fumarate",
    volumeMl: 20,
    route: "intravenous",
  });
}

function consentOf(world: World, patient: Patient, event: string, purpose: string, days: number) {
  patient.consents.push({
    id: world.freshId(),
    event,
    purpose,
    authored: world.at(days * day),
    received: world.at(days * day),
    document: "study",
    version: "1.0.0",
    sha256: "ab".repeat(32),
    template: false,
    name: event === "signed" ? patient.patient.name : null,
    data: null,
    contactName: purpose === "contact-person" ? "Sam" : null,
    contactPhone: purpose === "contact-person" ? "+44 20 7946 0001" : null,
    countersignedBy: null,
    countersigned: null,
  });
}

/** What the phone's form asks about a side effect, answered. */
function headacheAnswers(world: World): Item[] {
  const dayAt = (days: number) => world.at(days * day).slice(0, 10);
  const said: [string, string, string | null][] = [
    ["se-now", "Do you have any of these right now: chest pain, fainting?", "No"],
    ["se-what", "What did you notice?", "Headache"],
    ["se-strength", "How strong is it, or was it at its worst?", "In between"],
    ["se-daily", "How much did it get in the way of your day?", "A little"],
    ["se-ongoing", "Is it still there?", "No"],
    ["se-help", "Did you ask a doctor, a nurse or a pharmacist for help?", "No"],
    ["se-hospital", "Did you go to a hospital because of it?", "No"],
    ["se-life", "Was your life in danger?", "No"],
    ["se-onset", "On which day did it begin?", dayAt(9)],
    ["se-end", "On which day did it end?", dayAt(8)],
    ["se-words", "In your own words: what happened?", "A band round my head all evening."],
    ["se-helped", "What helped?", "Lying down in the dark."],
    ["se-medicine", "Did you take any medicine for it? If so, which?", "Paracetamol, once"],
    ["se-else", "Is there anything else you noticed?", null],
  ];
  return said.map(([linkId, text, answer], at) => ({
    linkId,
    label: String(at + 1),
    text,
    answer,
    declined: false,
    value: null,
    previous: null,
    danger: false,
  }));
}

export function addCare(world: World): void {
  const [ada, jonas, , lena] = ["Ada Rowe", "Jonas Weil", "Maria Santos", "Lena Vogel"].map(
    (name) => world.patients.find((each) => each.patient.name === name),
  );
  if (!ada || !jonas || !lena) throw new Error("the sample clinic has changed");

  const plan = planAround(world.nowMs, 9, { done: ["SCR", "BASE", "W1"], gates: everyGate });
  const selfCheck = world.freshId();
  plan.decision = {
    eligible: true,
    class: "B",
    reason: "Takes an SSRI, stable for a year; discussed with her GP.",
    by: "Dr Lin",
    second: null,
    response: selfCheck,
    needsSecond: false,
    at: world.at(35 * day),
  };
  plan.missed = [
    {
      visit: "D1",
      session: 1,
      since: world.at(6 * day),
      safety: true,
      forms: ["asq"],
      task: "missed",
    },
  ];
  ada.plan = plan;
  ada.care.selfCheck = {
    rules: "1.0.0",
    response: selfCheck,
    authored: world.at(38 * day),
    result: "B",
    wording: "Your clinician will look at some of your answers with you.",
    sameDay: false,
    findings: [
      {
        rule: "E-12",
        class: "B",
        sameDay: false,
        item: "el-12",
        label: "12",
        text: "Do you take a medicine for low mood?",
        answer: "Yes",
        declined: false,
        unanswered: false,
        source: "NCT05553691",
        evidence: "S",
      },
    ],
    medicines: [
      {
        text: "sertraline",
        medicine: "sertraline",
        class: "B",
        rule: "E-12",
        source: "NCT05553691",
      },
    ],
    decisions: [plan.decision],
  };
  withBaseline(world, ada, "phq-9", 19);
  consentOf(world, ada, "read", "participation", 36);
  consentOf(world, ada, "understood", "participation", 36);
  consentOf(world, ada, "signed", "participation", 36);
  consentOf(world, ada, "signed", "contact-person", 36);
  ada.safetyPlan = {
    id: world.freshId(),
    authored: world.at(20 * day),
    sections: [
      { code: "signs", heading: "My warning signs", text: "I stop answering the phone." },
      { code: "people", heading: "People I can ask for help", text: "My sister. Sam next door." },
    ],
  };
  ada.missing = {
    forms: [
      {
        visit: "D1",
        visitTitle: "The day after",
        session: 1,
        questionnaire: "asq",
        title: "ASQ",
        forClinic: false,
        safety: true,
        due: world.at(8 * day).slice(0, 10),
        closes: world.at(7 * day).slice(0, 10),
        state: "closed",
      },
    ],
    late: [],
    totals: [],
  };
  missedTask(world, ada, "The day after", true);
  ada.care.reports = [
    {
      response: world.freshId(),
      questionnaire: "side-effects",
      title: "Side effects",
      authored: world.at(8 * day),
      received: world.at(8 * day),
      grade: 2,
      tier: 1,
      term: "Headache",
      sinceDose: { session: 1, minutes: 1500, from: "start" },
      items: headacheAnswers(world),
      events: [],
    },
  ];
  ada.care.events = [
    {
      id: world.freshId(),
      report: null,
      session: 1,
      acute: true,
      term: "Nausea",
      words: "Queasy for ten minutes.",
      onset: world.at(9 * day).slice(0, 10),
      end: world.at(9 * day).slice(0, 10),
      ongoing: false,
      grade: 1,
      serious: false,
      criteria: [],
      causality: "probable",
      expectedness: "expected",
      action: null,
      outcome: "resolved",
      aware: world.at(9 * day),
      recorded: world.at(9 * day),
      by: "Dr Osei",
      sinceDose: null,
      replaces: null,
      replacedBy: null,
      reason: null,
      clock: null,
    },
  ];
  jonas.plan = planAround(world.nowMs, 16, { done: ["SCR", "BASE"], gates: everyGate });
  missedTask(world, jonas, "One week after", false);

  const ahead = planAround(world.nowMs, -3, { done: ["SCR"], gates: ["eligibility", "transport"] });
  lena.plan = ahead;
}
