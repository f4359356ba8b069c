import { useEffect, useRef, useState } from "preact/hooks";
import type { AdverseEvent, EffectReport, Effects, SinceDose } from "../api/effect_shapes.ts";
import { failure, moment, readInstant, shortDay, words } from "../words.ts";
import type { Now } from "../words.ts";
import { useNow } from "./clinic.ts";
import { EventForm } from "./event_form.tsx";
import type { About } from "./event_form.tsx";
import { More } from "./more.tsx";
import { PatientText, PatientWord } from "./patient_text.tsx";
import type { Resource } from "./resource.ts";
import { Failed, Loading } from "./states.tsx";
import { visibleText } from "./visible.ts";

const say = words.effects;

function since(dose: SinceDose | null): string | null {
  return dose === null ? null : say.since(dose.minutes, dose.session, dose.from);
}

function when(text: string | null, now: Now): string {
  if (text === null) return "";
  return text.length > 10 && readInstant(text) !== null ? moment(text, now) : shortDay(text, now);
}

function Clock({ event }: { event: AdverseEvent }) {
  const now = useNow();
  const { clock } = event;
  if (clock === null) return null;
  const until = moment(clock.until, now);
  if (clock.state === "reported") {
    return <span class="muted small">{say.clockReported(moment(clock.reported, now))}</span>;
  }
  const overdue = clock.state === "overdue";
  return (
    <strong class="care small block" data-testid="event-clock">
      {overdue ? say.clockOverdue(until) : say.clockRunning(until)}
    </strong>
  );
}

function Event({ event, revise }: { event: AdverseEvent; revise: (() => void) | null }) {
  const now = useNow();
  const facts = [
    when(event.onset, now) +
      (event.end === null || event.end === event.onset ? "" : ` – ${when(event.end, now)}`),
    since(event.sinceDose),
    event.acute ? say.acute : null,
    // The outcome says it too.
    event.ongoing && event.outcome !== "ongoing" ? say.ongoing : null,
  ].filter((fact) => fact !== null && fact !== "");
  return (
    <li data-testid="adverse-event" data-event={event.id}>
      <PatientWord text={event.term} /> · <strong>{say.grade(event.grade)}</strong>
      {event.serious && (
        <strong class="care">
          {" "}
          <span aria-hidden="true">▲ </span>
          {say.serious}: {say.criteria(event.criteria)}
        </strong>
      )}
      <span class="muted small">{facts.join(" · ")}</span>
      <span class="muted small">
        {say.facts(event.causality ?? "", event.expectedness ?? "", event.outcome ?? "")}
      </span>
      {event.words !== null && event.words !== "" && <PatientText text={event.words} />}
      {event.action !== null && event.action !== "" && <PatientText text={event.action} />}
      {event.reason !== null && event.reason !== "" && (
        <span class="muted small">
          <PatientWord text={say.reason(event.reason)} letters={400} />
        </span>
      )}
      <Clock event={event} />
      <span class="muted small">
        <PatientWord text={say.by(event.by ?? "", moment(event.recorded, now))} />
      </span>
      {revise && (
        <button
          type="button"
          class="link screen-only"
          data-testid="event-revise"
          aria-label={say.reviseLabel(visibleText(event.term))}
          onClick={revise}
        >
          {say.revise}
        </button>
      )}
    </li>
  );
}

function Report({ report, confirm }: { report: EffectReport; confirm: () => void }) {
  const now = useNow();
  const term = report.term ?? say.noTerm;
  const facts = [
    moment(report.authored, now),
    since(report.sinceDose),
    report.grade === null ? null : say.ownWords(report.grade),
  ].filter((fact) => fact !== null);
  return (
    <li data-testid="effect-report" data-report={report.response}>
      <PatientWord text={report.term === null ? report.title : term} />
      <span class="muted small">{facts.join(" · ")}</span>
      {report.grade !== null && (
        <span class={`small ${report.events.length === 0 ? "accent" : "muted"}`}>
          {report.events.length === 0 ? say.unconfirmed : say.confirmed}
        </span>
      )}
      {report.grade !== null && report.events.length === 0 && (
        <button
          type="button"
          class="link screen-only"
          data-testid="effect-confirm"
          aria-label={say.confirmLabel(visibleText(term))}
          onClick={confirm}
        >
          {say.confirm}
        </button>
      )}
    </li>
  );
}

interface Props {
  patient: string;
  found: Resource<Effects>;
  refresh: () => Promise<void>;
}

/** What the patient reported, and what clinicians made of it; nothing is dropped. */
export function EffectsCard({ patient, found, refresh }: Props) {
  const [about, setAbout] = useState<About | null>(null);
  const [all, setAll] = useState(false);
  const opener = useRef<HTMLElement | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const open = (next: About) => {
    if (about === null) opener.current = document.activeElement as HTMLElement | null;
    setAbout(next);
  };
  // Whoever leaves the form goes on where it was opened; a report that was confirmed has no link any more.
  useEffect(() => {
    if (about !== null || opener.current === null) return;
    const place = opener.current.isConnected ? opener.current : add.current;
    opener.current = null;
    place?.focus();
  }, [about]);
  const effects = found.value;
  const current = effects?.events.filter((event) => event.replacedBy === null) ?? [];
  const replaced = effects?.events.filter((event) => event.replacedBy !== null) ?? [];
  const answersOf = (report: string | null) =>
    effects?.reports.find((each) => each.response === report)?.items ?? [];
  const form = about && (
    <EventForm
      key={`${about.report?.response ?? ""}/${about.replaces?.id ?? ""}`}
      patient={patient}
      about={about}
      refresh={async () => {
        await Promise.all([found.refresh(), refresh()]);
      }}
      close={() => setAbout(null)}
    />
  );
  return (
    <section class="card" id="part-effects" aria-labelledby="effects" data-testid="effects">
      <h2 id="effects" tabIndex={-1}>
        {say.title}
      </h2>
      {found.problem !== null && (
        <Failed text={failure(found.problem, say.what)} retry={() => void found.refresh()} />
      )}
      {effects === null && found.problem === null && <Loading />}
      {effects && (
        <>
          {effects.reports.length + effects.events.length === 0 && <p class="muted">{say.none}</p>}
          {effects.reports.length > 0 && <h3>{say.reports}</h3>}
          <ul class="plain lines">
            {effects.reports.map((report) => (
              <Report
                key={report.response}
                report={report}
                confirm={() => open({ report, replaces: null, answers: report.items })}
              />
            ))}
          </ul>
          {current.length > 0 && <h3>{say.events}</h3>}
          <ul class="plain lines">
            {current.map((event) => (
              <Event
                key={event.id}
                event={event}
                revise={() =>
                  open({ report: null, replaces: event, answers: answersOf(event.report) })
                }
              />
            ))}
            {all && replaced.map((event) => <Event key={event.id} event={event} revise={null} />)}
          </ul>
          {replaced.length > 0 && !all && (
            <More
              text={say.replaced(replaced.length)}
              testId="event-more"
              show={() => setAll(true)}
            />
          )}
          {form ?? (
            <button
              type="button"
              class="screen-only"
              ref={add}
              data-testid="event-add"
              onClick={() => open({ report: null, replaces: null, answers: [] })}
            >
              {say.add}
            </button>
          )}
        </>
      )}
    </section>
  );
}
