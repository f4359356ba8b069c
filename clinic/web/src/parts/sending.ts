import { useState } from "preact/hooks";
import { failure } from "../words.ts";
import type { LabelOf } from "../words.ts";
import { useClinic } from "./clinic.ts";

export interface Sending {
  busy: boolean;
  problem: string | null;
  say: (problem: string | null) => void;
  /** True when it was done; else `problem` says why not, beginning with `what`. */
  send: (job: () => Promise<unknown>, what: string, told: string) => Promise<boolean>;
}

/** One change that is sent to the clinic server: busy meanwhile, then told or explained. */
export function useSending(refresh: () => Promise<void>, labelOf?: LabelOf): Sending {
  const { announce, patients, tasks } = useClinic();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send: Sending["send"] = async (job, what, told) => {
    setBusy(true);
    setProblem(null);
    try {
      await job();
      announce(told);
      await Promise.all([refresh(), patients.refresh(), tasks.refresh()]);
      return true;
    } catch (error) {
      setProblem(failure(error, what, labelOf));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, say: setProblem, send };
}

/** A text being typed that outlives a live update and a look at another patient. */
export function useDraft(key: string): [string, (text: string) => void] {
  const { drafts } = useClinic();
  const [text, setText] = useState(() => drafts.get(key));
  return [
    text,
    (next) => {
      drafts.set(key, next);
      setText(next);
    },
  ];
}
