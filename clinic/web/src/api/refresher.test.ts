import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { refresher } from "./refresher.ts";

function setUp() {
  const open: (() => void)[] = [];
  const timers: (() => void)[] = [];
  let jobs = 0;
  const again = refresher(
    () => {
      jobs += 1;
      return new Promise((done) => open.push(done));
    },
    (_ms, job) => {
      timers.push(job);
      return () => timers.splice(timers.indexOf(job), 1);
    },
  );
  return { again, open, timers, jobs: () => jobs };
}

describe("fetching again", () => {
  test("many changes while one fetch is under way ask for exactly one more", async () => {
    const { again, open, jobs } = setUp();
    const first = again.now();
    void again.now();
    void again.now();
    assert.equal(jobs(), 1);
    open.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
    assert.equal(jobs(), 2);
    open.shift()?.();
    await first;
    assert.equal(jobs(), 2);
  });

  test("a burst is one fetch, and stopping cancels it", () => {
    const { again, timers, jobs } = setUp();
    again.soon();
    again.soon();
    assert.equal(timers.length, 1);
    timers[0]?.();
    assert.equal(jobs(), 1);
    again.stop();
    again.soon();
    void again.now();
    assert.equal(jobs(), 1);
  });
});
