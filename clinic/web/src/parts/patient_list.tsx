import { useId, useState } from "preact/hooks";
import type { PatientRow, SinceBaseline } from "../api/shapes.ts";
import { age, ago, change, failure, fullDay, score, words } from "../words.ts";
import type { Now } from "../words.ts";
import { useClinic, useNow } from "./clinic.ts";
import { group, matching, tasksByPatient, tellApart } from "./grouping.ts";
import type { Apart, TaskCount } from "./grouping.ts";
import { PatientWord } from "./patient_text.tsx";
import { Spark } from "./spark.tsx";
import { Failed, Loading } from "./states.tsx";
import { TierPill, tierWord } from "./tier.tsx";
import { address } from "../route.ts";

const say = words.overview;

function latestWords(row: PatientRow): string | null {
  return row.latest ? score(row.latest.value, row.latest.band) : null;
}

/** One line of the same look, whether it is better, worse, the same or not known. */
function changeLine(since: SinceBaseline | null, latest: PatientRow["latest"]): string | null {
  if (since === null) return null;
  const shown = latest?.questionnaire ?? null;
  const { title, value, difference } = since;
  const what =
    value === null
      ? say.unscored
      : difference === null
        ? say.noBaseline
        : say.sinceBaseline(change(difference));
  if (since.questionnaire !== shown) return say.ofMeasure(title, what);
  // The measure's name stands before the number already; the newest answer may have no number.
  return latest?.value === null && value !== null ? say.lastScore(value, what) : what;
}

/** The flag to look at first: how urgent, about what, since when. */
function FlagReason({ row, now }: { row: PatientRow; now: Now }) {
  const top = row.topFlag;
  if (top === null)
    return <strong class="care">{say.flags(row.openFlags, age(row.oldestFlag, now))}</strong>;
  const about = top.title === null ? null : say.about(top.title, top.itemLabel, top.effect);
  return (
    <>
      <TierPill tier={top.tier} text={tierWord(top.tier, top.helpNow)} />
      <span class="sr"> {say.flag}, </span>
      <strong class="care">
        <PatientWord text={say.flagFor(about, age(top.received, now))} />
      </strong>
      {row.openFlags > 1 && <span class="care">{say.moreFlags(row.openFlags - 1)}</span>}
    </>
  );
}

const noTasks: TaskCount = { open: 0, urgent: 0 };

/** What makes this patient's row stand where it stands, in a few words. */
function Reason({ row, tasks, now }: { row: PatientRow; tasks: TaskCount; now: Now }) {
  const parts: string[] = [];
  const usual = tasks.open - tasks.urgent;
  if (usual > 0) parts.push(words.tasks.count(usual));
  if (row.overdue > 0) parts.push(say.overdue(row.overdue));
  if (row.due > 0) parts.push(say.dueCount(row.due));
  if (row.pendingDevices > 0) parts.push(say.pending(row.pendingDevices));
  const flagged = row.openFlags > 0;
  const stopped = row.stoppedDevices > 0;
  const quiet = row.lastReceived === null ? say.nothingYet : null;
  return (
    <span class="reason">
      {flagged && <FlagReason row={row} now={now} />}
      {stopped && <strong class="care">{say.stopped}</strong>}
      {tasks.urgent > 0 && (
        <strong class="urgent" data-testid="urgent-tasks">
          {words.tasks.urgentCount(tasks.urgent)}
        </strong>
      )}
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
      {!flagged && !stopped && tasks.urgent === 0 && parts.length === 0 && (
        <span class="narrow-only">{quiet ?? latestWords(row) ?? ""}</span>
      )}
    </span>
  );
}

interface RowProps {
  row: PatientRow;
  /** Where somebody else has the same name. */
  apart: Apart | null;
  tasks: TaskCount;
  now: Now;
  current: boolean;
}

