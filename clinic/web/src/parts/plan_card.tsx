import { useState } from "preact/hooks";
import type { Plan, Visit } from "../api/plan_shapes.ts";
import type { PatientRecord } from "../api/shapes.ts";
import { moment, shortDay, words } from "../words.ts";
import type { Now } from "../words.ts";
import { Appointments } from "./appointments.tsx";
import { useClinic, useNow } from "./clinic.ts";
import { Fold } from "./fold.tsx";
import { isoDay } from "./days.ts";
import { Labelled } from "./labelled.tsx";
import { heldSessions, nameOfVisit, titleOfVisit } from "./plan.ts";
import { Sessions } from "./plan_sessions.tsx";
import { useSending } from "./sending.ts";
import { FormProblem } from "./states.tsx";

const say = words.plan;

function windowOf(visit: Visit, now: Now): string {
  const { opens, closes, due } = visit;
  if (opens !== null && closes !== null)
    return say.open(shortDay(opens, now), shortDay(closes, now));
  if (closes !== null) return say.until(shortDay(closes, now));
  if (opens !== null) return say.from(shortDay(opens, now));
  return due === null ? say.noDay : shortDay(due, now);
}

function VisitRow({ plan, visit, forms }: { plan: Plan; visit: Visit; forms: boolean }) {
  const now = useNow();
  const done = visit.forms.filter((form) => form.state === "done").length;
  // Nobody is asked any more, so nothing is missing; what was answered stays.
  const isOver = visit.ended && done === 0;
  return (
    <tr data-testid="visit" data-visit={visit.visit} data-state={visit.state}>
      <th scope="row">
        {nameOfVisit(plan, visit)}
        {visit.ended && <span class="muted small block">{say.ended}</span>}
        {forms && (
          <ul class="plain small">
            {visit.forms.map((form) => (
              <li key={form.questionnaire}>
                {say.formState(form.title, form.state)}
                {form.outOfWindow && (
                  <span class="accent">
                    {" "}
                    ·{" "}
                    {form.state === "done" || form.partly ? say.outOfWindow : say.answeredForOther}
                  </span>
                )}
                {form.partly && <span class="accent"> · {say.partly}</span>}
                {form.safety && <span class="muted"> · {say.safety}</span>}
              </li>
            ))}
            {visit.clinicForms.length > 0 && (
              <li class="muted">{say.forClinic(visit.clinicForms.join(", "))}</li>
            )}
          </ul>
        )}
      </th>
      <td>{isOver ? "" : windowOf(visit, now)}</td>
      <td>
        <span class={`visit-state ${visit.state === "overdue" ? "accent" : ""}`}>
          {isOver ? say.notAsked : say.visitState(visit.state)}
        </span>
        {visit.forms.length > 0 && visit.state !== "later" && !isOver && (
          <span class="muted small block">{say.forms(done, visit.forms.length)}</span>
        )}
      </td>
    </tr>
  );
}

function Visits({ plan }: { plan: Plan }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <div class="scroll">
        <table class="visits" data-testid="visits">
          <caption class="sr">{say.title}</caption>
          <thead>
            <tr>
              <th scope="col">{say.visit}</th>
              <th scope="col">{say.window}</th>
              <th scope="col">{say.state}</th>
            </tr>
          </thead>
          <tbody>
            {plan.visits.map((visit) => (
              <VisitRow
                key={`${visit.session}/${visit.visit}`}
                plan={plan}
                visit={visit}
                forms={open}
              />
            ))}
          </tbody>
        </table>
      </div>
      <button
        type="button"
        class="link screen-only"
        data-testid="visit-forms"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? say.hideForms : say.showForms}
      </button>
    </>
  );
}

function Missed({ plan }: { plan: Plan }) {
  const now = useNow();
  if (plan.missed.length === 0) return null;
  return (
    <ul class="plain missed" aria-label={say.missed(plan.missed.length)}>
      {plan.missed.map((missed) => (
        <li key={`${missed.session}/${missed.visit}`} data-testid="missed-visit">
          <span class="accent">
            {say.missedSince(titleOfVisit(plan, missed), moment(missed.since, now))}
          </span>
          {missed.safety && <span class="muted"> · {say.safety}</span>}
        </li>
      ))}
    </ul>
  );
}

function Begin({ patient, refresh }: { patient: string; refresh: () => Promise<void> }) {
  const { client } = useClinic();
  const [start, setStart] = useState(() => isoDay(client.now()));
  const { busy, problem, send } = useSending(refresh);
  return (
    <form
      class="inline-form screen-only"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send(
          () => client.changePlan(patient, { do: "begin", ...(start === "" ? {} : { start }) }),
          say.whatBegin,
          say.begun,
        );
      }}
    >
      <Labelled label={say.start} day={start}>
        {(id) => (
          <input
            id={id}
            type="date"
            data-testid="plan-start"
            value={start}
            onInput={(event) => setStart(event.currentTarget.value)}
          />
        )}
      </Labelled>
      <button type="submit" class="main" disabled={busy} data-testid="plan-begin">
        {busy ? say.beginning : say.begin}
      </button>
      <FormProblem id="plan-begin-problem" text={problem} />
    </form>
  );
}

/** The sessions and what is still to be met, and the visits. */
function summaryOf(plan: Plan, now: Now): string {
  const sessions = heldSessions(plan).map((session) => {
    const shut = session.gates.filter((gate) => !gate.open).length;
    const name = words.session.nameOn(session.number, shortDay(session.date, now));
    // Once a session has been, its gates are history.
    return session.date <= plan.today || shut === 0 ? name : `${name}: ${say.gatesShut(shut)}`;
  });
  const done = plan.visits.filter((visit) => visit.state === "done").length;
  const missed = plan.missed.length;
  return [
    ...(sessions.length === 0 ? [say.noSession] : sessions),
    say.visitsDone(done),
    ...(missed === 0 ? [] : [say.missed(missed)]),
  ].join(" · ");
}

interface Props {
  record: PatientRecord;
  refresh: () => Promise<void>;
}

/** The way through the protocol: where the patient stands, the visits, the sessions. */
export function PlanCard({ record, refresh }: Props) {
  const now = useNow();
  const { plan } = record;
  const patient = record.patient.id;
  return (
    <Fold
      id="plan"
      title={say.title}
      testId="plan"
      summary={plan !== null && !("fault" in plan) ? summaryOf(plan, now) : ""}
      startsOpen={plan === null || "fault" in plan}
    >
      {plan === null && (
        <>
          <p class="muted">{say.none}</p>
          <Begin patient={patient} refresh={refresh} />
        </>
      )}
      {plan !== null && "fault" in plan && (
        <p class="care">
          {say.fault} {plan.fault}
        </p>
      )}
      {plan !== null && !("fault" in plan) && (
        <>
          <p class="muted">
            {plan.title} · {say.started(shortDay(plan.start, now))}
          </p>
          <Missed plan={plan} />
          <Appointments patient={patient} plan={plan} refresh={refresh} />
          <Sessions patient={patient} plan={plan} refresh={refresh} />
          <Visits plan={plan} />
        </>
      )}
    </Fold>
  );
}
