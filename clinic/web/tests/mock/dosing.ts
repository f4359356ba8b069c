// The dosing record of the double: it checks what docs/api.md says is checked, and no more.
import { randomUUID } from "node:crypto";
import type { CareRecord, DosingEntry, Plan } from "./care.ts";
import type { Patient } from "./world.ts";

export const limits = {
  systolicAbove: 140,
  diastolicAbove: 90,
  pulseBelow: 50,
  pulseAbove: 100,
  qtcFAboveMs: 450,
  version: "1.0.0",
  confirmedBy: null,
};

/** Facts of each step; those with ! are needed. */
const known: Record<string, string> = {
  arrival:
    "identityFirst! identitySecond! asqDone! companion! transport! fasting pregnancyTest! lastFood lastAlcohol symptoms",
  team: "leadMonitor! assistant! physicianReachable! rescueMedicines! crashKit! rescueMedicinesBy! crashKitBy!",
  consent: "willing! mayWithdrawTold! touch! stopWord",
  vitals: "series! systolic diastolic pulse spo2 temperature qtcF minute intensity",
  "go-no-go": "go! words",
  prepared: "protocol! product! batch! expiry! doseMg! salt! volumeMl route!",
  "second-check": "prepared!",
  start: "prepared!",
  stop: "start! complete! words",
  event: "term! grade! action resolved",
  recovery: "orientation gait bloodPressure noRisk companionHere writtenAdvice mood nextContact",
  discharge: "words",
  after: "effectsForm moodForm note patientGuess staffGuess",
};
const yesNo =
  "identityFirst identitySecond asqDone go companion transport physicianReachable rescueMedicines crashKit willing mayWithdrawTold orientation gait bloodPressure noRisk companionHere writtenAdvice".split(
    " ",
  );
const recovery = (known.recovery ?? "").split(" ");
const numbers =
  "systolic diastolic pulse spo2 temperature qtcF minute intensity doseMg volumeMl grade".split(
    " ",
  );

export interface Refusal {
  status: number;
  code: string;
  expression?: string;
  missing?: { system: "gate" | "dosing-step"; code: string; text: string }[];
}

const baselineApartMs = 5 * 60_000;

function standing(entries: readonly DosingEntry[], step: string): DosingEntry[] {
  return entries.filter((entry) => entry.step === step && entry.correctedBy === null);
}

export function missingBefore(entries: readonly DosingEntry[]): string[] {
  return ["arrival", "team", "consent", "vitals"].filter((step) => {
    const found = standing(entries, step);
    if (step === "consent") return !found.some((entry) => entry.facts.willing === true);
    if (step === "vitals") {
      const times = found
        .filter((entry) => entry.facts.series === "baseline" && "systolic" in entry.facts)
        .map((entry) => Date.parse(entry.at));
      return Math.max(...times) - Math.min(...times) < baselineApartMs || times.length === 0;
    }
    return found.length === 0;
  });
}

const planned = [-5, 2, 5, 10, 15, 20, 30, 60];

/** Each reading is that of the last planned minute before it, a minute early being in time. */
function monitoringOf(entries: readonly DosingEntry[]) {
  const read = new Set(
    standing(entries, "vitals").flatMap((entry) =>
      planned.filter((minute) => minute <= Number(entry.facts.minute) + 1).slice(-1),
    ),
  );
  const last = Math.max(...read);
  const isOver = standing(entries, "discharge").length > 0;
  return {
    minutes: planned,
    next: isOver ? null : (planned.find((minute) => minute > last) ?? null),
    unread: planned.filter((minute) => !read.has(minute)),
  };
}

/** Every open flag, whatever its tier and however old. */
function openFlagsOf(patient: Patient): object[] {
  return patient.flags
    .filter((flag) => flag.status === "active")
    .map(({ id, tier, title, itemLabel, cause, received }) => ({
      id,
      tier,
      title,
      itemLabel,
      effect: null,
      helpNow: cause === "help-now",
      received,
    }));
}

