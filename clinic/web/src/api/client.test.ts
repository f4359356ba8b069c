import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Client, Refusal, Unreachable } from "./client.ts";

interface Sent {
  path: string;
  init: RequestInit;
}

function scripted(answers: (Response | Error)[]) {
  const sent: Sent[] = [];
  const client = new Client({
    now: () => 1_000,
    fetch: (path, init) => {
      sent.push({ path: String(path), init: init ?? {} });
      const answer = answers.shift() ?? new Error("no more answers");
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  return { client, sent };
}

const user = { id: "u", name: "Dr Lin", email: "l@x", role: "clinician" };
const json = (status: number, body: unknown, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers });
const outcome = (code: string) => ({
  resourceType: "OperationOutcome",
  issue: [{ details: { coding: [{ code }], text: "No." } }],
});
const header = (sent: Sent | undefined, name: string) => new Headers(sent?.init.headers).get(name);

describe("calls to the clinic server", () => {
  test("the token of the sign-in goes with every change and no read", async () => {
    const { client, sent } = scripted([
      json(200, { csrf: "secret", user }),
      json(200, []),
      json(200, { id: "f" }),
      new Response(null, { status: 204 }),
    ]);
    await client.login("l@x", "p", "1");
    await client.sessions();
    await client.acknowledge("f", "note");
    await client.endSession("a/../b");
    assert.deepEqual(
      sent.map((each) => header(each, "X-LF-CSRF")),
      [null, null, "secret", "secret"],
    );
    assert.equal(sent[2]?.init.body, '{"note":"note"}');
    assert.equal(sent[3]?.path, "/review/api/sessions/a%2F..%2Fb");
    assert.equal(sent[3]?.init.body, undefined);
  });

  test("a refusal keeps its code and how long to wait", async () => {
    const { client } = scripted([json(429, outcome("too_many_requests"), { "Retry-After": "9" })]);
    await assert.rejects(client.patients(), (error: unknown) => {
      assert.ok(error instanceof Refusal);
      assert.deepEqual(
        [error.status, error.code, error.retryAfterS],
        [429, "too_many_requests", 9],
      );
      return true;
    });
  });

  test("a session that is over is told once to the page, a failed sign-in is not", async () => {
    const { client } = scripted([
      json(401, outcome("login_failed")),
      json(401, outcome("session_required")),
    ]);
    let told = 0;
    client.onSessionEnded(() => (told += 1));
    await assert.rejects(client.login("l@x", "p", "1"), Refusal);
    assert.equal(told, 0);
    await assert.rejects(client.patients(), Refusal);
    assert.equal(told, 1);
  });

  test("no answer is not a refusal, and an answer of another shape is not an empty list", async () => {
    const { client } = scripted([new TypeError("failed"), json(200, { patients: [] })]);
    await assert.rejects(client.patients(), Unreachable);
    await assert.rejects(client.patients(), /unexpected shape at patients/);
  });

  test("ages follow the server's clock", async () => {
    const { client } = scripted([json(200, [], { Date: "Thu, 12 Mar 2026 12:00:00 GMT" })]);
    await client.sessions();
    assert.equal(client.now(), Date.parse("2026-03-12T12:00:00Z"));
  });
});
