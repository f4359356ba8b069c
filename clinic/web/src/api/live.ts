// Live updates: one stream of server-sent events per page. The server ends it every ten minutes and
// the browser opens it again by itself; only what lasts longer than that is called an interruption.

export interface Stream {
  readyState: number;
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void;
  close(): void;
}

export interface Ports {
  open: () => Stream;
  after: (ms: number, job: () => void) => () => void;
  random: () => number;
  now: () => number;
}

export type Change = { patient: string } | "everything";
export type LiveState = { kind: "off" | "live" } | { kind: "interrupted"; sinceMs: number };

const closed = 2;
const graceMs = 6_000;
const firstWaitMs = 2_000;
const longestWaitMs = 60_000;

const browser: Ports = {
  open: () => new EventSource("/review/api/events") as unknown as Stream,
  after: (ms, job) => {
    const timer = setTimeout(job, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
  now: () => Date.now(),
};

export class Live {
  private stream_: Stream | null = null;
  private state_: LiveState = { kind: "off" };
  private failures_ = 0;
  private wasOpen_ = false;
  private cancelGrace_: (() => void) | null = null;
  private cancelRetry_: (() => void) | null = null;
  private readonly changes_ = new Set<(change: Change) => void>();
  private readonly states_ = new Set<(state: LiveState) => void>();

  /** `onGone` is told when the server refuses the stream: the session may be over. */
  constructor(
    private readonly onGone_: () => void,
    private readonly ports_: Ports = browser,
  ) {}

  onChange(listener: (change: Change) => void): () => void {
    this.changes_.add(listener);
    return () => this.changes_.delete(listener);
  }

  onState(listener: (state: LiveState) => void): () => void {
    this.states_.add(listener);
    listener(this.state_);
    return () => this.states_.delete(listener);
  }

  start(): void {
    if (this.stream_ || this.cancelRetry_) return;
    this.connect_();
  }

  stop(): void {
    this.cancelGrace_?.();
    this.cancelRetry_?.();
    this.cancelGrace_ = this.cancelRetry_ = null;
    this.stream_?.close();
    this.stream_ = null;
    this.failures_ = 0;
    this.wasOpen_ = false;
    this.enter_({ kind: "off" });
  }

  /** Fetches everything again because somebody asked for it. */
  refreshAll(): void {
    this.announce_("everything");
  }

  private connect_(): void {
    const stream = this.ports_.open();
    this.stream_ = stream;
    stream.addEventListener("open", () => this.opened_());
    stream.addEventListener("change", (event) => this.changed_(event.data));
    stream.addEventListener("error", () => this.broken_(stream));
  }

  private opened_(): void {
    this.cancelGrace_?.();
    this.cancelGrace_ = null;
    this.failures_ = 0;
    // What happened while the stream was away was not announced.
    if (this.wasOpen_) this.announce_("everything");
    this.wasOpen_ = true;
    this.enter_({ kind: "live" });
  }

  private changed_(data: unknown): void {
    let patient: unknown;
    try {
      patient = (JSON.parse(String(data)) as { patient?: unknown }).patient;
    } catch {
      patient = undefined;
    }
    this.announce_(typeof patient === "string" ? { patient } : "everything");
  }

  private broken_(stream: Stream): void {
    if (stream !== this.stream_) return;
    const sinceMs = this.ports_.now();
    if (this.state_.kind !== "interrupted" && !this.cancelGrace_) {
      this.cancelGrace_ = this.ports_.after(graceMs, () => {
        this.cancelGrace_ = null;
        this.enter_({ kind: "interrupted", sinceMs });
      });
    }
    if (stream.readyState !== closed) return; // The browser tries again by itself.
    this.stream_ = null;
    stream.close();
    this.wasOpen_ = true;
    this.failures_ += 1;
    const ceiling = Math.min(longestWaitMs, firstWaitMs * 2 ** (this.failures_ - 1));
    const waitMs = ceiling * (0.5 + this.ports_.random() / 2);
    this.cancelRetry_ = this.ports_.after(waitMs, () => {
      this.cancelRetry_ = null;
      this.connect_();
    });
    this.onGone_();
  }

  private announce_(change: Change): void {
    for (const listener of [...this.changes_]) listener(change);
  }

  private enter_(state: LiveState): void {
    this.state_ = state;
    for (const listener of [...this.states_]) listener(state);
  }
}
