import { useCallback, useEffect, useRef } from "preact/hooks";
import type { SelfCheck } from "../api/care_shapes.ts";
import type { Effects } from "../api/effect_shapes.ts";
import type { PatientRecord, SafetyFlag } from "../api/shapes.ts";
import { Refusal } from "../api/client.ts";
import { ago, failure, fullDay, moment, words } from "../words.ts";
import { Assignments } from "../parts/assignments.tsx";
import { useClinic, useNow } from "../parts/clinic.ts";
import { Consents } from "../parts/consents.tsx";
import { Devices } from "../parts/devices.tsx";
import type { Drafts } from "../parts/drafts.ts";
import { EffectsCard } from "../parts/effects_card.tsx";
import { Eligibility } from "../parts/eligibility.tsx";
import { EarlierFlags, FlagCard } from "../parts/flag_card.tsx";
import { FurtherMeasures } from "../parts/further_measures.tsx";
import { Journal } from "../parts/journal.tsx";
import { Jump } from "../parts/jump.tsx";
import type { Part } from "../parts/jump.tsx";
import { measures, sessionMarks } from "../parts/measures.ts";
import type { Measure, Measures } from "../parts/measures.ts";
import { MissingCard } from "../parts/missing_card.tsx";
import { OtherForms } from "../parts/other_forms.tsx";
import { PatientWord } from "../parts/patient_text.tsx";
import { PhoneNumber } from "../parts/phone_number.tsx";
import { followedPlan, titleOfVisit } from "../parts/plan.ts";
import { PlanCard } from "../parts/plan_card.tsx";
import { Rating } from "../parts/rating.tsx";
import { useResource } from "../parts/resource.ts";
import type { Resource } from "../parts/resource.ts";
import { SafetyPlanCard } from "../parts/safety_plan.tsx";
import { ScoreCard } from "../parts/score_card.tsx";
import { StaffTasks } from "../parts/staff_tasks.tsx";
import { Failed, Guard, Loading } from "../parts/states.tsx";
import { standing } from "../parts/timeline.ts";
import { Timeline } from "../parts/timeline_card.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { waitingLines } from "../parts/waiting_lines.ts";
import type { WaitingLine } from "../parts/waiting_lines.ts";
import { address } from "../route.ts";

const say = words.patient;

/** Tells the style sheet how high the strip is: a name may be long, and the way about has several lines. */
function useStripHeight() {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = strip;
    if (!current) return;
    const { style } = document.documentElement;
    const watch = new ResizeObserver(() =>
      style.setProperty("--strip-height", `${current.offsetHeight}px`),
    );
    watch.observe(current);
    return () => {
      watch.disconnect();
      style.removeProperty("--strip-height");
    };
  }, []);
  return strip;
}

/** Stays in sight: who this is, how to ring them, and the way to each part of a long page. */
function Strip({ record, parts }: { record: PatientRecord; parts: Part[] }) {
  const { user, name } = useClinic();
  const now = useNow();
  const strip = useStripHeight();
  const { birthDate, phone } = record.patient;
  const facts = [
    ...standing(record),
    birthDate === null ? null : say.born(fullDay(birthDate)),
    record.lastReceived === null ? say.never : say.received(ago(record.lastReceived, now)),
  ].filter((fact) => fact !== null);
  return (
    <div class="strip" ref={strip}>
      <header class="page-head">
        <div>
          <h1 tabIndex={-1} data-testid="patient-name">
            <PatientWord text={record.patient.name} />
          </h1>
          <p class="muted">
            <span data-testid="patient-standing">{facts.join(" · ")}</span>
            {" · "}
            {phone === null ? (
              <span>{say.noPhone}</span>
            ) : (
              <PhoneNumber number={phone} testId="patient-phone" />
            )}
          </p>
          <p class="print-only">
            {say.printed(moment(new Date(now.ms).toISOString(), now), user.name, name)}
          </p>
        </div>
        <button type="button" class="screen-only" data-testid="print" onClick={() => print()}>
          {say.print}
        </button>
      </header>
      <Jump
        parts={parts}
        dosing={
          followedPlan(record) === null ? null : address({ view: "dosing", id: record.patient.id })
        }
      />
    </div>
  );
}

interface Shared {
  record: PatientRecord;
  refresh: () => Promise<void>;
}

/** A flag that somebody else closed stays while this window holds a note for it. */
function openFlags(record: PatientRecord, drafts: Drafts): SafetyFlag[] {
  return record.flags
    .filter((flag) => flag.status === "active" || drafts.has(`flag:${flag.id}`))
    .sort((a, b) => (b.tier ?? 0) - (a.tier ?? 0));
}

function Flags({ record, refresh, effects }: Shared & { effects: Effects | null }) {
  const { drafts } = useClinic();
  const open = openFlags(record, drafts);
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
          record={record}
          effects={effects}
          finished={flag.response !== null && finished.has(flag.response)}
          refresh={refresh}
        />
      ))}
    </section>
  );
}

const hasOpenTask = (record: PatientRecord) => record.staffTasks.some((task) => task.open);
// A phone that waits is somebody who stands there with it in the hand; one that was stopped, because
// its code was used twice, is nobody's until a clinician says whose it is.
const hasWaitingPhone = (record: PatientRecord) =>
  record.devices.some((device) => ["pending", "suspended"].includes(device.state));

interface NowProps extends Shared {
  effects: Effects | null;
  rest: WaitingLine[];
  /** Whether the phones stand here. */
  phones: boolean;
}

