import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Assignment, QuestionnaireName } from "../api/shapes.ts";
import {
  daysBetween,
  failure,
  onScreen,
  readInstant,
  shortDay,
  taskIsOpen,
  taskStatus,
  words,
} from "../words.ts";
import type { Now } from "../words.ts";
import { useClinic, useNow } from "./clinic.ts";
import { inDays, isoDay } from "./days.ts";
import { TypedDay } from "./labelled.tsx";
import { More } from "./more.tsx";
import { PatientWord } from "./patient_text.tsx";
import { FormProblem } from "./states.tsx";

const say = words.assign;
const usualDays = 7;

function Due({ assignment, now }: { assignment: Assignment; now: Now }) {
  if (assignment.due === null) return <span class="muted">{say.noDue}</span>;
  const ms = readInstant(assignment.due);
  const late = taskIsOpen(assignment.status) && ms !== null && daysBetween(ms, now.ms) > 0;
  const day = shortDay(assignment.due, now);
  return late ? <span class="accent">{say.overdue(day)}</span> : <span>{say.dueOn(day)}</span>;
}

function Rows({ assignments, now }: { assignments: Assignment[]; now: Now }) {
  return (
    <ul class="plain lines">
      {assignments.map((each) => (
        <li key={each.id} data-testid="assignment">
          <PatientWord text={each.title ?? each.questionnaire} />
          <span class="muted small">
            <PatientWord text={taskStatus(each.status)} /> · <Due assignment={each} now={now} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function AssignForm({ patient, done }: { patient: string; done: () => Promise<void> }) {
  const { client, drafts, announce, patients } = useClinic();
  const key = `assign:${patient}`;
  const [known, setKnown] = useState<QuestionnaireName[]>([]);
  const [chosen, setChosen] = useState(() => drafts.get(key));
  const [due, setDue] = useState(() => drafts.get(`${key}:due`) || inDays(client.now(), usualDays));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const select = useRef<HTMLSelectElement>(null);
  const id = useId();

  useEffect(() => {
    let current = true;
    client.questionnaires().then(
      (list) => current && setKnown(list),
      (error: unknown) => current && setProblem(failure(error, "")),
    );
    return () => {
      current = false;
    };
  }, [client]);

  const choose = (questionnaire: string) => {
    drafts.set(key, questionnaire);
    setChosen(questionnaire);
    setProblem(null);
  };

  const assign = async (event: Event) => {
    event.preventDefault();
    if (chosen === "" || due === "") {
      setProblem(say.missing);
      select.current?.focus();
      return;
    }
    if (due < isoDay(client.now())) {
      setProblem(say.isOver(shortDay(due, onScreen(client.now()))));
      return;
    }
    setBusy(true);
    try {
      await client.assign(patient, chosen, due);
      const title = known.find((each) => each.id === chosen)?.title ?? chosen;
      announce(say.done(title, shortDay(due, onScreen(client.now()))));
      choose("");
      drafts.set(`${key}:due`, "");
      await Promise.all([done(), patients.refresh()]);
    } catch (error) {
      setProblem(failure(error, say.what));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="assign" onSubmit={(event) => void assign(event)} noValidate>
      <div class="field">
        <label for={`${id}-what`}>{say.questionnaire}</label>
        <select
          id={`${id}-what`}
          ref={select}
          required
          data-testid="assign-questionnaire"
          aria-describedby={`${id}-problem`}
          value={chosen}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">{say.choose}</option>
          {known.map((each) => (
            <option key={each.id} value={each.id}>
              {each.title}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for={`${id}-due`}>{say.due}</label>
        <input
          id={`${id}-due`}
          type="date"
          required
          data-testid="assign-due"
          aria-describedby={`${id}-problem`}
          min={isoDay(client.now())}
          value={due}
          onInput={(event) => {
            setDue(event.currentTarget.value);
            drafts.set(`${key}:due`, event.currentTarget.value);
            setProblem(null);
          }}
        />
        <TypedDay value={due} />
      </div>
      <button type="submit" disabled={busy} data-testid="assign-submit">
        {busy ? say.busy : say.submit}
      </button>
      <FormProblem id={`${id}-problem`} text={problem} />
    </form>
  );
}

interface Props {
  patient: string;
  assignments: Assignment[];
  refresh: () => Promise<void>;
}

export function Assignments({ patient, assignments, refresh }: Props) {
  const [all, setAll] = useState(false);
  const now = useNow();
  const open = assignments.filter((each) => taskIsOpen(each.status));
  const past = assignments.filter((each) => !taskIsOpen(each.status));
  return (
    <section class="card" aria-labelledby="assignments" data-testid="assignments">
      <h2 id="assignments" tabIndex={-1}>
        {say.title}
      </h2>
      {open.length === 0 && <p class="muted">{say.none}</p>}
      <Rows assignments={open} now={now} />
      {past.length > 0 &&
        (all ? (
          <Rows assignments={past} now={now} />
        ) : (
          <More text={say.earlier(past.length)} testId="assign-more" show={() => setAll(true)} />
        ))}
      <AssignForm key={patient} patient={patient} done={refresh} />
    </section>
  );
}
