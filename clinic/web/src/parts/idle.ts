// Signs out after a quarter of an hour without a sign of a person, and says so a minute ahead. Live
// updates are no sign of a person: without this an open page would keep its session for ever.
// Windows of one browser share one session, so they tell each other when somebody is there.

export const idleLimitMs = 15 * 60_000;
export const idleWarningMs = 60_000;
const shareEveryMs = 5_000;

export type Idle = { kind: "present" } | { kind: "warning"; leftMs: number } | { kind: "gone" };

/** The rule by itself: what to do when the last sign of a person was `quietMs` ago. */
export function idleAfter(quietMs: number): Idle {
  if (quietMs >= idleLimitMs) return { kind: "gone" };
  const leftMs = idleLimitMs - quietMs;
  return leftMs <= idleWarningMs ? { kind: "warning", leftMs } : { kind: "present" };
}

export interface IdleWatch {
  /** Somebody said that they are here. */
  here: () => void;
  stop: () => void;
}

export function watchIdle(tell: (idle: Idle) => void): IdleWatch {
  let lastSign = Date.now();
  let lastShared = 0;
  let warned = false;
  const channel = new BroadcastChannel("landfall-review-presence");

  const note = () => {
    lastSign = Date.now();
    if (lastSign - lastShared > shareEveryMs) {
      lastShared = lastSign;
      channel.postMessage("here");
    }
  };
  const here = () => {
    warned = false;
    lastShared = 0;
    note();
    tell({ kind: "present" });
  };
  // Once the notice is up only an answer to it counts; a nudge of the desk does not.
  const sign = () => {
    if (!warned) note();
  };
  channel.addEventListener("message", () => {
    lastSign = Date.now();
    if (warned) {
      warned = false;
      tell({ kind: "present" });
    }
  });
  const timer = setInterval(() => {
    const idle = idleAfter(Date.now() - lastSign);
    if (idle.kind === "present") return;
    warned = true;
    tell(idle);
  }, 1_000);
  const signs = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
  for (const name of signs) addEventListener(name, sign, { passive: true, capture: true });

  return {
    here,
    stop: () => {
      clearInterval(timer);
      channel.close();
      for (const name of signs) removeEventListener(name, sign, { capture: true });
    },
  };
}
