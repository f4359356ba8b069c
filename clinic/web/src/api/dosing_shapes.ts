// The dosing record, as docs/api.md gives it. Facts differ from step to step and stay as they came.
import { ShapeError, flag, list, number, object, orElse, orNull, text } from "./decode.ts";
import type { Decode, Shape } from "./decode.ts";
import { gate, gateSince } from "./plan_shapes.ts";

export type Fact = string | number | boolean;

const facts: Decode<Map<string, Fact>> = (from, place) => {
  if (typeof from !== "object" || from === null || Array.isArray(from)) throw new ShapeError(place);
  const found = new Map<string, Fact>();
  for (const [name, value] of Object.entries(from) as [string, unknown][]) {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      found.set(name, value);
    }
  }
  return found;
};

const entry = object({
  id: text,
  step: text,
  at: text,
  recorded: orNull(text),
  by: orNull(text),
  corrects: orNull(text),
  correctedBy: orNull(text),
  reason: orNull(text),
  facts,
  stops: orElse(list(text), []),
  outOfLimits: orElse(list(text), []),
});
export type DosingEntry = Shape<typeof entry>;

const limits = object({
  systolicAbove: orNull(number),
  diastolicAbove: orNull(number),
  pulseBelow: orNull(number),
  pulseAbove: orNull(number),
  qtcFAboveMs: orNull(number),
  version: orNull(text),
  confirmedBy: orNull(text),
});
export type Limits = Shape<typeof limits>;

const day = object({
  session: number,
  date: text,
  cancelled: orElse(flag, false),
  mayBeRecorded: orElse(flag, false),
  gates: orElse(list(gate), []),
  // Once a dose has begun the gates are those of its start, and what changed since stands beside.
  gatesAt: orNull(text),
  gatesSince: orElse(list(gateSince), []),
  missing: orElse(list(text), []),
  against: orElse(list(object({ code: text, text })), []),
  dischargeMissing: orElse(list(text), []),
  // Minutes from the start of the dose; `next` is the one to be read next, `unread` all without a reading.
  monitoring: orNull(
    object({ minutes: list(number), next: orNull(number), unread: orNull(list(number)) }),
  ),
  started: orNull(text),
  stopped: orNull(text),
  discharged: orNull(text),
  entries: orElse(list(entry), []),
});
export type DosingDay = Shape<typeof day>;

const openFlag = object({
  id: text,
  tier: number,
  title: orNull(text),
  itemLabel: orNull(text),
  effect: orNull(text),
  helpNow: orElse(flag, false),
  received: orNull(text),
});
export type OpenFlag = Shape<typeof openFlag>;

export const dosing = object({
  patient: orNull(object({ id: text, name: text, birthDate: orNull(text) })),
  limits,
  openFlags: orElse(list(openFlag), []),
  sessions: list(day),
});
export type Dosing = Shape<typeof dosing>;

export const recorded = object({
  id: text,
  step: text,
  stops: orElse(list(text), []),
  outOfLimits: orElse(list(text), []),
});
export type Recorded = Shape<typeof recorded>;

/** What is sent for one entry; the facts of the step stand beside these. */
export type NewEntry = { step: string; at?: string; corrects?: string; reason?: string } & Record<
  string,
  Fact | undefined
>;
