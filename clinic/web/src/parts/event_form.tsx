import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { AnsweredItem } from "../api/answer_shapes.ts";
import type { AdverseEvent, EffectReport, NewEvent } from "../api/effect_shapes.ts";
import { answerText, code, moment, readInstant, typedDay, words } from "../words.ts";
import { useClinic, useNow } from "./clinic.ts";
import { instantOf, isoDay, isoMinute } from "./days.ts";
import { Labelled } from "./labelled.tsx";
import { useSending } from "./sending.ts";
import { PatientText, PatientWord } from "./patient_text.tsx";
import { FormProblem } from "./states.tsx";

const say = words.event;

type Texts = Record<
  | "term"
  | "words"
  | "onset"
  | "end"
  | "grade"
  | "causality"
  | "expectedness"
  | "outcome"
  | "action"
  | "aware"
  | "reported"
  | "reason",
  string
>;

/** What the event is about: a patient's report, an event that changes, or neither. */
export interface About {
  report: EffectReport | null;
  replaces: AdverseEvent | null;
  /** Everything that the patient answered in the report behind it; empty without one. */
  answers: readonly AnsweredItem[];
}

function dayOf(text: string | null): string {
  const ms = readInstant(text);
  return ms === null ? "" : isoDay(ms);
}

/** The day in the form, or the moment of the earlier version where its day was left as it is. */
function keptTime(day: string, before: string | null): string | null {
  if (day === "") return null;
  return before !== null && dayOf(before) === day ? before : day;
}

function minuteOf(text: string | null): string {
  const ms = readInstant(text);
  return ms === null ? "" : isoMinute(ms);
}

/** What the form on the phone asks, by its items. */
const onsetItem = "se-onset";
const endItem = "se-end";
const wordsItem = "se-words";

const answerTo = (answers: readonly AnsweredItem[], item: string): string | null =>
  answers.find((each) => each.linkId === item)?.answer ?? null;

/**
 * A report gives its words and the days that the patient named; every judgement is left to the
 * clinician. The clinic became aware when the report arrived, and not when somebody opened it: the
 * sponsor's clock runs from there.
 */
function firstTexts({ report, replaces, answers }: About, nowMs: number): Texts {
  const aware = report?.received ?? null;
  return {
    term: replaces?.term ?? report?.term ?? "",
    words: replaces ? (replaces.words ?? "") : (answerTo(answers, wordsItem) ?? ""),
    onset: dayOf(replaces ? replaces.onset : answerTo(answers, onsetItem)),
    end: dayOf(replaces ? replaces.end : answerTo(answers, endItem)),
    grade: replaces ? String(replaces.grade) : "",
    causality: replaces?.causality ?? "",
    expectedness: replaces?.expectedness ?? "",
    outcome: replaces?.outcome ?? "",
    action: replaces?.action ?? "",
    aware: replaces ? minuteOf(replaces.aware) : minuteOf(aware) || isoMinute(nowMs),
    reported: minuteOf(replaces?.clock?.reported ?? null),
    reason: "",
  };
}

