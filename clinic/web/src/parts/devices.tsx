import { useId, useState } from "preact/hooks";
import type { Device } from "../api/shapes.ts";
import { ago, deviceState, failure, words } from "../words.ts";
import { useClinic, useNow } from "./clinic.ts";
import { Fold } from "./fold.tsx";
import { PatientWord } from "./patient_text.tsx";
import { FormProblem } from "./states.tsx";
import { visibleText } from "./visible.ts";

const say = words.device;

interface ActionProps {
  device: { id: string; digits: string | null; name: string };
  done: () => Promise<void>;
}

/** A phone that waits: the same six digits must stand on both screens. */
export function ConfirmDevice({ device, done }: ActionProps) {
  const { client, announce } = useClinic();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const id = useId();
  const digits = device.digits ?? typed.replace(/\s/g, "");

  const act = async (job: () => Promise<void>, what: string, told: string) => {
    setBusy(true);
    setProblem(null);
    try {
      await job();
      announce(told);
      await done();
    } catch (error) {
      setProblem(failure(error, what));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      class="confirm"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void act(() => client.confirmDevice(device.id, digits), say.whatConfirm, say.confirmed);
      }}
    >
      {device.digits !== null ? (
        <>
          <p id={`${id}-question`}>{say.question}</p>
          <p class="digits" data-testid="device-digits">
            <span aria-hidden="true">
              {device.digits.slice(0, 3)} {device.digits.slice(3)}
            </span>
            <span class="sr">{[...device.digits].join(" ")}</span>
          </p>
        </>
      ) : (
        <div class="field">
          <label for={`${id}-digits`}>{say.digits}</label>
          <input
            id={`${id}-digits`}
            inputMode="numeric"
            autocomplete="off"
            data-testid="confirm-digits"
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
      )}
      <FormProblem id={`${id}-problem`} text={problem} />
      <div class="buttons">
        <button
          type="submit"
          class="main"
          disabled={busy}
          data-testid="confirm-device"
          aria-describedby={`${id}-problem`}
        >
          {busy ? say.confirming : say.confirm}
        </button>
        <button
          type="button"
          disabled={busy}
          data-testid="refuse-device"
          onClick={() =>
            void act(() => client.revokeDevice(device.id), say.whatRemove, say.removed)
          }
        >
          {say.refuse}
        </button>
      </div>
    </form>
  );
}

export function RemoveDevice({ device, done }: ActionProps) {
  const { client, announce } = useClinic();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const remove = async () => {
    try {
      await client.revokeDevice(device.id);
      announce(say.removed);
      await done();
    } catch (error) {
      setProblem(failure(error, say.whatRemove));
    }
  };
  return (
    <div class="remove screen-only">
      {!asking ? (
        <button
          type="button"
          class="link"
          data-testid="remove-device"
          aria-label={say.removeLabel(visibleText(device.name))}
          onClick={() => setAsking(true)}
        >
          {say.remove}
        </button>
      ) : (
        <>
          <p>{say.sure}</p>
          <div class="buttons">
            <button type="button" data-testid="remove-device-yes" onClick={() => void remove()}>
              {say.yes}
            </button>
            <button type="button" class="link" onClick={() => setAsking(false)}>
              {say.keep}
            </button>
          </div>
        </>
      )}
      <FormProblem id={`${id}-problem`} text={problem} />
    </div>
  );
}

export function Devices({ devices, refresh }: { devices: Device[]; refresh: () => Promise<void> }) {
  const { patients } = useClinic();
  const now = useNow();
  const done = async () => {
    await Promise.all([refresh(), patients.refresh()]);
  };
  const summary = devices.map(
    (device) => `${device.name ?? say.unnamed} ${deviceState(device.state)}`,
  );
  return (
    <Fold
      id="devices"
      title={say.title}
      testId="devices"
      summary={devices.length === 0 ? say.none : summary.join(" · ")}
      startsOpen={devices.some((device) => ["pending", "suspended"].includes(device.state))}
    >
      {devices.length === 0 && <p class="muted">{say.none}</p>}
      <ul class="plain lines">
        {devices.map((device) => {
          const named = { id: device.id, digits: device.digits, name: device.name ?? say.unnamed };
          return (
            <li key={device.id} data-testid="device" data-state={device.state}>
              <PatientWord text={named.name} letters={60} />
              <span class="muted small">
                {deviceState(device.state)}
                {device.state === "active" &&
                  ` · ${device.lastSeen === null ? say.never : say.seen(ago(device.lastSeen, now))}`}
              </span>
              {device.state === "suspended" && (
                <p class="care small" data-testid="device-stopped">
                  {say.usedTwice}
                </p>
              )}
              {device.state === "pending" && <ConfirmDevice device={named} done={done} />}
              {(device.state === "active" || device.state === "suspended") && (
                <RemoveDevice device={named} done={done} />
              )}
            </li>
          );
        })}
      </ul>
    </Fold>
  );
}
