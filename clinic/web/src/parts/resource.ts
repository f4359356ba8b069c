import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { refresher } from "../api/refresher.ts";
import type { Refresher } from "../api/refresher.ts";
import type { Change, Live } from "../api/live.ts";

export interface Resource<T> {
  value: T | null;
  /** Why the last fetch failed; the value before it stays. */
  problem: unknown;
  refresh: () => Promise<void>;
}

function after(ms: number, job: () => void): () => void {
  const timer = setTimeout(job, ms);
  return () => clearTimeout(timer);
}

/**
 * Fetches a thing, and again whenever a live change concerns it. `key` names the thing: another key
 * forgets the value at once, so that no view ever shows one patient under the name of another.
 */
export function useResource<T>(
  key: string,
  load: () => Promise<T>,
  live: Live,
  concerns: (change: Change) => boolean,
): Resource<T> {
  const [state, setState] = useState<{ key: string; value: T | null; problem: unknown }>({
    key,
    value: null,
    problem: null,
  });
  const latest = useRef({ load, concerns });
  latest.current = { load, concerns };
  const running = useRef<Refresher | null>(null);

  useEffect(() => {
    let current = true;
    const again = refresher(async () => {
      try {
        const value = await latest.current.load();
        if (current) setState({ key, value, problem: null });
      } catch (problem) {
        if (!current) return;
        setState((before) => ({ key, value: before.key === key ? before.value : null, problem }));
      }
    }, after);
    running.current = again;
    void again.now();
    const forget = live.onChange((change) => {
      if (latest.current.concerns(change)) again.soon();
    });
    return () => {
      current = false;
      forget();
      again.stop();
    };
  }, [key, live]);

  const refresh = useCallback(() => running.current?.now() ?? Promise.resolve(), []);
  const mine = state.key === key;
  return { value: mine ? state.value : null, problem: mine ? state.problem : null, refresh };
}
