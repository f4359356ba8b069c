import { useId, useState } from "preact/hooks";
import type { Appointment, Plan, PlanChange } from "../api/plan_shapes.ts";
import { onTheirClock, words } from "../words.ts";
import { useClinic } from "./clinic.ts";
import { Labelled } from "./labelled.tsx";
import { PatientWord } from "./patient_text.tsx";
import { PlanRow, RowAction } from "./plan_row.tsx";
import { useSending } from "./sending.ts";
import { FormProblem } from "./states.tsx";

const say = words.appointment;

interface Shared {
  patient: string;
  refresh: () => Promise<void>;
}

interface Typed {
  title: string;
  date: string;
  time: string;
  minutes: string;
  with: string;
  where: string;
  note: string;
}
const nothing: Typed = {
  title: "",
  date: "",
  time: "",
  minutes: "",
  with: "",
  where: "",
  note: "",
};

function typedFrom(appointment: Appointment): Typed {
  const { title, start, minutes, note } = appointment;
  return {
    title,
    date: start.slice(0, 10),
    time: start.slice(11, 16),
    minutes: minutes === null ? "" : String(minutes),
    with: appointment.with ?? "",
    where: appointment.where ?? "",
    note: note ?? "",
  };
}

function AppointmentForm({
  patient,
  refresh,
  appointment,
  stop,
}: Shared & { appointment: Appointment | null; stop: () => void }) {
  const { client } = useClinic();
  const [typed, setTyped] = useState(appointment === null ? nothing : typedFrom(appointment));
  const { busy, problem, say: tell, send } = useSending(refresh);
  const id = useId();
  const set = (name: keyof Typed) => (event: { currentTarget: HTMLInputElement }) =>
    setTyped({ ...typed, [name]: event.currentTarget.value });

  const submit = (event: Event) => {
    event.preventDefault();
    const { title, date, time } = typed;
    if (title.trim() === "" || date === "" || time === "") {
      tell(say.missing);
      return;
    }
    const asked: PlanChange = {
      do: "appoint",
      ...typed,
      title: title.trim(),
      minutes: typed.minutes === "" ? null : Number(typed.minutes),
      ...(appointment === null ? {} : { appointment: appointment.number }),
    };
    void send(() => client.changePlan(patient, asked), say.what, say.made).then(
      (done) => done && stop(),
    );
  };
  const input = (name: keyof Typed, type: string) => (field: string) => (
    <input
      id={field}
      type={type}
      data-testid={`appointment-${name}`}
      aria-describedby={`${id}-problem`}
      value={typed[name]}
      onInput={set(name)}
    />
  );
  return (
    <form
      class="inline-form screen-only"
      noValidate
      aria-describedby={`${id}-hint`}
      onSubmit={submit}
    >
      <p class="hint" id={`${id}-hint`}>
        {say.hint}
      </p>
      <Labelled label={say.title}>{input("title", "text")}</Labelled>
      <Labelled label={say.day} day={typed.date}>
        {input("date", "date")}
      </Labelled>
      <Labelled label={say.time}>{input("time", "time")}</Labelled>
      <Labelled label={say.minutes}>{input("minutes", "number")}</Labelled>
      <Labelled label={say.with}>{input("with", "text")}</Labelled>
      <Labelled label={say.where}>{input("where", "text")}</Labelled>
      <Labelled label={say.note}>{input("note", "text")}</Labelled>
      <div class="buttons">
        <button type="submit" disabled={busy} data-testid="appointment-submit">
          {say.submit}
        </button>
        <button type="button" class="link" onClick={stop}>
          {say.stop}
        </button>
      </div>
      <FormProblem id={`${id}-problem`} text={problem} />
    </form>
  );
}

function AppointmentRow({ patient, refresh, appointment }: Shared & { appointment: Appointment }) {
  const { client } = useClinic();
  const [changing, setChanging] = useState(false);
  const { busy, problem, send } = useSending(refresh);
  const id = useId();
  const when = onTheirClock(appointment.start);
  const about = [appointment.where, appointment.note].filter((text) => text !== null);
  const cancel = () =>
    void send(
      () =>
        client.changePlan(patient, {
          do: "cancel-appointment",
          appointment: appointment.number,
        }),
      say.what,
      say.wasCancelled,
    );
  return (
    <li data-testid="appointment" data-next={appointment.next}>
      <PlanRow
        name={when}
        ended={appointment.cancelled ? say.cancelled : null}
        mark={appointment.next ? say.next : null}
        actions={
          <>
            <RowAction
              testId="appointment-change"
              label={say.changeLabel(when)}
              text={say.change}
              onClick={() => setChanging(true)}
            />
            <RowAction
              testId="appointment-cancel"
              label={say.cancelLabel(when)}
              text={say.cancel}
              disabled={busy}
              onClick={cancel}
            />
          </>
        }
        form={
          changing ? (
            <AppointmentForm
              patient={patient}
              refresh={refresh}
              appointment={appointment}
              stop={() => setChanging(false)}
            />
          ) : null
        }
        problem={{ id: `${id}-problem`, text: problem }}
      >
        <p>
          <PatientWord text={say.about(appointment.title, appointment.with, appointment.minutes)} />
        </p>
        {about.length > 0 && <p class="muted small">{about.join(" · ")}</p>}
      </PlanRow>
    </li>
  );
}

/** When the patient and the clinic meet; the phone shows the same. */
export function Appointments({ patient, plan, refresh }: Shared & { plan: Plan }) {
  const [adding, setAdding] = useState(false);
  return (
    <div class="sessions-of-plan" data-testid="appointments">
      <h3>{say.heading}</h3>
      {plan.appointments.length === 0 && <p class="muted">{say.none}</p>}
      <ul class="plain lines">
        {plan.appointments.map((appointment) => (
          <AppointmentRow
            key={appointment.number}
            patient={patient}
            refresh={refresh}
            appointment={appointment}
          />
        ))}
      </ul>
      {adding ? (
        <AppointmentForm
          patient={patient}
          refresh={refresh}
          appointment={null}
          stop={() => setAdding(false)}
        />
      ) : (
        <button
          type="button"
          class="screen-only"
          data-testid="appointment-add"
          onClick={() => setAdding(true)}
        >
          {say.add}
        </button>
      )}
    </div>
  );
}
