import { useCallback, useEffect, useRef } from "preact/hooks";
import type { PatientRecord } from "../api/shapes.ts";
import { Refusal } from "../api/client.ts";
import { ago, failure, fullDay, moment, words } from "../words.ts";
import { Assignments } from "../parts/assignments.tsx";
import { useClinic, useNow } from "../parts/clinic.ts";
import { Consents } from "../parts/consents.tsx";
import { Devices } from "../parts/devices.tsx";
import { EffectsCard } from "../parts/effects_card.tsx";
import { Eligibility } from "../parts/eligibility.tsx";
import { EarlierFlags, FlagCard } from "../parts/flag_card.tsx";
import { FurtherMeasures } from "../parts/further_measures.tsx";
import { Journal } from "../parts/journal.tsx";
import { Jump } from "../parts/jump.tsx";
import { measures, sessionMarks } from "../parts/measures.ts";
import type { Measure } from "../parts/measures.ts";
import { MissingCard } from "../parts/missing_card.tsx";
import { OtherForms } from "../parts/other_forms.tsx";
import { PatientWord } from "../parts/patient_text.tsx";
import { followedPlan, titleOfVisit } from "../parts/plan.ts";
import { PlanCard } from "../parts/plan_card.tsx";
import { Rating } from "../parts/rating.tsx";
import { useResource } from "../parts/resource.ts";
import { SafetyPlanCard } from "../parts/safety_plan.tsx";
import { ScoreCard } from "../parts/score_card.tsx";
import { StaffTasks } from "../parts/staff_tasks.tsx";
import { Failed, Guard, Loading } from "../parts/states.tsx";
import { standing } from "../parts/timeline.ts";
import { Timeline } from "../parts/timeline_card.tsx";
import { address } from "../route.ts";

const say = words.patient;

function Heading({ record }: { record: PatientRecord }) {
  const { user, name } = useClinic();
  const now = useNow();
  const facts = [
    ...standing(record),
    record.patient.birthDate === null ? null : say.born(fullDay(record.patient.birthDate)),
    record.lastReceived === null ? say.never : say.received(ago(record.lastReceived, now)),
  ].filter((fact) => fact !== null);
  return (
    <header class="page-head">
      <div>
        <h1 tabIndex={-1} data-testid="patient-name">
          <PatientWord text={record.patient.name} />
        </h1>
        <p class="muted" data-testid="patient-standing">
          {facts.join(" · ")}
        </p>
        <p class="print-only">
          {say.printed(moment(new Date(now.ms).toISOString(), now), user.name, name)}
        </p>
      </div>
      <button type="button" class="screen-only" data-testid="print" onClick={() => print()}>
        {say.print}
      </button>
    </header>
  );
}

function Flags({ record, refresh }: { record: PatientRecord; refresh: () => Promise<void> }) {
  const { drafts } = useClinic();
  // A flag that somebody else closed stays while this window holds a note for it.
  const open = record.flags
    .filter((flag) => flag.status === "active" || drafts.has(`flag:${flag.id}`))
    .sort((a, b) => (b.tier ?? 0) - (a.tier ?? 0));
  if (open.length === 0) return null;
  const finished = new Set(record.responses.map((response) => response.id));
  return (
    <section class="flags" aria-labelledby="open-flags" data-testid="flags">
      <h2 class="sr" id="open-flags">
        {words.flag.heading}
      </h2>
      {open.map((flag) => (
        <FlagCard
          key={flag.id}
          flag={flag}
          finished={flag.response !== null && finished.has(flag.response)}
          refresh={refresh}
        />
      ))}
    </section>
  );
}

