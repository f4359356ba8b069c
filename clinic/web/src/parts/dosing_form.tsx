import { useId, useRef, useState } from "preact/hooks";
import { Refusal } from "../api/client.ts";
import type { DosingDay, DosingEntry, Fact } from "../api/dosing_shapes.ts";
import { failure, fullDay, moment, onTheirClock, readInstant, words } from "../words.ts";
import { useClinic, useNow } from "./clinic.ts";
import { instantOf, isoDay } from "./days.ts";
import { DosingField } from "./dosing_field.tsx";
import {
  factsOf,
  labelOf,
  lacksBeside,
  newestOf,
  standingEntries,
  typedOf,
  wrongWords,
} from "./dosing_steps.ts";
import type { Field, Step } from "./dosing_steps.ts";
import { Labelled } from "./labelled.tsx";
import { FormProblem } from "./states.tsx";

const say = words.dosing;

interface Props {
  patient: string;
  day: DosingDay;
  step: Step;
  correcting: DosingEntry | null;
  done: () => Promise<void>;
}

interface Missing {
  system: string;
  code: string;
  sentence: string;
}

function missingName(missing: Missing): string {
  if (missing.system.endsWith("/gate")) return words.session.gate(missing.code);
  return missing.system.endsWith("/dosing-step") ? say.step(missing.code) : say.fact(missing.code);
}

/** A clock that is a little ahead is the server's to judge. */
const aheadMsMax = 5 * 60_000;

function labelIn(step: Step, name: string): string {
  if (name === "at") return say.at;
  if (name === "reason") return say.reason;
  const field = step.fields.find((each) => each.name === name);
  return field ? labelOf(field) : say.fact(name);
}

/** What is wrong with one field, in words that name it as the form does. */
function problemOf(step: Step, read: { missing: string } | { wrong: string }): string {
  if ("missing" in read) return say.required(labelIn(step, read.missing));
  const field = step.fields.find((each) => each.name === read.wrong);
  return field ? wrongWords(field) : say.required(labelIn(step, read.wrong));
}

/** What no single field shows: numbers that go together, and times in an order that cannot be. */
function problemBeside(
  step: Step,
  facts: Readonly<Record<string, Fact>>,
  at: string | null,
  nowMs: number,
): string | null {
  const lacks = lacksBeside(step.step, facts);
  if (lacks !== null) {
    return say.required(lacks === "anything" ? say.anyReading : labelIn(step, lacks));
  }
  const atMs = readInstant(at);
  if (at !== null && atMs !== null && atMs > nowMs + aheadMsMax) {
    return say.wrong(say.at, say.ahead(onTheirClock(at)));
  }
  const next = facts.nextContact;
  if (typeof next === "string" && next < isoDay(atMs ?? nowMs)) {
    return say.wrong(labelIn(step, "nextContact"), say.isOver(fullDay(next)));
  }
  return null;
}

/** Why the server refused a fact; what the page knows better than it does is said in its words. */
function refusalWords(step: Step, refusal: Refusal): string {
  const name = refusal.expression ?? "";
  if (step.step === "go-no-go" && name === "words") {
    return say.wrong(labelIn(step, name), say.needsWords);
  }
  return say.refused(labelIn(step, name), refusal.sentence);
}

/** What a form begins with: the entry to be corrected, or what can be known beforehand. */
function firstTyped(day: DosingDay, step: Step, correcting: DosingEntry | null) {
  const typed = new Map<string, string>();
  for (const field of step.fields) {
    if (correcting) {
      const before = typedOf(field, correcting.facts.get(field.name));
      // What it names may have been corrected since; only the newest can be chosen.
      typed.set(field.name, field.kind === "entry" ? newestOf(day.entries, before) : before);
    } else if (field.kind === "entry") {
      const choice = standingEntries(day.entries, field.of);
      // With one dose there is nothing to choose; with several somebody has to look.
      if (choice.length === 1 && choice[0]) typed.set(field.name, choice[0].id);
    } else if (field.name === "series") {
      typed.set("series", day.started === null ? "baseline" : "monitoring");
    } else if (field.name === "minute" && day.started !== null) {
      typed.set("minute", String(day.monitoring?.next ?? ""));
    }
  }
  return typed;
}

