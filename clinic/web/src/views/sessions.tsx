import { useEffect, useRef, useState } from "preact/hooks";
import { failure, moment, words } from "../words.ts";
import { useClinic, useNow } from "../parts/clinic.ts";
import { useResource } from "../parts/resource.ts";
import { Failed, FormProblem, Loading } from "../parts/states.tsx";

const say = words.sessions;

export function Sessions() {
  const { client, live, announce, signOut } = useClinic();
  const sessions = useResource("sessions", client.sessions, live, () => false);
  const [problem, setProblem] = useState<string | null>(null);
  const now = useNow();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);

  const end = async (id: string) => {
    setProblem(null);
    try {
      await client.endSession(id);
      announce(say.done);
      title.current?.focus();
      await sessions.refresh();
    } catch (error) {
      setProblem(failure(error, say.whatEnd));
    }
  };

  return (
    <div class="sessions">
      <header class="page-head">
        <div>
          <h1 tabIndex={-1} ref={title}>
            {say.title}
          </h1>
          <p class="muted">{say.intro}</p>
        </div>
      </header>
      <FormProblem id="session-problem" text={problem} />
      {sessions.problem !== null && (
        <Failed text={failure(sessions.problem, say.what)} retry={() => void sessions.refresh()} />
      )}
      {!sessions.value && sessions.problem === null && <Loading />}
      {sessions.value && (
        <div class="card scroll">
          <table>
            <caption class="sr">{say.title}</caption>
            <thead>
              <tr>
                <th scope="col">{say.started}</th>
                <th scope="col">{say.seen}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {sessions.value.map((session) => (
                <tr key={session.id} data-testid="session">
                  <th scope="row">{moment(session.created, now)}</th>
                  <td>
                    {session.current ? (
                      <span class="chip">{say.here}</span>
                    ) : (
                      moment(session.lastSeen, now)
                    )}
                  </td>
                  <td class="number">
                    {session.current ? (
                      <button type="button" onClick={signOut}>
                        {words.nav.signOut}
                      </button>
                    ) : (
                      <button
                        type="button"
                        data-testid="session-end"
                        aria-label={say.endLabel(moment(session.created, now))}
                        onClick={() => void end(session.id)}
                      >
                        {say.end}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
