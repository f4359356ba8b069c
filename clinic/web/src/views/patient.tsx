import { useCallback, useEffect, useRef } from "preact/hooks";
import type { Answers, PatientRecord, Score } from "../api/shapes.ts";
import { Refusal } from "../api/client.ts";
import { ago, failure, fullDay, moment, words } from "../words.ts";
import { Assignments } from "../parts/assignments.tsx";
import { useClinic, useNow } from "../parts/clinic.ts";
import { Devices } from "../parts/devices.tsx";
import { EarlierFlags, FlagCard } from "../parts/flag_card.tsx";
import { Journal } from "../parts/journal.tsx";
import { PatientWord } from "../parts/patient_text.tsx";
import { useResource } from "../parts/resource.ts";
import { ScoreCard } from "../parts/score_card.tsx";
import { Failed, Guard, Loading } from "../parts/states.tsx";

const say = words.patient;

interface Measure {
  questionnaire: string;
  title: string;
  score: Score | null;
  responses: Answers[];
}

/** One card for each questionnaire that was scored or answered, in the server's order. */
function measures(record: PatientRecord): Measure[] {
  const found = new Map<string, Measure>();
  for (const score of record.scores) {
    const { questionnaire, title } = score;
    found.set(questionnaire, { questionnaire, title, score, responses: [] });
  }
  for (const response of record.responses) {
    const { questionnaire, title } = response;
    const measure = found.get(questionnaire) ?? {
      questionnaire,
      title,
      score: null,
      responses: [],
    };
    measure.responses.push(response);
    found.set(questionnaire, measure);
  }
  return [...found.values()];
}

function Heading({ record }: { record: PatientRecord }) {
  const { user, name } = useClinic();
  const now = useNow();
  const facts = [
    record.patient.birthDate === null ? null : say.born(fullDay(record.patient.birthDate)),
    record.lastReceived === null ? say.never : say.received(ago(record.lastReceived, now)),
  ].filter((fact) => fact !== null);
  return (
    <header class="page-head">
      <div>
        <h1 tabIndex={-1} data-testid="patient-name">
          <PatientWord text={record.patient.name} />
        </h1>
        <p class="muted">{facts.join(" · ")}</p>
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
      <div class="columns">
        <div class="main-column">
          {found.length === 0 && <p class="card muted">{words.score.none}</p>}
          {found.map((measure) => (
            <Guard key={measure.questionnaire}>
              <ScoreCard {...measure} />
            </Guard>
          ))}
        </div>
        <div class="side-column">
          {waiting && phones}
          <Guard>
            <Journal entries={record.journal} />
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