export function dosingJson(patient: Patient): object {
  const plan = patient.plan && !("fault" in patient.plan) ? patient.plan : null;
  const record = patient.care;
  const { id, name, birthDate } = patient.patient;
  return {
    patient: { id, name, birthDate },
    limits,
    openFlags: openFlagsOf(patient),
    sessions: (plan?.sessions ?? []).map((session) => {
      const entries = record.dosing.get(session.number) ?? [];
      const atOf = (step: string) => standing(entries, step).at(-1)?.at ?? null;
      const said = new Set(
        standing(entries, "recovery").flatMap((entry) => Object.keys(entry.facts)),
      );
      return {
        session: session.number,
        date: session.date,
        cancelled: session.cancelled,
        mayBeRecorded: session.mayBeRecorded,
        gates: session.gates.map(({ gate, open, reason }) => ({ gate, open, reason })),
        gatesAt: atOf("start"),
        gatesSince: record.gatesSince,
        missing: missingBefore(entries),
        against: record.against,
        monitoring: monitoringOf(entries),
        dischargeMissing: recovery.filter((name) => !said.has(name)),
        started: atOf("start"),
        stopped: atOf("stop"),
        discharged: atOf("discharge"),
        entries,
      };
    }),
  };
}

function refusalOf(
  plan: Plan,
  entries: readonly DosingEntry[],
  session: number,
  step: string,
  facts: Record<string, unknown>,
  by: string,
): Refusal | null {
  const wanted = (known[step] ?? "").split(" ");
  for (const name of wanted) {
    if (name.endsWith("!") && facts[name.slice(0, -1)] === undefined) {
      return { status: 422, code: "invalid_fact", expression: name.slice(0, -1) };
    }
  }
  for (const [name, value] of Object.entries(facts)) {
    const isKnown = wanted.some((each) => each.replace("!", "") === name);
    const kindIsWrong =
      (yesNo.includes(name) && typeof value !== "boolean") ||
      (numbers.includes(name) && typeof value !== "number");
    if (!isKnown || kindIsWrong) return { status: 422, code: "invalid_fact", expression: name };
  }
  const missing: Refusal["missing"] = [];
  if (step === "prepared" || step === "start") {
    for (const gate of plan.sessions.find((each) => each.number === session)?.gates ?? []) {
      if (!gate.open) missing.push({ system: "gate", code: gate.gate, text: gate.reason ?? "" });
    }
    for (const each of missingBefore(entries)) {
      missing.push({ system: "dosing-step", code: each, text: "It is not saved yet." });
    }
  }
  if (step === "start" && standing(entries, "second-check").length === 0) {
    missing.push({ system: "dosing-step", code: "second-check", text: "It is not saved yet." });
  }
  if (missing.length > 0) return { status: 409, code: "not_ready", missing };
  if (step === "second-check") {
    const dose = entries.find((entry) => entry.id === facts.prepared);
    if (dose?.by === by) return { status: 422, code: "second_person" };
  }
  return null;
}

function outside(facts: Record<string, unknown>): string[] {
  const above = (name: string, limit: number) => Number(facts[name] ?? 0) > limit;
  const out: string[] = [];
  if (above("systolic", limits.systolicAbove)) out.push("systolic");
  if (above("diastolic", limits.diastolicAbove)) out.push("diastolic");
  const pulse = facts.pulse === undefined ? null : Number(facts.pulse);
  if (pulse !== null && (pulse < limits.pulseBelow || pulse > limits.pulseAbove)) out.push("pulse");
  if (above("qtcF", limits.qtcFAboveMs)) out.push("qtcF");
  return out;
}

/** Records one entry, or says why not. */
export function recordEntry(
  plan: Plan,
  record: CareRecord,
  session: number,
  body: Record<string, unknown>,
  by: string,
): DosingEntry | Refusal {
  const { step, at, corrects, reason, ...facts } = body;
  const name = String(step);
  if (!(name in known)) return { status: 422, code: "invalid_fact", expression: "step" };
  const entries = record.dosing.get(session) ?? [];
  const refusal = refusalOf(plan, entries, session, name, facts, by);
  if (refusal) return refusal;
  const before = entries.find((entry) => entry.id === corrects);
  if (corrects !== undefined && (!before || before.step !== name || before.correctedBy !== null)) {
    return { status: 422, code: "invalid_fact", expression: "corrects" };
  }
  if (corrects !== undefined && (typeof reason !== "string" || reason === "")) {
    return { status: 422, code: "invalid_fact", expression: "reason" };
  }
  const now = new Date().toISOString();
  const entry: DosingEntry = {
    id: randomUUID(),
    step: name,
    at: typeof at === "string" ? at : now,
    recorded: now,
    by,
    corrects: before?.id ?? null,
    correctedBy: null,
    reason: typeof reason === "string" ? reason : null,
    facts,
    stops: yesNo.filter((fact) => facts[fact] === false),
    outOfLimits: name === "vitals" ? outside(facts) : [],
  };
  if (before) before.correctedBy = entry.id;
  record.dosing.set(session, [...entries, entry]);
  return entry;
}
