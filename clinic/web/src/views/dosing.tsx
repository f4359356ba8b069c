import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Dosing, DosingDay, DosingEntry, Limits, OpenFlag } from "../api/dosing_shapes.ts";
import { clock, failure, fullDay, moment, readInstant, shortDay, words } from "../words.ts";
import type { Now } from "../words.ts";
import { useClinic, useNow } from "../parts/clinic.ts";
import { DosingEntries, Readings } from "../parts/dosing_entries.tsx";
import { DosingForm } from "../parts/dosing_form.tsx";
import { isoDay } from "../parts/days.ts";
import { byTime, signOf, steps, stepsBeforeDose, stepsOf } from "../parts/dosing_steps.ts";
import type { Step } from "../parts/dosing_steps.ts";
import { PatientWord } from "../parts/patient_text.tsx";
import { Gates, GatesSince } from "../parts/plan_sessions.tsx";
import { usePrinting } from "../parts/printing.ts";
import { useResource } from "../parts/resource.ts";
import { Failed, Guard, Loading } from "../parts/states.tsx";
import { address } from "../route.ts";

const say = words.dosing;
const nameLettersMax = 400;

function LimitsLine({ limits }: { limits: Limits }) {
  const parts = [
    limits.systolicAbove === null ? null : say.above(say.fact("systolic"), limits.systolicAbove),
    limits.diastolicAbove === null ? null : say.above(say.fact("diastolic"), limits.diastolicAbove),
    limits.pulseBelow === null ? null : say.below(say.fact("pulse"), limits.pulseBelow),
    limits.pulseAbove === null ? null : say.above(say.fact("pulse"), limits.pulseAbove),
    limits.qtcFAboveMs === null ? null : say.above(say.fact("qtcF"), limits.qtcFAboveMs),
    limits.confirmedBy === null ? say.limitsUnconfirmed : null,
  ].filter((part) => part !== null);
  return <p class="muted small">{say.limits(parts.join(", "))}</p>;
}

function isOnDay(at: string, day: DosingDay): boolean {
  const ms = readInstant(at);
  return ms !== null && isoDay(ms) === day.date;
}

/** The time of an entry; its day too where that is not the session's. */
const timeOnDay = (at: string, day: DosingDay, now: Now): string =>
  isOnDay(at, day) ? clock(at) : moment(at, now);

function StepPart({
  patient,
  day,
  flags,
  step,
  isOpen,
  toggle,
  refresh,
}: {
  patient: string;
  day: DosingDay;
  flags: readonly OpenFlag[];
  step: Step;
  isOpen: boolean;
  toggle: () => void;
  refresh: () => Promise<void>;
}) {
  const [correcting, setCorrecting] = useState<DosingEntry | null>(null);
  const printing = usePrinting();
  const now = useNow();
  const saved = day.entries.filter((entry) => entry.step === step.step);
  const entries = step.step === "vitals" ? byTime(saved) : saved;
  const standing = entries.filter((entry) => entry.correctedBy === null);
  const latest = standing.at(-1);
  const stopped = standing.some((entry) => entry.stops.length > 0);
  const outside = standing.some((entry) => entry.outOfLimits.length > 0);
  const panel = `dosing-${step.step}`;
  // Nothing has to happen for this part: an empty one is no omission.
  const empty = step.step === "event" ? say.noneRecorded : say.notYet;
  const at = latest?.at ?? "";
  const done = isOnDay(at, day) ? say.doneAt(clock(at)) : moment(at, now);
  const state = latest ? done : empty;
  return (
    <section class="card dosing-step" data-testid="dosing-step" data-step={step.step}>
      <h2>
        <button
          type="button"
          class="step-head"
          aria-expanded={isOpen || printing}
          aria-controls={panel}
          data-testid={`dosing-step-${step.step}`}
          onClick={toggle}
        >
          <span class="gate-sign" aria-hidden="true">
            {signOf({ ...day, step: step.step, entries: standing })}
          </span>
          <span class="step-name">{say.step(step.step)}</span>
          <span class="muted small">{state}</span>
          {stopped && <span class="care small">■ {say.stops}</span>}
          {outside && <span class="care small">▲ {say.outside}</span>}
        </button>
      </h2>
      <div id={panel} hidden={!isOpen && !printing}>
        {(isOpen || printing) && (
          <>
            {step.step === "vitals" ? (
              <Readings entries={entries} correct={setCorrecting} />
            ) : (
              <DosingEntries entries={entries} all={day.entries} correct={setCorrecting} />
            )}
            {printing && entries.length === 0 && <p class="muted">{empty}</p>}
            {step.step === "go-no-go" && day.started === null && (
              <GoOrNot patient={patient} day={day} flags={flags} />
            )}
            {step.step === "vitals" && <Schedule day={day} />}
            {correcting !== null && (
              <button
                type="button"
                class="link screen-only"
                data-testid="dosing-correct-stop"
                onClick={() => setCorrecting(null)}
              >
                {say.stopCorrecting}
              </button>
            )}
            <DosingForm
              key={correcting?.id ?? ""}
              patient={patient}
              day={day}
              step={step}
              correcting={correcting}
              done={async () => {
                setCorrecting(null);
                await refresh();
              }}
            />
          </>
        )}
      </div>
    </section>
  );
}

