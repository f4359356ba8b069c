import { useCallback, useEffect, useState } from "preact/hooks";
import type { Client } from "./api/client.ts";
import { Refusal } from "./api/client.ts";
import type { User } from "./api/shapes.ts";
import type { Drafts } from "./parts/drafts.ts";
import { Failed, Loading } from "./parts/states.tsx";
import { failure, words } from "./words.ts";
import { Login } from "./views/login.tsx";
import { SignedIn } from "./views/signed_in.tsx";

type State =
  | { kind: "asking" }
  | { kind: "unreachable"; problem: unknown }
  | { kind: "out"; reason: string | null }
  | { kind: "in"; user: User; clinic: string; notices: string[] };

export function App({ client, drafts }: { client: Client; drafts: Drafts }) {
  const [state, setState] = useState<State>({ kind: "asking" });

  // A page that was reloaded still has its session; the token for writing comes with it.
  const ask = useCallback(
    async (reason: string | null) => {
      try {
        const { user, clinic, notices } = await client.me();
        drafts.claim(user.id);
        setState({ kind: "in", user, clinic, notices });
      } catch (problem) {
        if (problem instanceof Refusal && problem.status === 401) setState({ kind: "out", reason });
        else setState({ kind: "unreachable", problem });
      }
    },
    [client, drafts],
  );

  useEffect(() => {
    client.onSessionEnded(() =>
      setState((now) => (now.kind === "in" ? { kind: "out", reason: words.ended.expired } : now)),
    );
    void ask(null);
  }, [client, ask]);

  const leave = useCallback(
    (why: "asked" | "idle") => {
      if (why === "asked") {
        drafts.forget();
        location.hash = "";
      }
      setState({
        kind: "out",
        reason: why === "idle" ? words.ended.idle : words.ended.signedOut,
      });
      client.logout().catch((problem: unknown) => {
        if (problem instanceof Refusal && problem.status === 401) return;
        setState((now) => (now.kind === "out" ? { kind: "out", reason: words.ended.untold } : now));
      });
    },
    [client, drafts],
  );

  switch (state.kind) {
    case "asking":
      return <Loading />;
    case "unreachable":
      return (
        <main class="login" id="content">
          <Failed text={failure(state.problem, "")} retry={() => void ask(null)} />
        </main>
      );
    case "out":
      return <Login client={client} reason={state.reason} done={() => void ask(null)} />;
    case "in":
      return (
        <SignedIn
          client={client}
          user={state.user}
          clinicName={state.clinic}
          notices={state.notices}
          drafts={drafts}
          leave={leave}
        />
      );
  }
}