/** Saves one part of the day at once. What is typed survives a live update and another part. */
export function DosingForm({ patient, day, step, correcting, done }: Props) {
  const { client, announce, drafts } = useClinic();
  const now = useNow();
  const key = `dosing:${patient}:${day.session}:${step.step}:${correcting?.id ?? ""}`;
  const [typed, setTyped] = useState(() => {
    const first = new Map<string, string>();
    for (const name of [...step.fields.map((field) => field.name), "at", "reason"]) {
      if (drafts.has(`${key}:${name}`)) first.set(name, drafts.get(`${key}:${name}`));
    }
    return first;
  });
  const [problem, setProblem] = useState<string | null>(null);
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const name = say.step(step.step);
  // Anew with each draw: a dose that somebody else just drew up is there to be checked.
  const values = new Map([...firstTyped(day, step, correcting), ...typed]);

  const set = (field: string, value: string) => {
    drafts.set(`${key}:${field}`, value);
    setTyped((before) => new Map(before).set(field, value));
    setProblem(null);
  };
  const clear = () => {
    for (const field of typed.keys()) drafts.set(`${key}:${field}`, "");
    setTyped(new Map());
  };

  const save = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setMissing([]);
    const read = factsOf(step.fields, values);
    const reason = (typed.get("reason") ?? "").trim();
    const at = instantOf(typed.get("at") ?? "");
    const wrong =
      "facts" in read ? problemBeside(step, read.facts, at, client.now()) : problemOf(step, read);
    if (wrong !== null) {
      setProblem(wrong);
      return;
    }
    if (correcting && reason === "") {
      setProblem(say.required(say.reason));
      return;
    }
    if (!("facts" in read)) return;
    setBusy(true);
    setProblem(null);
    try {
      const saved = await client.recordDosing(patient, day.session, {
        step: step.step,
        ...(at === null ? {} : { at }),
        ...(correcting ? { corrects: correcting.id, reason } : {}),
        ...read.facts,
      });
      const outside = saved.outOfLimits.map(say.fact).join(", ");
      announce(outside === "" ? say.saved(name) : `${say.saved(name)} ${say.outsideOf(outside)}`);
      clear();
      await done();
    } catch (error) {
      if (error instanceof Refusal && error.code === "not_ready") setMissing(error.further);
      else if (error instanceof Refusal && error.code === "invalid_fact") {
        setProblem(`${say.notSaved(name)} ${refusalWords(step, error)}`);
      } else setProblem(failure(error, say.notSaved(name)));
    } finally {
      setBusy(false);
    }
  };

  const entriesFor = (field: Field) =>
    field.kind === "entry" ? standingEntries(day.entries, field.of) : [];

  return (
    <form
      class="dosing-form screen-only"
      noValidate
      ref={form}
      data-testid={`dosing-form-${step.step}`}
      onSubmit={(event) => void save(event)}
    >
      {correcting && <p class="notice">{say.correcting(moment(correcting.at, now))}</p>}
      {step.step === "vitals" && <p class="hint">{say.vitalsHint}</p>}
      {step.step === "second-check" && <p class="hint">{say.secondHint}</p>}
      {step.step === "after" && <p class="hint">{say.guessHint}</p>}
      <div class="dosing-fields">
        {step.fields.map((field) => (
          <DosingField
            key={field.name}
            field={field}
            value={values.get(field.name) ?? ""}
            entries={entriesFor(field)}
            set={(value) => set(field.name, value)}
          />
        ))}
        <Labelled
          label={say.at}
          hint={correcting ? say.atHintCorrecting : say.atHint}
          day={typed.get("at") ?? ""}
        >
          {(field, hint) => (
            <input
              id={field}
              type="datetime-local"
              data-testid="dosing-at"
              aria-describedby={hint}
              value={typed.get("at") ?? ""}
              onInput={(event) => set("at", event.currentTarget.value)}
            />
          )}
        </Labelled>
        {correcting && (
          <Labelled label={say.reason}>
            {(field) => (
              <textarea
                id={field}
                rows={2}
                data-testid="dosing-reason"
                value={typed.get("reason") ?? ""}
                onInput={(event) => set("reason", event.currentTarget.value)}
              />
            )}
          </Labelled>
        )}
      </div>
      <FormProblem id={`${id}-problem`} text={problem} />
      {missing.length > 0 && (
        <div class="not-ready" role="alert" data-testid="dosing-missing">
          <p>
            <strong>{say.notReady}</strong>
          </p>
          <ul>
            {missing.map((each) => (
              <li key={`${each.system}${each.code}`}>
                {missingName(each)}: {each.sentence}
              </li>
            ))}
          </ul>
        </div>
      )}
      <button
        type="submit"
        class="main"
        disabled={busy}
        data-testid={`dosing-save-${step.step}`}
        aria-describedby={`${id}-problem`}
      >
        {busy ? say.busy : say.saveStep(name)}
      </button>
    </form>
  );
}
