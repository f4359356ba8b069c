import { useId, useState } from "preact/hooks";
import type { DosingSession, Gate, GateSince, Plan, PlanChange } from "../api/plan_shapes.ts";
import { moment, shortDay, words } from "../words.ts";
import { useClinic, useNow } from "./clinic.ts";
import { instantOf, isoMinute } from "./days.ts";
import { Labelled } from "./labelled.tsx";
import { placeOfSession, withFormTitles } from "./plan.ts";
import { PlanRow, RowAction } from "./plan_row.tsx";
import { useSending } from "./sending.ts";
import { FormProblem } from "./states.tsx";

const say = words.session;

interface Shared {
  patient: string;
  refresh: () => Promise<void>;
}

/** What must hold before a session: said by word and sign, so that colour is never the only one. */
export function Gates({ session }: { session: Pick<DosingSession, "number" | "gates"> }) {
  return (
    <ul class="plain gates" aria-label={say.gates(session.number)}>
      {session.gates.map((gate: Gate) => (
        <li key={gate.gate} data-testid="gate" data-gate={gate.gate} data-open={gate.open}>
          <span class="gate-sign" aria-hidden="true">
            {gate.open ? "✓" : "○"}
          </span>
          <span>
            {say.gate(gate.gate)}{" "}
            <span class={gate.open ? "muted" : "accent"}>
              {gate.open ? say.isOpen : say.shut(gate.reason ?? "")}
            </span>
            {gate.missing.length > 0 && (
              <span class="muted small block">{say.missing(gate.missing.join(", "))}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What has become of them since the dose began. */
export function GatesSince({ since }: { since: readonly GateSince[] }) {
  if (since.length === 0) return null;
  const changes = since.map((one) =>
    one.open ? words.dosing.gateOpened(say.gate(one.gate)) : one.text,
  );
  return <p data-testid="gates-since">{words.dosing.sinceThen(changes)}</p>;
}

/** The one thing that is being changed about a session; nothing at first. */
type Doing = "move" | "cancel" | "prepared" | null;

function SessionRow({ patient, session, refresh }: Shared & { session: DosingSession }) {
  const { client } = useClinic();
  const now = useNow();
  const [doing, setDoing] = useState<Doing>(null);
  const { busy, problem, say: tell, send } = useSending(refresh);
  const id = `${useId()}-problem`;
  const { number } = session;

  const change: Change = async (asked, told, what = say.what) => {
    if (await send(() => client.changePlan(patient, asked), what, told)) setDoing(null);
  };
  const begin = (next: Doing) => {
    tell(null);
    setDoing(next);
  };
  return (
    <li
      id={placeOfSession(number)}
      tabIndex={-1}
      data-testid="dosing-session"
      data-session={number}
    >
      <PlanRow
        name={say.nameOn(number, shortDay(session.date, now))}
        ended={session.cancelled ? say.cancelled : null}
        actions={
          <>
            {session.gatesAt === null && (
              <>
                <RowAction
                  testId="session-move"
                  label={say.moveLabel(number)}
                  text={say.move}
                  onClick={() => begin("move")}
                />
                <RowAction
                  testId="session-cancel"
                  label={say.cancelLabel(number)}
                  text={say.cancel}
                  onClick={() => begin("cancel")}
                />
                <RowAction
                  testId="session-prepared"
                  label={say.preparedLabel(number)}
                  text={say.prepared}
                  onClick={() => begin("prepared")}
                />
              </>
            )}
            <RowAction
              testId="session-ready"
              label={say.readyLabel(number)}
              text={say.ready}
              disabled={busy}
              onClick={() => void change({ do: "ready", session: number }, say.wasReady)}
            />
          </>
        }
        form={
          doing === null ? null : (
            <SessionForm
              session={session}
              doing={doing}
              busy={busy}
              problemId={id}
              change={change}
              tell={tell}
              stop={() => begin(null)}
            />
          )
        }
        problem={{ id, text: problem }}
      >
        {session.moves.map((move) => (
          <p key={move.at} class="muted small" data-testid="session-moved">
            {say.movedFrom(shortDay(move.from, now), moment(move.at, now))}
          </p>
        ))}
        {!session.cancelled && (
          <>
            {session.gatesAt !== null ? (
              <p class="muted small">{words.dosing.gatesThen(moment(session.gatesAt, now))}</p>
            ) : (
              session.mayBeRecorded && <p class="muted small">{say.all}</p>
            )}
            <Gates session={session} />
            <GatesSince since={session.gatesSince} />
          </>
        )}
      </PlanRow>
    </li>
  );
}

type Change = (asked: PlanChange, told: string, what?: string) => Promise<void>;

interface FormProps {
  session: DosingSession;
  doing: NonNullable<Doing>;
  busy: boolean;
  problemId: string;
  change: Change;
  tell: (problem: string) => void;
  stop: () => void;
}

function SessionForm({ session, doing, busy, problemId, change, tell, stop }: FormProps) {
  const { client } = useClinic();
  const [day, setDay] = useState(session.date);
  const [at, setAt] = useState(() => isoMinute(client.now()));
  const { number } = session;

  const submit = (event: Event) => {
    event.preventDefault();
    if (doing === "move") {
      if (day === "") tell(say.missingDay);
      else void change({ do: "move", session: number, date: day }, say.moved);
    } else if (doing === "prepared") {
      const instant = instantOf(at);
      if (instant === null) tell(say.missingMoment);
      else {
        const asked: PlanChange = { do: "prepared", session: number, at: instant };
        void change(asked, say.wasPrepared, say.whatPrepared);
      }
    } else void change({ do: "cancel", session: number }, say.wasCancelled);
  };
  return (
    <form class="inline-form" noValidate onSubmit={submit}>
      {doing === "move" && (
        <Labelled label={say.moveTo(number)} day={day}>
          {(field) => (
            <input
              id={field}
              type="date"
              data-testid="session-move-day"
              value={day}
              onInput={(event) => setDay(event.currentTarget.value)}
            />
          )}
        </Labelled>
      )}
      {doing === "prepared" && (
        <Labelled label={say.preparedAt} day={at}>
          {(field) => (
            <input
              id={field}
              type="datetime-local"
              data-testid="session-prepared-at"
              value={at}
              onInput={(event) => setAt(event.currentTarget.value)}
            />
          )}
        </Labelled>
      )}
      {doing === "cancel" && <p>{say.sure(number)}</p>}
      <div class="buttons">
        <button type="submit" disabled={busy} data-testid="session-do" aria-describedby={problemId}>
          {doing === "move" ? say.moveDo : doing === "cancel" ? say.yes : say.preparedDo}
        </button>
        <button type="button" class="link" onClick={stop}>
          {say.stop}
        </button>
      </div>
    </form>
  );
}

function AddSession({ patient, refresh }: Shared) {
  const { client } = useClinic();
  const [day, setDay] = useState("");
  const { busy, problem, say: tell, send } = useSending(refresh);
  const id = useId();
  return (
    <form
      class="inline-form screen-only"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (day === "") {
          tell(say.missingDay);
          return;
        }
        void send(
          () => client.changePlan(patient, { do: "session", date: day }),
          say.what,
          say.added,
        ).then((done) => done && setDay(""));
      }}
    >
      <Labelled label={say.day} day={day}>
        {(field) => (
          <input
            id={field}
            type="date"
            data-testid="session-day"
            aria-describedby={`${id}-problem`}
            value={day}
            onInput={(event) => setDay(event.currentTarget.value)}
          />
        )}
      </Labelled>
      <button type="submit" disabled={busy} data-testid="session-add">
        {busy ? say.adding : say.add}
      </button>
      <FormProblem id={`${id}-problem`} text={problem} />
    </form>
  );
}

export function Sessions({ patient, plan, refresh }: Shared & { plan: Plan }) {
  return (
    <div class="sessions-of-plan">
      <h3>{say.title}</h3>
      {plan.sessions.length === 0 && <p class="muted">{say.none}</p>}
      <ul class="plain lines">
        {plan.sessions.map((session) => (
          <SessionRow
            key={session.number}
            patient={patient}
            session={withFormTitles(plan, session)}
            refresh={refresh}
          />
        ))}
      </ul>
      <AddSession patient={patient} refresh={refresh} />
    </div>
  );
}