/** Everything that waits for the clinic, across the whole width and before all else. */
function NowPart({ record, refresh, effects, rest, phones }: NowProps) {
  return (
    <section class="now" aria-labelledby="now" data-testid="now">
      <h2 class="group" id="now" tabIndex={-1}>
        {say.now}
      </h2>
      <Guard>
        <Flags record={record} refresh={refresh} effects={effects} />
      </Guard>
      <div class="now-cards">
        {hasOpenTask(record) && (
          <Guard>
            <StaffTasks tasks={record.staffTasks} refresh={refresh} />
          </Guard>
        )}
        {rest.length > 0 && <Waiting lines={rest} />}
        {phones && (
          <Guard>
            <Devices devices={record.devices} refresh={refresh} />
          </Guard>
        )}
      </div>
    </section>
  );
}

interface FoldedProps extends Shared {
  effects: Effects | null;
  check: Resource<SelfCheck>;
  found: Measures;
  phones: boolean;
}

/** What is looked at when it is asked for: one line each, which opens in place. */
function Folded({ record, refresh, effects, check, found, phones }: FoldedProps) {
  const { drafts } = useClinic();
  const plan = followedPlan(record);
  const patient = record.patient.id;
  return (
    <div class="folds">
      <Guard>
        <PlanCard record={record} refresh={refresh} />
      </Guard>
      <Guard>
        <Eligibility record={record} check={check} selfCheck={found.selfCheck} refresh={refresh} />
      </Guard>
      <Guard>
        <Consents patient={patient} consents={record.consents} refresh={refresh} />
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
        <OtherForms forms={found.forms} />
      </Guard>
      {phones && (
        <Guard>
          <Devices devices={record.devices} refresh={refresh} />
        </Guard>
      )}
      {!hasOpenTask(record) && record.staffTasks.length > 0 && (
        <Guard>
          <StaffTasks tasks={record.staffTasks} refresh={refresh} />
        </Guard>
      )}
      <EarlierFlags
        effects={effects}
        flags={record.flags.filter(
          (flag) => flag.status !== "active" && !drafts.has(`flag:${flag.id}`),
        )}
      />
    </div>
  );
}

function partsOf(record: PatientRecord, hasNow: boolean): Part[] {
  const parts = [
    { id: "now", name: say.now },
    { id: "scores", name: words.score.heading },
    { id: "effects", name: words.effects.title },
    { id: "journal", name: words.journal.short },
    { id: "safety-plan", name: words.safetyPlan.title },
    { id: "timeline", name: words.timeline.title },
    { id: "assignments", name: words.assign.short },
    { id: "plan", name: words.plan.title },
    { id: "eligibility", name: words.eligibility.title },
    { id: "consents", name: words.consents.title },
    { id: "missing", name: words.missing.short },
  ];
  const absent = new Set([...(hasNow ? [] : ["now"]), ...(record.missing ? [] : ["missing"])]);
  return parts.filter((part) => !absent.has(part.id));
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
  const loadDosing = useCallback(() => client.dosing(id), [client, id]);
  const dosing = useResource(`dosing:${id}`, loadDosing, live, (change) =>
    change === "everything" ? true : change.patient === id,
  );
  const loadCheck = useCallback(() => client.eligibility(id), [client, id]);
  const check = useResource(`eligibility:${id}`, loadCheck, live, (change) =>
    change === "everything" ? true : change.patient === id,
  );
  const now = useNow();
  const phoneWaited = useRef(false);
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
  const [lead, ...others] = found.main;
  const card = (measure: Measure) => (
    <Guard key={measure.questionnaire}>
      <ScoreCard
        {...measure}
        sessions={marks}
        effects={effects.value?.counts ?? null}
        lead={measure === lead}
      />
    </Guard>
  );
  // What was confirmed stays where that was done, until the reader leaves.
  if (hasWaitingPhone(record)) phoneWaited.current = true;
  const phonesFirst = phoneWaited.current;
  const loaded = { effects: effects.value, dosing: dosing.value, check: check.value };
  const rest = waitingLines(record, loaded, now);
  const hasNow =
    openFlags(record, drafts).length > 0 || hasOpenTask(record) || phonesFirst || rest.length > 0;
  const shared = { record, refresh: patient.refresh, effects: effects.value };
  return (
    <div class="patient" ref={box} data-patient={id}>
      <Strip record={record} parts={partsOf(record, hasNow)} />
      {patient.problem !== null && (
        <Failed text={failure(patient.problem, say.what)} retry={() => void patient.refresh()} />
      )}
      {hasNow && <NowPart {...shared} rest={rest} phones={phonesFirst} />}
      <h2 class="group" id="scores" tabIndex={-1}>
        {words.score.heading}
      </h2>
      <div class="columns">
        <div class="main-column">
          {record.responses.length === 0 && <p class="card muted">{words.score.none}</p>}
          {lead && card(lead)}
        </div>
        <div class="side-column">
          <Guard>
            <EffectsCard patient={id} found={effects} refresh={patient.refresh} />
          </Guard>
        </div>
      </div>
      {others.length > 0 && <div class="score-grid">{others.map(card)}</div>}
      <FurtherMeasures measures={found.further} draw={card} />
      <div class="columns">
        <div class="main-column">
          <Guard>
            <Journal entries={record.journal} />
          </Guard>
        </div>
        <div class="side-column">
          <Guard>
            <SafetyPlanCard plan={record.safetyPlan} />
          </Guard>
        </div>
      </div>
      <Guard>
        <Timeline record={record} effects={effects.value} dosing={dosing.value} />
      </Guard>
      <div class="columns">
        <div class="main-column">
          <Guard>
            <Assignments patient={id} assignments={record.assignments} refresh={patient.refresh} />
          </Guard>
        </div>
        <div class="side-column">
          <Guard>
            <Rating patient={id} plan={plan} refresh={patient.refresh} />
          </Guard>
        </div>
      </div>
      <Folded {...shared} check={check} found={found} phones={!phonesFirst} />
    </div>
  );
}
