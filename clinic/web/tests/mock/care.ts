// What the clinic adds to a patient's own answers, in the shapes of docs/api.md: the plan with its
// visits and gates, consent, tasks, the self-check's findings, the dosing record, adverse events.
import { randomUUID } from "node:crypto";
import type { Item } from "./world.ts";

export interface Gate {
  gate: string;
  open: boolean;
  reason: string | null;
  missing: string[];
}
export interface Session {
  number: number;
  date: string;
  cancelled: boolean;
  mayBeRecorded: boolean;
  gates: Gate[];
}
export interface Decision {
  eligible: boolean;
  class: string;
  reason: string;
  by: string;
  second: string | null;
  /** The self-check that it is about. */
  response: string | null;
  needsSecond: boolean;
  at: string;
}
export interface Visit {
  visit: string;
  session: number;
  title: string;
  phase: string;
  opens: string | null;
  due: string | null;
  closes: string | null;
  state: string;
  ended: boolean;
  forms: {
    questionnaire: string;
    title: string;
    safety: boolean;
    state: string;
    canBeAnswered: boolean;
    response: string | null;
    outOfWindow: boolean;
  }[];
  clinicForms: string[];
}
export interface Plan {
  id: string;
  protocol: string;
  title: string;
  phase: string;
  zone: string;
  start: string;
  today: string;
  decision: Decision | null;
  visits: Visit[];
  sessions: Session[];
  appointments: {
    number: number;
    title: string;
    start: string;
    minutes: number | null;
    with: string | null;
    where: string | null;
    note: string | null;
    cancelled: boolean;
    next: boolean;
  }[];
  missed: {
    visit: string;
    session: number;
    since: string;
    safety: boolean;
    forms: string[];
    task: string | null;
  }[];
}
export interface Consent {
  id: string;
  event: string;
  purpose: string;
  authored: string;
  received: string;
  document: string;
  version: string;
  sha256: string;
  template: boolean;
  name: string | null;
  data: string | null;
  contactName: string | null;
  contactPhone: string | null;
  countersignedBy: string | null;
  countersigned: string | null;
}
export interface StaffTask {
  id: string;
  about: string;
  title: string;
  urgent: boolean;
  visit: string | null;
  session: number | null;
  forms: { questionnaire: string; title: string }[];
  created: string;
  open: boolean;
  closed: string | null;
  closedBy: string | null;
  note: string | null;
  sessionDate: string | null;
  reason: string | null;
}
export interface DosingEntry {
  id: string;
  step: string;
  at: string;
  recorded: string;
  by: string;
  corrects: string | null;
  correctedBy: string | null;
  reason: string | null;
  facts: Record<string, unknown>;
  stops: string[];
  outOfLimits: string[];
}
export interface Report {
  response: string;
  questionnaire: string;
  title: string;
  authored: string;
  received: string;
  grade: number | null;
  tier: number;
  term: string | null;
  sinceDose: { session: number; minutes: number; from: string } | null;
  items: Item[];
  events: string[];
}
export interface AdverseEvent {
  id: string;
  report: string | null;
  session: number | null;
  acute: boolean;
  term: string;
  words: string | null;
  onset: string | null;
  end: string | null;
  ongoing: boolean;
  grade: number;
  serious: boolean;
  criteria: string[];
  causality: string;
  expectedness: string;
  action: string | null;
  outcome: string;
  aware: string;
  recorded: string;
  by: string;
  sinceDose: null;
  replaces: string | null;
  replacedBy: string | null;
  reason: string | null;
  clock: { until: string; reported: string | null; state: string } | null;
}
export interface SelfCheck {
  rules: string;
  response: string | null;
  authored: string | null;
  result: string | null;
  wording: string | null;
  sameDay: boolean;
  findings: Record<string, unknown>[];
  medicines: Record<string, unknown>[];
  decisions: Decision[];
}

/** Members of the patient's page. */
export interface CareMembers {
  plan: Plan | { fault: string } | null;
  consents: Consent[];
  safetyPlan: {
    id: string;
    authored: string;
    sections: { code: string; heading: string; text: string }[];
  } | null;
  missing: { forms: object[]; late: object[]; totals: object[] };
  staffTasks: StaffTask[];
}

/** What has routes of its own. */
export interface CareRecord {
  selfCheck: SelfCheck;
  dosing: Map<number, DosingEntry[]>;
  /** What speaks against a dose, as the dosing record says it. */
  against: { code: string; text: string }[];
  /** What changed since a dose that began: the gates of its start are as the plan has them. */
  gatesSince: { gate: string; open: boolean; text: string }[];
  reports: Report[];
  events: AdverseEvent[];
}

export function noCare(): CareMembers {
  return {
    plan: null,
    consents: [],
    safetyPlan: null,
    missing: { forms: [], late: [], totals: [] },
    staffTasks: [],
  };
}

