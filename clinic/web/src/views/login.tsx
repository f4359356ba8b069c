import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Client } from "../api/client.ts";
import { Refusal } from "../api/client.ts";
import type { User } from "../api/shapes.ts";
import { failure, words } from "../words.ts";
import { FormProblem } from "../parts/states.tsx";

const say = words.login;

interface Props {
  client: Client;
  reason: string | null;
  done: (user: User) => void;
}

function sentence(problem: unknown): string {
  if (problem instanceof Refusal) {
    if (problem.status === 401) return say.failed;
    if (problem.status === 429) return say.wait(problem.retryAfterS ?? 60);
  }
  return failure(problem, say.what);
}

export function Login({ client, reason, done }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const id = useId();
  useEffect(() => form.current?.querySelector("input")?.focus(), []);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (!form.current || busy) return;
    const field = (name: string) =>
      form.current?.querySelector<HTMLInputElement>(`[name=${name}]`) ?? null;
    const email = field("email")?.value.trim() ?? "";
    const password = field("password")?.value ?? "";
    const code = field("code")?.value.replace(/\s/g, "") ?? "";
    if (email === "" || password === "" || code === "") {
      setProblem(say.missing);
      field(email === "" ? "email" : password === "" ? "password" : "code")?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      done(await client.login(email, password, code));
    } catch (error) {
      setProblem(sentence(error));
      setBusy(false);
      const typed = field("code");
      if (typed) typed.value = "";
      typed?.focus();
    }
  };

  return (
    <main class="login" id="content">
      <form ref={form} class="card" onSubmit={(event) => void submit(event)} noValidate>
        <p class="product">{words.product}</p>
        <h1>{say.title}</h1>
        <p class="muted">{say.intro}</p>
        {reason !== null && (
          <p class="notice" role="status" data-testid="login-reason">
            {reason}
          </p>
        )}
        <div class="field">
          <label for={`${id}-email`}>{say.email}</label>
          <input
            id={`${id}-email`}
            name="email"
            type="email"
            autocomplete="username"
            required
            data-testid="login-email"
            aria-describedby={`${id}-problem`}
          />
        </div>
        <div class="field">
          <label for={`${id}-password`}>{say.password}</label>
          <input
            id={`${id}-password`}
            name="password"
            type="password"
            autocomplete="current-password"
            required
            data-testid="login-password"
            aria-describedby={`${id}-problem`}
          />
        </div>
        <div class="field">
          <label for={`${id}-code`}>{say.code}</label>
          <input
            id={`${id}-code`}
            name="code"
            inputMode="numeric"
            autocomplete="one-time-code"
            required
            data-testid="login-code"
            aria-describedby={`${id}-hint ${id}-problem`}
          />
          <p class="hint" id={`${id}-hint`}>
            {say.codeHint}
          </p>
        </div>
        <FormProblem id={`${id}-problem`} text={problem} />
        <button type="submit" class="main" disabled={busy} data-testid="login-submit">
          {busy ? say.busy : say.submit}
        </button>
      </form>
    </main>
  );
}
