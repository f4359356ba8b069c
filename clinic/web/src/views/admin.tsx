import { useCallback, useEffect, useRef } from "preact/hooks";
import { ago, deviceState, failure, words } from "../words.ts";
import { useClinic, useNow } from "../parts/clinic.ts";
import { ConfirmDevice, RemoveDevice } from "../parts/devices.tsx";
import { PatientWord } from "../parts/patient_text.tsx";
import { useResource } from "../parts/resource.ts";
import { Failed, Loading } from "../parts/states.tsx";

const say = words.admin;
const idLetters = 8;

/** The first letters of an id are enough to tell rows apart; the whole stands in the tooltip. */
function Id({ id }: { id: string }) {
  return <code title={id}>{id.length > idLetters ? `${id.slice(-idLetters)}` : id}</code>;
}

export function Admin() {
  const { client, live } = useClinic();
  const load = useCallback(
    async () => ({ devices: await client.adminDevices(), users: await client.users() }),
    [client],
  );
  const found = useResource("admin", load, live, () => true);
  const now = useNow();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div class="admin">
      <header class="page-head">
        <div>
          <h1 tabIndex={-1} ref={title}>
            {say.title}
          </h1>
          <p class="muted">{say.intro}</p>
        </div>
      </header>
      {found.problem !== null && (
        <Failed text={failure(found.problem, say.what)} retry={() => void found.refresh()} />
      )}
      {!found.value && found.problem === null && <Loading />}
      {found.value && (
        <>
          <section class="card" aria-labelledby="admin-devices" data-testid="admin-devices">
            <h2 id="admin-devices">{say.devices}</h2>
            {found.value.devices.length === 0 && <p class="muted">{say.none}</p>}
            <ul class="plain lines">
              {found.value.devices.map((device) => {
                const named = { id: device.id, digits: device.digits, name: device.id };
                return (
                  <li key={device.id} data-testid="device" data-state={device.state}>
                    <span>
                      {say.device} <Id id={device.id} />, {say.patient.toLowerCase()}{" "}
                      <Id id={device.patient} />
                    </span>
                    <span class="muted small">
                      {deviceState(device.state)}
                      {device.lastSeen !== null &&
                        ` · ${words.device.seen(ago(device.lastSeen, now))}`}
                    </span>
                    {device.state === "pending" && (
                      <ConfirmDevice device={named} done={found.refresh} />
                    )}
                    {(device.state === "active" || device.state === "suspended") && (
                      <RemoveDevice device={named} done={found.refresh} />
                    )}
                  </li>
                );
              })}
            </ul>
          </section>
          <section class="card scroll" aria-labelledby="admin-users">
            <h2 id="admin-users">{say.accounts}</h2>
            <table>
              <thead>
                <tr>
                  <th scope="col">{say.name}</th>
                  <th scope="col">{say.email}</th>
                  <th scope="col">{say.role}</th>
                </tr>
              </thead>
              <tbody>
                {found.value.users.map((user) => (
                  <tr key={user.id} data-testid="account">
                    <th scope="row">
                      <PatientWord text={user.name} />
                    </th>
                    <td>
                      <PatientWord text={user.email} />
                    </td>
                    <td>{user.role}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </div>
  );
}