/** What nobody can have weighed yet, because it is not there. */
function notThereYet(day: DosingDay): string[] {
  const shut = day.gates
    .filter((gate) => !gate.open)
    .map((gate) => say.gateShut(words.session.gate(gate.gate), gate.reason ?? ""));
  const unsaved = ["arrival", "team", "consent"].filter((step) => day.missing.includes(step));
  const isRead = day.entries.some((each) => each.step === "vitals" && each.correctedBy === null);
  const readings = isRead ? say.fewReadings : say.noReadings;
  return [
    ...shut,
    ...(unsaved.length > 0 ? [say.notSavedYet(unsaved.map(say.step).join(", "))] : []),
    ...(day.missing.includes("vitals") ? [readings] : []),
  ];
}

function FlagLine({ patient, flag }: { patient: string; flag: OpenFlag }) {
  const now = useNow();
  const { title, itemLabel, effect } = flag;
  const named = title === null ? null : words.overview.about(title, itemLabel, effect);
  const about = flag.helpNow ? words.flag.helpNow : named;
  return (
    <li data-testid="go-flag" data-tier={flag.tier}>
      <PatientWord
        text={say.openFlag(flag.tier, about, moment(flag.received, now))}
        letters={300}
      />{" "}
      <a class="screen-only" href={address({ view: "patient", id: patient })}>
        {say.lookAtFlag}
      </a>
    </li>
  );
}

/** What a clinician has read before saying go. All is well only where all of it is there. */
function GoOrNot({
  patient,
  day,
  flags,
}: {
  patient: string;
  day: DosingDay;
  flags: readonly OpenFlag[];
}) {
  const absent = notThereYet(day);
  const isClear = day.against.length === 0 && flags.length === 0 && absent.length === 0;
  return (
    <div class="speaks" data-testid="go-no-go">
      {day.against.length > 0 && <p class="accent">{say.against}</p>}
      {day.against.length > 0 && (
        <ul>
          {day.against.map((each) => (
            <li key={`${each.code} ${each.text}`}>{each.text}</li>
          ))}
        </ul>
      )}
      {flags.length > 0 && (
        <ul class="plain">
          {flags.map((flag) => (
            <FlagLine key={flag.id} patient={patient} flag={flag} />
          ))}
        </ul>
      )}
      {absent.length > 0 && (
        <div data-testid="go-not-there">
          <p class="accent">{say.notThere}</p>
          <ul>
            {absent.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      )}
      {isClear && <p class="muted">{say.nothingAgainst}</p>}
    </div>
  );
}

/** What still has to be saved, and what has happened already. */
function DayState({ day }: { day: DosingDay }) {
  const now = useNow();
  const times = [
    day.started === null ? null : say.started(moment(day.started, now)),
    day.stopped === null ? null : say.stopped(moment(day.stopped, now)),
    day.discharged === null ? null : say.discharged(moment(day.discharged, now)),
  ].filter((time) => time !== null);
  const shut = day.gates.filter((gate) => !gate.open);
  const left = stepsBeforeDose(day);
  const names = left.map(say.step).join(", ");
  const before = day.started === null ? say.missing(names) : say.missingAfter(names);
  return (
    <section class="card" aria-labelledby="dosing-state" data-testid="dosing-state">
      <h2 id="dosing-state">
        {day.gatesAt === null ? say.gatesTitle : say.gatesThen(timeOnDay(day.gatesAt, day, now))}
      </h2>
      <Gates session={{ ...day, number: day.session }} />
      <GatesSince since={day.gatesSince} />
      {day.missing.length > 0 ? (
        <p class="accent" data-testid="dosing-before">
          {before}
        </p>
      ) : (
        <>
          {shut.length === 0 && (
            <p class="muted">{left.length > 0 ? say.ready : say.readyToBegin}</p>
          )}
          {left.length > 0 && (
            <p class="accent" data-testid="dosing-before-start">
              {before}
            </p>
          )}
        </>
      )}
      {day.started !== null && day.discharged === null && day.dischargeMissing.length > 0 && (
        <p class="accent">{say.missingDischarge(day.dischargeMissing.map(say.fact).join(", "))}</p>
      )}
      {times.length > 0 && <p>{times.join(" · ")}</p>}
    </section>
  );
}

/** Long after the last planned reading nobody takes the next one any more. */
const watchedAfterLastMs = 60 * 60_000;

function isWatchOver(day: DosingDay, startMs: number | null, now: Now): boolean {
  const last = Math.max(0, ...(day.monitoring?.minutes ?? []));
  const endMs = (startMs ?? now.ms) + last * 60_000 + watchedAfterLastMs;
  return day.discharged !== null || now.ms > endMs;
}

const isWatched = (day: DosingDay) => day.started !== null && day.discharged === null;

/** The readings that the clinic's protocol asks for: which comes next, and which nobody took. */
function Schedule({ day }: { day: DosingDay }) {
  const now = useNow();
  const { monitoring, started } = day;
  if (monitoring === null || started === null) return null;
  const { unread } = monitoring;
  const startMs = readInstant(started);
  const next = isWatchOver(day, startMs, now) ? null : monitoring.next;
  // What lies ahead is not missing.
  const missed = unread?.filter((minute) => next === null || minute < next) ?? null;
  const at =
    next === null || startMs === null
      ? ""
      : moment(new Date(startMs + next * 60_000).toISOString(), now);
  return (
    <p class={next === null ? "muted" : "accent"} data-testid="dosing-next">
      {next !== null && <strong>{say.nextReading(say.minute(next), at)} </strong>}
      {missed !== null && missed.length > 0 && (
        <strong class="accent">{say.unread(missed)} </strong>
      )}
      {next === null && missed?.length === 0 && <strong>{say.allRead} </strong>}
      <span class="muted">{say.schedule(monitoring.minutes)}</span>
    </p>
  );
}

function Day({
  patient,
  day,
  flags,
  refresh,
}: {
  patient: string;
  day: DosingDay;
  flags: readonly OpenFlag[];
  refresh: () => Promise<void>;
}) {
  const firstMissing = steps.find((step) => day.missing.includes(step.step))?.step ?? null;
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(firstMissing !== null ? [firstMissing] : isWatched(day) ? ["vitals"] : []),
  );
  const toggle = (step: string) =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(step)) next.add(step);
      return next;
    });
  return (
    <>
      <DayState day={day} />
      {stepsOf(day.started !== null).map((step) => (
        <Guard key={step.step}>
          <StepPart
            patient={patient}
            day={day}
            flags={flags}
            step={step}
            isOpen={open.has(step.step)}
            toggle={() => toggle(step.step)}
            refresh={refresh}
          />
        </Guard>
      ))}
    </>
  );
}