function AnswersGiven({ answers, when }: { answers: readonly AnsweredItem[]; when: string }) {
  return (
    <section class="event-answers" aria-label={say.answers} data-testid="event-answers">
      <h4>{say.answers}</h4>
      <p class="muted small">{when}</p>
      <dl class="facts">
        {answers.map((item) => (
          <div key={item.linkId} data-testid="event-answer" data-item={item.linkId}>
            <dt>
              <PatientWord text={item.text ?? item.label ?? item.linkId} letters={300} />
            </dt>
            <dd class={item.danger ? "care" : undefined}>
              {item.declined ? (
                words.items.declined
              ) : item.answer === null ? (
                <span class="muted">{words.items.empty}</span>
              ) : (
                <PatientText text={answerText(item.answer)} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const labels = new Map<string, string>(
  (
    [
      "term",
      "words",
      "onset",
      "end",
      "grade",
      "causality",
      "expectedness",
      "outcome",
      "action",
      "aware",
      "reported",
      "reason",
    ] as const
  ).map((name) => [name, say[name]]),
);
const labelOf = (member: string): string =>
  member === "criteria" ? say.seriousness : (labels.get(member) ?? code(member));

/** Days and times that cannot be: one that is still to come, and one that comes before its beginning. */
function timeProblem(texts: Texts, nowMs: number): string | null {
  const said = (name: "onset" | "end" | "aware" | "reported") => typedDay(texts[name]) ?? "";
  for (const name of ["onset", "end", "aware", "reported"] as const) {
    const ms = readInstant(texts[name] || null);
    if (ms !== null && ms > nowMs) return say.ahead(say[name], said(name));
  }
  const order = (later: "end" | "reported", earlier: "onset" | "aware") =>
    texts[later] !== "" && texts[earlier] !== "" && texts[later] < texts[earlier]
      ? say.order(say[later], said(later), say[earlier], said(earlier))
      : null;
  return order("end", "onset") ?? order("reported", "aware");
}

interface Props {
  patient: string;
  about: About;
  refresh: () => Promise<void>;
  close: () => void;
}

/** Confirms what a patient reported, or changes what was confirmed, as a new version of it. */
export function EventForm({ patient, about, refresh, close }: Props) {
  const { client, drafts } = useClinic();
  const now = useNow();
  const key = `event:${patient}:${about.report?.response ?? ""}:${about.replaces?.id ?? ""}`;
  const [texts, setTexts] = useState<Texts>(() => {
    const kept = drafts.get(key);
    return kept === "" ? firstTexts(about, client.now()) : (JSON.parse(kept) as Texts);
  });
  const [criteria, setCriteria] = useState<readonly string[]>(about.replaces?.criteria ?? []);
  const { busy, problem, say: tell, send } = useSending(refresh, labelOf);
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  // It opens below a list that may be longer than the window, where nobody would see it.
  useEffect(() => {
    title.current?.scrollIntoView({ block: "start" });
    title.current?.focus({ preventScroll: true });
  }, [about]);

  const set = (name: keyof Texts, value: string) => {
    const next = { ...texts, [name]: value };
    setTexts(next);
    drafts.set(key, JSON.stringify(next));
    tell(null);
  };
  const leave = () => {
    drafts.set(key, "");
    close();
  };

  const problemOf = (): string | null => {
    const { term, grade, causality, expectedness, outcome } = texts;
    const needed = [term.trim(), grade, causality, expectedness, outcome];
    if (needed.includes("")) return say.missing;
    if (about.replaces && texts.reason.trim() === "") return say.missingReason;
    const late = timeProblem(texts, client.now());
    if (late !== null) return late;
    const deaths = [criteria.includes("death"), grade === "5", outcome === "fatal"];
    return deaths.some((each) => each) && !deaths.every((each) => each) ? say.death : null;
  };

  const submit = async (event: Event) => {
    event.preventDefault();
    const found = problemOf();
    if (found !== null) {
      tell(found);
      return;
    }
    const orNull = (text: string) => (text.trim() === "" ? null : text.trim());
    const session = about.replaces?.session ?? about.report?.sinceDose?.session ?? null;
    const sent: NewEvent = {
      report: about.replaces?.report ?? about.report?.response ?? null,
      session,
      term: texts.term.trim(),
      words: orNull(texts.words),
      onset: keptTime(texts.onset, about.replaces?.onset ?? null),
      end: keptTime(texts.end, about.replaces?.end ?? null),
      grade: Number(texts.grade),
      criteria: [...criteria],
      causality: texts.causality,
      expectedness: texts.expectedness,
      action: orNull(texts.action),
      outcome: texts.outcome,
      aware: instantOf(texts.aware),
      reported: criteria.length === 0 ? null : instantOf(texts.reported),
      replaces: about.replaces?.id ?? null,
      reason: orNull(texts.reason),
    };
    const done = await send(() => client.confirmEvent(patient, sent), say.what, say.done);
    if (done) leave();
  };

  const input = (name: keyof Texts, label: string, type: string, hint: string | null = null) => (
    <Labelled label={label} hint={hint} day={type === "text" ? null : texts[name]}>
      {(field, hintId) => (
        <input
          id={field}
          type={type}
          autocomplete="off"
          data-testid={`event-${name}`}
          aria-describedby={hintId}
          value={texts[name]}
          onInput={(event) => set(name, event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
  const area = (name: keyof Texts, label: string) => (
    <Labelled label={label}>
      {(field) => (
        <textarea
          id={field}
          rows={2}
          data-testid={`event-${name}`}
          value={texts[name]}
          onInput={(event) => set(name, event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
  const select = (
    name: keyof Texts,
    label: string,
    options: readonly (readonly [string, string])[],
  ) => (
    <Labelled label={label}>
      {(field) => (
        <select
          id={field}
          data-testid={`event-${name}`}
          value={texts[name]}
          onChange={(event) => set(name, event.currentTarget.value)}
        >
          <option value="">{say.choose}</option>
          {options.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );

  const form = (
    <form
      class="stack event-form screen-only"
      noValidate
      data-testid="event-form"
      onSubmit={(event) => void submit(event)}
    >
      {input("term", say.term, "text")}
      {area("words", say.words)}
      <div class="dosing-fields">
        {input("onset", say.onset, "date")}
        {input("end", say.end, "date", say.endHint)}
      </div>
      {select("grade", say.grade, say.grades)}
      {select("causality", say.causality, say.causalities)}
      {select("expectedness", say.expectedness, say.expectednesses)}
      {select("outcome", say.outcome, say.outcomes)}
      {area("action", say.action)}
      <fieldset class="choices">
        <legend>{say.seriousness}</legend>
        {say.criteria.map(([value, word]) => (
          <label class="choice" key={value}>
            <input
              type="checkbox"
              value={value}
              checked={criteria.includes(value)}
              onChange={(event) => {
                tell(null);
                setCriteria(
                  event.currentTarget.checked
                    ? [...criteria, value]
                    : criteria.filter((each) => each !== value),
                );
              }}
            />
            {word}
          </label>
        ))}
      </fieldset>
      <div class="dosing-fields">
        {input("aware", say.aware, "datetime-local")}
        {criteria.length > 0 && input("reported", say.reported, "datetime-local")}
      </div>
      {about.replaces && area("reason", say.reason)}
      <FormProblem id={`${id}-problem`} text={problem} />
      <div class="buttons">
        <button type="submit" class="main" disabled={busy} data-testid="event-submit">
          {busy ? say.busy : say.submit}
        </button>
        <button type="button" class="link" data-testid="event-cancel" onClick={leave}>
          {say.cancel}
        </button>
      </div>
    </form>
  );
  const { report, replaces } = about;
  const term = replaces?.term ?? report?.term ?? null;
  return (
    <section class="event-edit" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`} class="screen-only" tabIndex={-1} ref={title}>
        {term === null ? say.title : <PatientWord text={say.titleOf(term)} />}
      </h3>
      {about.answers.length === 0 ? (
        form
      ) : (
        <div class="event-with-answers">
          <AnswersGiven
            answers={about.answers}
            when={
              report
                ? words.flag.answered(moment(report.authored, now), moment(report.received, now))
                : ""
            }
          />
          {form}
        </div>
      )}
    </section>
  );
}
