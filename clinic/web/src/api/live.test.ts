import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Live } from "./live.ts";
import type { Change, LiveState, Stream } from "./live.ts";

class ScriptedStream implements Stream {
  readyState = 0;
  closed = false;
  private readonly listeners_ = new Map<string, (event: { data?: unknown }) => void>();
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void {
    this.listeners_.set(type, listener);
  }
  close(): void {
    this.closed = true;
    this.readyState = 2;
  }
  tell(type: string, data?: unknown): void {
    this.listeners_.get(type)?.({ data });
  }
}

function setUp() {
  const streams: ScriptedStream[] = [];
  const timers: { ms: number; job: () => void; off: boolean }[] = [];
  let gone = 0;
  const live = new Live(() => (gone += 1), {
    open: () => {
      const stream = new ScriptedStream();
      streams.push(stream);
      return stream;
    },
    after: (ms, job) => {
      const timer = { ms, job, off: false };
      timers.push(timer);
      return () => {
        timer.off = true;
      };
    },
    random: () => 1,
    now: () => 5_000,
  });
  const changes: Change[] = [];
  const states: LiveState["kind"][] = [];
  live.onChange((change) => changes.push(change));
  live.onState((state) => states.push(state.kind));
  const pass = (ms: number) => {
    for (const timer of [...timers].filter((each) => !each.off && each.ms <= ms)) {
      timer.off = true;
      timer.job();
    }
  };
  return { live, streams, timers, changes, states, pass, gone: () => gone };
}

describe("the stream of changes", () => {
  test("a change names its patient; one that cannot be read concerns everything", () => {
    const { live, streams, changes } = setUp();
    live.start();
    streams[0]?.tell("open");
    streams[0]?.tell("change", '{"patient":"p","seq":1}');
    streams[0]?.tell("change", "not json");
    assert.deepEqual(changes, [{ patient: "p" }, "everything"]);
  });

  test("the first opening fetches nothing twice, a later one fetches what was missed", () => {
    const { live, streams, changes } = setUp();
    live.start();
    streams[0]?.tell("open");
    assert.deepEqual(changes, []);
    streams[0]?.tell("error");
    streams[0]?.tell("open");
    assert.deepEqual(changes, ["everything"]);
  });

  test("a short gap is not called an interruption, a long one is, and coming back ends it", () => {
    const { live, streams, states, pass } = setUp();
    live.start();
    streams[0]?.tell("open");
    streams[0]?.tell("error");
    streams[0]?.tell("open");
    pass(60_000);
    assert.deepEqual(states, ["off", "live", "live"]);
    streams[0]?.tell("error");
    pass(6_000);
    assert.equal(states.at(-1), "interrupted");
    streams[0]?.tell("open");
    assert.equal(states.at(-1), "live");
  });

  test("a refused stream asks about the session and waits longer each time, to a minute", () => {
    const { live, streams, timers, pass, gone } = setUp();
    live.start();
    const waits: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const stream = streams.at(-1);
      if (stream) stream.readyState = 2;
      stream?.tell("error");
      const wait = timers.filter((each) => !each.off && each.ms !== 6_000).at(-1);
      waits.push(wait?.ms ?? 0);
      pass(60_000);
    }
    assert.deepEqual(waits, [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    assert.equal(gone(), 7);
    assert.equal(streams.length, 8);
  });

  test("stopping closes the stream and nothing is opened afterwards", () => {
    const { live, streams, states, pass } = setUp();
    live.start();
    streams[0]?.tell("open");
    if (streams[0]) streams[0].readyState = 2;
    streams[0]?.tell("error");
    live.stop();
    pass(60_000);
    assert.equal(streams.length, 1);
    assert.equal(streams[0]?.closed, true);
    assert.equal(states.at(-1), "off");
  });
});