export function Patient({ id }: { id: string }) {
  const { client, live, drafts } = useClinic();
  const load = useCallback(() => client.patient(id), [client, id]);
  const patient = useResource(`patient:${id}`, load, live, (change) =>
    change === "everything" ? true : change.patient === id,
  );
  const loadEffects = useCallback(() => client.effects(id), [client, id]);
  const effects = useResource(`effects:${id}`, loadEffects, live, (change) =>
    change === "everything" ? true : change.patient === id,
  );
  const record = patient.value;
  const ready = record !== null;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (ready) box.current?.querySelector<HTMLElement>("h1")?.focus();
  }, [id, ready]);

  const refused = patient.problem instanceof Refusal && [403, 404].includes(patient.problem.status);
  // What may no longer be seen is taken away; what only could not be fetched again stays.
  if (!record || refused) {
    return patient.problem === null ? (
      <Loading />
    ) : (
      <Failed text={failure(patient.problem, say.what)} retry={() => void patient.refresh()} />
    );
  }
  const found = measures(record);
  const marks = sessionMarks(record);
  const plan = followedPlan(record);
  const card = (measure: Measure) => (
    <Guard key={measure.questionnaire}>
      <ScoreCard {...measure} sessions={marks} effects={effects.value?.counts ?? null} />
    </Guard>
  );
  // A phone that waits is somebody who stands there with it in the hand.
  const waiting = record.devices.some((device) => device.state === "pending");
  const phones = (
    <Guard key="phones">
      <Devices devices={record.devices} refresh={patient.refresh} />
    </Guard>
  );
  return (
    <div class="patient" ref={box} data-patient={id}>
      <Heading record={record} />
      {patient.problem !== null && (
        <Failed text={failure(patient.problem, say.what)} retry={() => void patient.refresh()} />
      )}
      <Guard>
        <Flags record={record} refresh={patient.refresh} />
      </Guard>
      <Jump
        parts={[
          { id: "timeline", name: words.timeline.title },
          { id: "plan", name: words.plan.title },
          { id: "eligibility", name: words.eligibility.title },
          { id: "effects", name: words.effects.title },
          { id: "journal", name: words.journal.title },
          { id: "safety-plan", name: words.safetyPlan.title },
          { id: "consents", name: words.consents.title },
          { id: "missing", name: words.missing.title },
        ].filter((part) => part.id !== "missing" || record.missing !== null)}
        dosing={plan === null ? null : address({ view: "dosing", id })}
      />
      <div class="columns">
        <div class="main-column">
          {record.responses.length === 0 && <p class="card muted">{words.score.none}</p>}
          {found.main.map(card)}
          <FurtherMeasures measures={found.further} draw={card} />
          <Guard>
            <PlanCard record={record} refresh={patient.refresh} />
          </Guard>
          <Guard>
            <Rating patient={id} plan={plan} refresh={patient.refresh} />
          </Guard>
          <Guard>
            <OtherForms forms={found.forms} />
          </Guard>
          <Guard>
            <Timeline record={record} />
          </Guard>
        </div>
        <div class="side-column">
          {waiting && phones}
          {record.staffTasks.length > 0 && (
            <Guard>
              <StaffTasks tasks={record.staffTasks} refresh={patient.refresh} />
            </Guard>
          )}
          <Guard>
            <EffectsCard patient={id} found={effects} refresh={patient.refresh} />
          </Guard>
          <Guard>
            <Journal entries={record.journal} />
          </Guard>
          {record.missing !== null && (
            <Guard>
              <MissingCard
                missing={record.missing}
                titleOf={(visit) => (plan ? titleOfVisit(plan, visit) : visit.visit)}
              />
            </Guard>
          )}
          <Guard>
            <Eligibility record={record} selfCheck={found.selfCheck} refresh={patient.refresh} />
          </Guard>
          <Guard>
            <SafetyPlanCard plan={record.safetyPlan} />
          </Guard>
          <Guard>
            <Consents patient={id} consents={record.consents} refresh={patient.refresh} />
          </Guard>
          <Guard>
            <Assignments patient={id} assignments={record.assignments} refresh={patient.refresh} />
          </Guard>
          {!waiting && phones}
          <EarlierFlags
            flags={record.flags.filter(
              (flag) => flag.status !== "active" && !drafts.has(`flag:${flag.id}`),
            )}
          />
        </div>
      </div>
    </div>
  );
}