function Row({ row, apart, tasks, now, current }: RowProps) {
  const latest = latestWords(row);
  const by = row.latest?.change ?? null;
  const since = changeLine(row.sinceBaseline, row.latest);
  return (
    <li>
      <a
        class={row.openFlags > 0 ? "patient-row flagged" : "patient-row"}
        href={address({ view: "patient", id: row.id })}
        data-testid="patient-row"
        data-patient={row.id}
        aria-current={current ? "page" : undefined}
      >
        <span class="who">
          <span class="name">
            <PatientWord text={row.name} letters={200} />
            {apart !== null && (
              <span class="muted small" data-testid="patient-apart">
                {" "}
                {say.apart(
                  apart.birthDate === null ? null : fullDay(apart.birthDate),
                  apart.number,
                )}
              </span>
            )}
          </span>
          <Reason row={row} tasks={tasks} now={now} />
        </span>
        <Spark values={row.spark} />
        <span class="wide-only latest">
          {row.latest && latest ? (
            <>
              <span class="measure">
                {row.latest.title ?? row.latest.questionnaire.toUpperCase()}
              </span>{" "}
              {latest}
              {by !== null && <span class="muted by">{say.sinceLast(change(by))}</span>}
              {since !== null && (
                <span class="muted by" data-testid="patient-change">
                  {since}
                </span>
              )}
            </>
          ) : (
            <span class="muted">{say.nothingYet}</span>
          )}
        </span>
        <span class="wide-only muted received">
          {row.lastReceived !== null && say.received(ago(row.lastReceived, now))}
        </span>
      </a>
    </li>
  );
}

/** The list of patients: narrow beside a patient, wide as the first page. */
export function PatientList({ current }: { current: string | null }) {
  const { patients, tasks } = useClinic();
  const [search, setSearch] = useState("");
  const now = useNow();
  const id = useId();
  const rows = patients.value ? matching(patients.value, search) : null;
  const open = tasksByPatient(tasks.value ?? []);
  const groups = rows && group(rows, open);
  const apart = tellApart(patients.value ?? []);
  const section = (name: string, title: string, members: PatientRow[], empty: string | null) =>
    (members.length > 0 || empty) && (
      <section aria-labelledby={`${id}-${name}`} key={name}>
        <h2 class="group" id={`${id}-${name}`}>
          {title}
        </h2>
        {members.length > 0 ? (
          <ul class="rows">
            {members.map((row) => (
              <Row
                key={row.id}
                row={row}
                apart={apart.get(row.id) ?? null}
                tasks={open.get(row.id) ?? noTasks}
                now={now}
                current={row.id === current}
              />
            ))}
          </ul>
        ) : (
          <p class="muted empty">{empty}</p>
        )}
      </section>
    );
  return (
    <nav class="patient-list" aria-label={words.nav.patients}>
      <input
        class="search"
        type="search"
        data-testid="patient-search"
        aria-label={words.nav.searchLabel}
        aria-keyshortcuts="/"
        placeholder={words.nav.search}
        autocomplete="off"
        spellcheck={false}
        value={search}
        onInput={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = event.currentTarget
            .closest("nav")
            ?.querySelector<HTMLElement>("[data-testid='patient-row']");
          if (event.key === "Escape") {
            setSearch("");
            event.currentTarget.blur();
          } else if (event.key === "Enter" && search !== "") {
            event.preventDefault();
            first?.click();
          } else if (event.key === "ArrowDown") {
            event.preventDefault();
            first?.focus();
          }
        }}
      />
      <p class="sr" role="status">
        {search && rows ? say.matches(rows.length) : ""}
      </p>
      {patients.problem !== null && (
        <Failed text={failure(patients.problem, say.what)} retry={patients.refresh} />
      )}
      {!groups && patients.problem === null && <Loading />}
      {groups && rows && (
        <>
          {patients.value?.length === 0 && <p class="muted empty">{say.nobody}</p>}
          {search !== "" && rows.length === 0 && <p class="muted empty">{say.noMatch}</p>}
          {rows.length > 0 &&
            section("now", say.now, groups.now, search === "" ? say.nobodyNow : null)}
          {section("due", say.due, groups.due, null)}
          {section("rest", say.rest, groups.rest, null)}
        </>
      )}
    </nav>
  );
}