export function noRecord(): CareRecord {
  return {
    selfCheck: {
      rules: "1.0.0",
      response: null,
      authored: null,
      result: null,
      wording: null,
      sameDay: false,
      findings: [],
      medicines: [],
      decisions: [],
    },
    dosing: new Map(),
    against: [],
    gatesSince: [],
    reports: [],
    events: [],
  };
}

const dayMs = 86_400_000;

export function dayAt(nowMs: number, days: number): string {
  return new Date(nowMs + days * dayMs).toISOString().slice(0, 10);
}

const gateNames = ["eligibility", "consent", "preparation", "day-before", "transport"];
const reasons: Record<string, string> = {
  eligibility: "No clinician has decided about eligibility.",
  consent: "The consent is not signed.",
  preparation: "No preparation session has taken place.",
  "day-before": "A form is not answered.",
  transport: "A form is not answered.",
};

export function gatesOf(open: readonly string[]): Gate[] {
  return gateNames.map((gate) => ({
    gate,
    open: open.includes(gate),
    reason: open.includes(gate) ? null : (reasons[gate] ?? ""),
    missing: open.includes(gate) || !["day-before", "transport"].includes(gate) ? [] : [gate],
  }));
}

export const everyGate = gateNames;

interface VisitRule {
  visit: string;
  title: string;
  phase: string;
  day: number;
  before: number;
  after: number;
  forms: string[];
  clinic?: string[];
}

const rules: VisitRule[] = [
  {
    visit: "SCR",
    title: "Screening",
    phase: "screening",
    day: -40,
    before: 0,
    after: 14,
    forms: ["eligibility", "phq-9", "gad-7"],
    clinic: ["MADRS"],
  },
  {
    visit: "BASE",
    title: "Baseline",
    phase: "preparation",
    day: -4,
    before: 3,
    after: 3,
    forms: ["phq-9", "gad-7"],
    clinic: ["MADRS"],
  },
  {
    visit: "D1",
    title: "The day after",
    phase: "integration",
    day: 1,
    before: 0,
    after: 1,
    forms: ["asq"],
  },
  {
    visit: "W1",
    title: "One week after",
    phase: "integration",
    day: 7,
    before: 2,
    after: 2,
    forms: ["phq-9", "gad-7"],
    clinic: ["MADRS"],
  },
  {
    visit: "W2",
    title: "Two weeks after",
    phase: "integration",
    day: 14,
    before: 3,
    after: 3,
    forms: ["phq-9", "gad-7"],
    clinic: ["MADRS"],
  },
  {
    visit: "M3",
    title: "Three months after",
    phase: "follow-up",
    day: 91,
    before: 14,
    after: 14,
    forms: ["phq-9"],
  },
];

/** Visits around a session `sinceDays` ago, as the server would schedule them. */
export function visitsAround(nowMs: number, sinceDays: number, done: readonly string[]): Visit[] {
  return rules.map((rule) => {
    const day = rule.day - sinceDays;
    const opens = day - rule.before;
    const closes = day + rule.after;
    const state = done.includes(rule.visit)
      ? "done"
      : opens > 0
        ? "later"
        : closes < 0
          ? "closed"
          : day < 0
            ? "overdue"
            : "due";
    return {
      visit: rule.visit,
      session: rule.visit === "SCR" ? 0 : 1,
      title: rule.title,
      phase: rule.phase,
      opens: dayAt(nowMs, opens),
      due: dayAt(nowMs, day),
      closes: dayAt(nowMs, closes),
      state,
      ended: false,
      forms: rule.forms.map((questionnaire) => ({
        questionnaire,
        title: questionnaire.toUpperCase(),
        safety: questionnaire === "asq",
        state,
        canBeAnswered: state === "due" || state === "overdue",
        response: null,
        outOfWindow: false,
      })),
      clinicForms: rule.clinic ?? [],
    };
  });
}

/** A plan whose one session was `sinceDays` ago; below zero it is still to come. */
export function planAround(
  nowMs: number,
  sinceDays: number,
  setting: { done?: string[]; gates?: readonly string[]; phase?: string } = {},
): Plan {
  const gates = gatesOf(setting.gates ?? everyGate);
  return {
    id: randomUUID(),
    protocol: "https://landfall.example/fhir/PlanDefinition/dmt-trd|1.0.0",
    title: "DMT-assisted therapy",
    phase: setting.phase ?? (sinceDays < 0 ? "preparation" : "integration"),
    zone: "Europe/London",
    start: dayAt(nowMs, -40 - Math.max(0, sinceDays)),
    today: dayAt(nowMs, 0),
    decision: null,
    visits: visitsAround(nowMs, sinceDays, setting.done ?? []),
    sessions: [
      {
        number: 1,
        date: dayAt(nowMs, -sinceDays),
        cancelled: false,
        mayBeRecorded: gates.every((gate) => gate.open),
        gates,
      },
    ],
    appointments: [],
    missed: [],
  };
}
