// The parts of a dosing day as data: which facts each asks for, in the order of the day, and how
// what was typed becomes what is sent. The server checks all of it again.
import type { DosingDay, DosingEntry, Fact } from "../api/dosing_shapes.ts";
import { instantOf, isoMinute } from "./days.ts";
import { readInstant } from "../words.ts";

export type Field =
  | { name: string; kind: "yes-no" | "text" | "long" | "date" | "moment"; required?: boolean }
  | { name: string; kind: "number"; required?: boolean; step?: string }
  | { name: string; kind: "choice"; required?: boolean; options: readonly string[] }
  /** An entry of another step, by its id. */
  | { name: string; kind: "entry"; required?: boolean; of: string };

export interface Step {
  step: string;
  fields: readonly Field[];
  /** Saved again and again during the day; else the newest entry is what counts. */
  repeats?: boolean;
}

const need = (name: string, kind: "yes-no" | "text" | "date" = "yes-no"): Field => ({
  name,
  kind,
  required: true,
});
const may = (name: string, kind: "yes-no" | "text" | "long" | "date" | "moment"): Field => ({
  name,
  kind,
});
const pick = (name: string, options: readonly string[], required = true): Field => ({
  name,
  kind: "choice",
  options,
  required,
});
const count = (name: string, step = "1"): Field => ({ name, kind: "number", step });
const guesses = ["active", "placebo", "unsure"];

export const steps: readonly Step[] = [
  {
    step: "arrival",
    fields: [
      need("identityFirst"),
      need("identitySecond"),
      need("asqDone"),
      need("companion"),
      need("transport"),
      may("fasting", "yes-no"),
      pick("pregnancyTest", ["negative", "positive", "not-needed", "not-done"]),
      may("lastFood", "text"),
      may("lastAlcohol", "text"),
      may("symptoms", "long"),
    ],
  },
  {
    step: "team",
    fields: [
      need("leadMonitor", "text"),
      need("assistant", "text"),
      need("physicianReachable"),
      need("rescueMedicines"),
      need("rescueMedicinesBy", "text"),
      need("crashKit"),
      need("crashKitBy", "text"),
    ],
  },
  {
    step: "consent",
    fields: [
      need("willing"),
      need("mayWithdrawTold"),
      pick("touch", ["agreed", "ask-first", "not-agreed"]),
      may("stopWord", "text"),
    ],
  },
  {
    step: "vitals",
    repeats: true,
    fields: [
      pick("series", ["baseline", "monitoring"]),
      count("minute"),
      count("systolic"),
      count("diastolic"),
      count("pulse"),
      count("spo2"),
      count("temperature", "0.1"),
      count("qtcF"),
      count("intensity"),
    ],
  },
  { step: "go-no-go", repeats: true, fields: [need("go"), may("words", "long")] },
  {
    step: "prepared",
    fields: [
      need("protocol", "text"),
      need("product", "text"),
      need("batch", "text"),
      need("expiry", "date"),
      { name: "doseMg", kind: "number", required: true, step: "0.001" },
      pick("salt", ["fumarate", "free-base"]),
      count("volumeMl", "0.001"),
      pick("route", ["intravenous", "intramuscular", "inhaled"]),
    ],
  },
  {
    step: "second-check",
    fields: [{ name: "prepared", kind: "entry", required: true, of: "prepared" }],
  },
  { step: "start", fields: [{ name: "prepared", kind: "entry", required: true, of: "prepared" }] },
  {
    step: "stop",
    fields: [
      { name: "start", kind: "entry", required: true, of: "start" },
      need("complete"),
      may("words", "long"),
    ],
  },
  {
    step: "event",
    repeats: true,
    fields: [
      need("term", "text"),
      pick("grade", ["1", "2", "3", "4", "5"]),
      may("action", "long"),
      may("resolved", "moment"),
    ],
  },
  {
    step: "recovery",
    repeats: true,
    fields: [
      may("orientation", "yes-no"),
      may("gait", "yes-no"),
      may("bloodPressure", "yes-no"),
      may("noRisk", "yes-no"),
      may("companionHere", "yes-no"),
      may("writtenAdvice", "yes-no"),
      may("mood", "text"),
      may("nextContact", "date"),
    ],
  },
  { step: "discharge", fields: [may("words", "long")] },
  {
    step: "after",
    repeats: true,
    fields: [
      may("effectsForm", "yes-no"),
      may("moodForm", "yes-no"),
      may("note", "long"),
      pick("patientGuess", guesses, false),
      pick("staffGuess", guesses, false),
    ],
  },
];

/** Once the dose has begun, what is done next is to watch: the readings follow the start. */
export function stepsOf(hasStarted: boolean): readonly Step[] {
  if (!hasStarted) return steps;
  const vitals = steps.filter((each) => each.step === "vitals");
  return steps
    .filter((each) => each.step !== "vitals")
    .flatMap((each) => (each.step === "start" ? [each, ...vitals] : [each]));
}

/**
 * What is still to be saved before a dose. The server names what must come before one is drawn up; that
 * it is drawn up, and checked by the second person, is said here.
 */
export function stepsBeforeDose(day: Pick<DosingDay, "missing" | "started" | "entries">): string[] {
  if (day.started !== null) return day.missing;
  const prepared = standingEntries(day.entries, "prepared").at(-1);
  const isChecked =
    prepared !== undefined &&
    standingEntries(day.entries, "second-check").some(
      (check) => check.facts.get("prepared") === prepared.id,
    );
  const missing = new Set(day.missing);
  if (!prepared) missing.add("prepared");
  if (!isChecked) missing.add("second-check");
  return [...missing];
}

/** Entries of a step that stand: not corrected by a later one, oldest first. */
export function standingEntries(entries: readonly DosingEntry[], step: string): DosingEntry[] {
  return entries.filter((entry) => entry.step === step && entry.correctedBy === null);
}

/** The id of the newest correction of an entry; the id itself where there is none. */
export function newestOf(entries: readonly DosingEntry[], id: string): string {
  const seen = new Set([id]);
  for (;;) {
    const next = entries.find((entry) => entry.id === id)?.correctedBy ?? null;
    if (next === null || seen.has(next)) return id;
    seen.add(next);
    id = next;
  }
}

/** What was typed, as the facts of an entry; or the first field that is missing or no value. */
export function factsOf(
  fields: readonly Field[],
  typed: ReadonlyMap<string, string>,
): { facts: Record<string, Fact> } | { missing: string } {
  const facts: Record<string, Fact> = {};
  for (const field of fields) {
    const raw = (typed.get(field.name) ?? "").trim();
    if (raw === "") {
      if (field.required) return { missing: field.name };
      continue;
    }
    const value = factOf(field, raw);
    if (value === null) return { missing: field.name };
    facts[field.name] = value;
  }
  return { facts };
}

function factOf(field: Field, raw: string): Fact | null {
  switch (field.kind) {
    case "yes-no":
      return raw === "yes";
    case "number": {
      const value = Number(raw.replace(",", "."));
      return Number.isFinite(value) ? value : null;
    }
    case "moment":
      return instantOf(raw);
    case "choice":
      return field.name === "grade" ? Number(raw) : raw;
    default:
      return raw;
  }
}

/** The same the other way, for a correction that begins with what was recorded. */
export function typedOf(field: Field, fact: Fact | undefined): string {
  if (fact === undefined) return "";
  if (typeof fact === "boolean") return fact ? "yes" : "no";
  if (field.kind === "moment") {
    const ms = readInstant(String(fact));
    return ms === null ? "" : isoMinute(ms);
  }
  return String(fact);
}
