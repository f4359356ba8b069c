import { useId, useState } from "preact/hooks";
import type { StaffTask } from "../api/care_shapes.ts";
import { moment, words } from "../words.ts";
import { useClinic, useNow } from "./clinic.ts";
import { Fold } from "./fold.tsx";
import { Labelled } from "./labelled.tsx";
import { More } from "./more.tsx";
import { PatientText, PatientWord } from "./patient_text.tsx";
import { useDraft, useSending } from "./sending.ts";
import { FormProblem } from "./states.tsx";

const say = words.tasks;

interface Props {
  task: StaffTask;
  refresh: () => Promise<void>;
}

/** Closed only with a note, like a flag. The note stays while it could not be saved. */
function CloseTask({ task, refresh }: Props) {
  const { client } = useClinic();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useDraft(`task:${task.id}`);
  const { busy, problem, say: tell, send } = useSending(refresh);
  const id = useId();
  if (!open && note === "") {
    return (
      <button
        type="button"
        class="link screen-only"
        data-testid="task-open"
        aria-label={say.closeLabel(task.title)}
        onClick={() => setOpen(true)}
      >
        {say.close}
      </button>
    );
  }
  const submit = (event: Event) => {
    event.preventDefault();
    const text = note.trim();
    if (text === "") {
      tell(say.missing);
      return;
    }
    void send(() => client.closeTask(task.id, text), say.what, say.done).then(
      (done) => done && setNote(""),
    );
  };
  return (
    <form class="stack screen-only" noValidate onSubmit={submit}>
      <Labelled label={say.note}>
        {(field) => (
          <textarea
            id={field}
            rows={2}
            data-testid="task-note"
            aria-describedby={`${id}-problem`}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        )}
      </Labelled>
      <FormProblem id={`${id}-problem`} text={problem} />
      <div class="buttons">
        <button type="submit" disabled={busy} data-testid="task-close">
          {busy ? say.busy : say.submit}
        </button>
        <button
          type="button"
          class="link"
          onClick={() => {
            setNote("");
            setOpen(false);
          }}
        >
          {say.cancel}
        </button>
      </div>
    </form>
  );
}

export function StaffTasks({
  tasks,
  refresh,
}: {
  tasks: StaffTask[];
  refresh: () => Promise<void>;
}) {
  const [all, setAll] = useState(false);
  const now = useNow();
  const open = tasks
    .filter((task) => task.open)
    .sort((a, b) => Number(b.urgent) - Number(a.urgent));
  const closed = tasks.filter((task) => !task.open);
  const list = (
    <>
      <ul class="plain lines">
        {open.map((task) => (
          <li key={task.id} data-testid="staff-task" data-task={task.id}>
            <PatientWord text={task.title} letters={300} />{" "}
            {task.urgent && <strong class="urgent">{say.urgent}</strong>}{" "}
            <span class="muted small">
              {say.since(moment(task.created, now))}
              {
                // Where the day is known the title says it with the session.
                task.sessionDate === null &&
                  task.session !== null &&
                  task.session > 0 &&
                  ` · ${say.session(task.session)}`
              }
              {task.forms.length > 0 && (
                <>
                  {" · "}
                  <PatientWord text={task.forms.map((form) => form.title).join(", ")} />
                </>
              )}
            </span>
            <CloseTask task={task} refresh={refresh} />
          </li>
        ))}
      </ul>
      {closed.length > 0 &&
        (all ? (
          <ul class="plain lines">
            {closed.map((task) => (
              <li key={task.id} data-testid="staff-task-closed">
                <PatientWord text={task.title} letters={300} />
                {task.note !== null && <PatientText text={task.note} />}
                {task.reason !== null && <PatientText text={task.reason} />}
                <span class="muted small">
                  <PatientWord
                    text={
                      task.closedBy === null && task.reason !== null
                        ? say.endedByItself(moment(task.closed, now))
                        : say.by(task.closedBy ?? "", moment(task.closed, now))
                    }
                  />
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <More text={say.closed(closed.length)} testId="task-more" show={() => setAll(true)} />
        ))}
    </>
  );
  if (open.length === 0)
    return (
      <Fold id="tasks" title={say.title} testId="staff-tasks" summary={say.none}>
        {list}
      </Fold>
    );
  return (
    <section class="card" id="part-tasks" aria-labelledby="tasks" data-testid="staff-tasks">
      <h3 id="tasks" tabIndex={-1}>
        {say.title}
      </h3>
      {list}
    </section>
  );
}
