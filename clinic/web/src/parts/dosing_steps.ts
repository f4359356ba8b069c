// The parts of a dosing day as data: which facts each asks for, in the order of the day, and how
// what was typed becomes what is sent. The server checks all of it again.
import type { DosingDay, DosingEntry, Fact } from "../api/dosing_shapes.ts";
import { instantOf, isoMinute } from "./days.ts";
import { readInstant, words } from "../words.ts";

const say = words.dosing;

export type Field =
  | { name: string; kind: "yes-no" | "text" | "long" | "date" | "moment"; required?: boolean }
  | NumberField
  | { name: string; kind: "choice"; required?: boolean; options: readonly string[] }
  /** An entry of another step, by its id. */
  | { name: string; kind: "entry"; required?: boolean; of: string };

/** From `low` to `high`, with so many digits after the point; a dose is more than its `low`. */
export interface NumberField {
  name: string;
  kind: "number";
  required?: boolean;
  low: number;
  high: number;
  places: number;
  isMore?: boolean;
}

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
const count = (name: string, low: number, high: number, places = 0): NumberField => ({
  name,
  kind: "number",
  low,
  high,
  places,
});
const amount = (name: string): NumberField => ({ ...count(name, 0, 10_000, 3), isMore: true });
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
      count("minute", -1440, 2880),
      count("systolic", 30, 300),
      count("diastolic", 10, 250),
      count("pulse", 10, 300),
      count("spo2", 0, 100),
      count("temperature", 25, 45, 1),
      count("qtcF", 200, 800),
      count("intensity", 0, 10),
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
      { ...amount("doseMg"), required: true },
      pick("salt", ["fumarate", "free-base"]),
      amount("volumeMl"),
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

/** What was typed, as the facts of an entry; or the first field that is missing, or cannot be so. */
export function factsOf(
  fields: readonly Field[],
  typed: ReadonlyMap<string, string>,
): { facts: Record<string, Fact> } | { missing: string } | { wrong: string } {
  const facts: Record<string, Fact> = {};
  for (const field of fields) {
    const raw = (typed.get(field.name) ?? "").trim();
    if (raw === "") {
      if (field.required) return { missing: field.name };
      continue;
    }
    const value = factOf(field, raw);
    if (value === null) return { wrong: field.name };
    facts[field.name] = value;
  }
  return { facts };
}

function factOf(field: Field, raw: string): Fact | null {
  switch (field.kind) {
    case "yes-no":
      return raw === "yes";
    case "number":
      return numberOf(field, raw.replace(",", "."));
    case "moment":
      return instantOf(raw);
    case "choice":
      return field.name === "grade" ? Number(raw) : raw;
    default:
      return raw;
  }
}

function numberOf(field: NumberField, raw: string): number | null {
  const value = Number(raw);
  const places = raw.split(".")[1]?.length ?? 0;
  const isLow = field.isMore ? value <= field.low : value < field.low;
  const fits = Number.isFinite(value) && !isLow && value <= field.high && places <= field.places;
  return fits ? value : null;
}

/** The label of a field as the form has it. */
export function labelOf(field: Field): string {
  if (field.kind === "entry") return say.step(field.of);
  const isTyped = field.kind !== "yes-no" && field.kind !== "choice";
  return isTyped ? say.label(say.fact(field.name), say.unit(field.name)) : say.fact(field.name);
}

/** Why what was typed into a field cannot be so, with its label. */
export function wrongWords(field: Field): string {
  const what = field.kind === "number" ? say.numberWords(field) : say.notReadable;
  return say.wrong(labelOf(field), what);
}

/** What is to be filled in beside these facts: a pressure has two numbers, and readings are of something. */
export function lacksBeside(step: string, facts: Readonly<Record<string, Fact>>): string | null {
  if (step !== "vitals") return null;
  if ("systolic" in facts && !("diastolic" in facts)) return "diastolic";
  if ("diastolic" in facts && !("systolic" in facts)) return "systolic";
  const isAny = ["systolic", "pulse", "spo2", "temperature", "qtcF"].some((name) => name in facts);
  return isAny ? null : "anything";
}

/** Entries by their own time: a reading that is written down late stands where it was taken. */
export function byTime(entries: readonly DosingEntry[]): DosingEntry[] {
  const msOf = (entry: DosingEntry) => readInstant(entry.at) ?? 0;
  return [...entries].sort((a, b) => msOf(a) - msOf(b));
}

/** How far a part has come, as a sign: nothing, something that says no, a part of it, all of it. */
export function signOf(part: {
  step: string;
  entries: readonly DosingEntry[];
  dischargeMissing: readonly string[];
  /** The steps that do not hold yet, whatever is saved of them. */
  missing: readonly string[];
}): string {
  if (part.entries.length === 0) return "○";
  if (part.entries.some((entry) => entry.stops.length > 0)) return "■";
  const isPart =
    part.missing.includes(part.step) ||
    (part.step === "recovery" && part.dischargeMissing.length > 0);
  return isPart ? "◐" : "✓";
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