/** The session to begin with: today's or the next, else the last one. */
function firstSession(dosing: Dosing, today: string): number | null {
  const days = dosing.sessions.filter((day) => !day.cancelled);
  const next = days.find((day) => day.date >= today);
  return (next ?? days.at(-1))?.session ?? null;
}

export function DosingView({ id }: { id: string }) {
  const { client, live, patients, user, name: clinic } = useClinic();
  const load = useCallback(() => client.dosing(id), [client, id]);
  const found = useResource(`dosing:${id}`, load, live, (change) =>
    change === "everything" ? true : change.patient === id,
  );
  const [chosen, setChosen] = useState<number | null>(null);
  const now = useNow();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const dosing = found.value;
  const row = patients.value?.find((each) => each.id === id);
  const person = dosing?.patient ?? { name: row?.name ?? "", birthDate: null };
  const { birthDate } = person;
  const session =
    dosing && (chosen ?? firstSession(dosing, new Date(now.ms).toISOString().slice(0, 10)));
  const day = dosing?.sessions.find((each) => each.session === session) ?? null;
  return (
    <div class="dosing" data-dosing={id}>
      <header class="page-head">
        <div>
          <h1 tabIndex={-1} ref={title} data-testid="dosing-title">
            {say.title}: <PatientWord text={person.name} letters={nameLettersMax} />
          </h1>
          <p data-testid="dosing-person">
            {birthDate === null ? say.numberOf(id) : words.patient.born(fullDay(birthDate))}
          </p>
          <p class="muted">{say.intro}</p>
          <p class="print-only">
            {words.patient.printed(moment(new Date(now.ms).toISOString(), now), user.name, clinic)}
          </p>
        </div>
        <a class="screen-only" href={address({ view: "patient", id })} data-testid="dosing-back">
          {say.back}
        </a>
      </header>
      {found.problem !== null && (
        <Failed text={failure(found.problem, say.what)} retry={() => void found.refresh()} />
      )}
      {dosing === null && found.problem === null && <Loading />}
      {dosing !== null && (
        <>
          <LimitsLine limits={dosing.limits} />
          {dosing.sessions.length === 0 && <p class="card muted">{say.none}</p>}
          {dosing.sessions.length > 1 && (
            <fieldset class="choices screen-only">
              <legend>{say.session}</legend>
              {dosing.sessions.map((each) => (
                <label class="choice" key={each.session}>
                  <input
                    type="radio"
                    name="dosing-session"
                    data-testid="dosing-session-choice"
                    checked={each.session === session}
                    onChange={() => setChosen(each.session)}
                  />
                  {say.sessionOn(each.session, shortDay(each.date, now))}
                  {each.cancelled && <span class="muted"> {words.session.cancelled}</span>}
                </label>
              ))}
            </fieldset>
          )}
          {day && (
            <p>
              <strong>{say.sessionOn(day.session, shortDay(day.date, now))}</strong>
            </p>
          )}
          {day?.cancelled && <p class="card">{say.cancelled}</p>}
          {day && !day.cancelled && (
            <Day
              key={day.session}
              patient={id}
              day={day}
              flags={dosing.openFlags}
              refresh={found.refresh}
            />
          )}
        </>
      )}
    </div>
  );
}
