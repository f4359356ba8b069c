// Fetches one thing again and again without two requests in flight: changes that arrive while one is
// under way ask for exactly one more, and a burst of changes becomes one request.

const settleMs = 250;

export interface Refresher {
  now(): Promise<void>;
  soon(): void;
  stop(): void;
}

export function refresher(
  job: () => Promise<void>,
  after: (ms: number, job: () => void) => () => void,
): Refresher {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let cancel: (() => void) | null = null;

  const run = async (): Promise<void> => {
    do {
      again = false;
      await job();
    } while (again && !stopped);
  };

  const now = (): Promise<void> => {
    cancel?.();
    cancel = null;
    if (stopped) return Promise.resolve();
    if (running) {
      again = true;
      return running;
    }
    running = run().finally(() => {
      running = null;
    });
    return running;
  };

  return {
    now,
    soon: () => {
      if (!cancel && !stopped) {
        cancel = after(settleMs, () => {
          cancel = null;
          void now();
        });
      }
    },
    stop: () => {
      stopped = true;
      cancel?.();
      cancel = null;
    },
  };
}
