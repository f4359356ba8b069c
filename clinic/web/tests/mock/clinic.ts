// A strict double of landfall-clinic's review interface. It serves the built page under the real
// security headers and answers what docs/api.md lists; whatever else is asked, or asked without the
// proper headers, is refused and written down, and each test ends by looking at that list.
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { readFileSync, readdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { careRoute } from "./care_routes.ts";
import { securityHeaders } from "./headers.ts";
import { Refused } from "./refused.ts";
import { World } from "./world.ts";
import type { Patient } from "./world.ts";

export const account = {
  email: "lin@harbour.example",
  password: "correct horse battery staple",
  code: "123456",
};
const clinician = { id: randomUUID(), name: "Dr Lin", email: account.email, role: "clinician" };
const admin = { id: randomUUID(), name: "Sam Ito", email: "ito@harbour.example", role: "admin" };
type User = typeof clinician;

const types: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

interface Session {
  id: string;
  cookie: string;
  csrf: string;
  user: User;
  created: string;
}

interface Call {
  method: string;
  path: string;
  body: unknown;
}

/** The first main measure that has a number; without any, the score that came last. */
function mainScore(patient: Patient) {
  const found = ["phq-9", "gad-7", "who-5", "madrs"]
    .map((name) => patient.scores.find((each) => each.questionnaire === name))
    .find((score) => score?.points.some((point) => point.value !== null));
  return found ?? patient.scores.at(-1);
}

function changeOf(last: number | null, before: number | null): number | null {
  return last === null || before === null ? null : last - before;
}

export class MockClinic {
  readonly calls: Call[] = [];
  readonly complaints: string[] = [];
  readonly notes: { flag: string; note: string }[] = [];
  /** How the next calls of a path end, for tests of refusals: path prefix to status and code. */
  readonly refuse = new Map<
    string,
    { status: number; code: string; retryAfter?: number; expression?: string; text?: string }
  >();
  eventsDown = false;
  private readonly sessions_: Session[] = [];
  private readonly streams_ = new Set<ServerResponse>();
  private readonly files_ = new Map<string, Buffer>();
  private readonly server_: Server;
  private seq_ = 0;

  constructor(
    readonly world: World,
    dist: string,
  ) {
    this.files_.set("/review/", readFileSync(join(dist, "index.html")));
    for (const name of readdirSync(join(dist, "assets"))) {
      this.files_.set(`/review/assets/${name}`, readFileSync(join(dist, "assets", name)));
    }
    this.server_ = createServer((request, response) => void this.handle_(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server_.listen(0, "127.0.0.1", done));
    return this.origin;
  }

  /** localhost, because a browser takes a Secure cookie from there without TLS. */
  get origin(): string {
    return `http://localhost:${(this.server_.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.dropStreams();
    this.server_.closeAllConnections();
    await new Promise((done) => this.server_.close(done));
  }

  get streams(): number {
    return this.streams_.size;
  }

  get sessions(): number {
    return this.sessions_.length;
  }

  dropStreams(): void {
    for (const stream of this.streams_) stream.destroy();
    this.streams_.clear();
  }

  endAllSessions(): void {
    this.sessions_.length = 0;
  }

  openSecondSession(): void {
    this.newSession_(clinician);
  }

  changed(patient: Patient): void {
    this.seq_ += 1;
    const data = JSON.stringify({ patient: patient.patient.id, seq: this.seq_ });
    for (const stream of this.streams_) stream.write(`event: change\ndata: ${data}\n\n`);
  }

  count(method: string, path: string): number {
    return this.calls.filter((call) => call.method === method && call.path === path).length;
  }

  private newSession_(user: User): Session {
    const session = {
      id: randomUUID(),
      cookie: randomUUID(),
      csrf: randomUUID(),
      user,
      created: new Date().toISOString(),
    };
    this.sessions_.push(session);
    return session;
  }

  private async handle_(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    response.setHeader("X-Request-Id", randomUUID());
    try {
      await this.answer_(request, response);
    } catch (error) {
      const refused = error instanceof Refused ? error : new Refused(500, "internal");
      if (!(error instanceof Refused)) this.complaints.push(String(error));
      for (const [name, value] of Object.entries(refused.headers)) response.setHeader(name, value);
      this.json_(response, refused.status, refused.outcome());
    }
  }

  private json_(response: ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(body));
  }

  private complain_(what: string, status: number, code: string): never {
    this.complaints.push(what);
    throw new Refused(status, code);
  }

  private async answer_(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    const method = request.method ?? "";
    const file = this.files_.get(path);
    if (file) {
      if (method !== "GET") this.complain_(`${method} ${path}`, 405, "method_not_allowed");
      const ending = path === "/review/" ? "html" : (path.split(".").at(-1) ?? "");
      response.writeHead(200, { "Content-Type": types[ending] ?? "application/octet-stream" });
      response.end(file);
      return;
    }
    if (!path.startsWith("/review/api/")) this.complain_(`unknown ${path}`, 404, "not_found");
    const route = path.slice("/review/api".length);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = this.checked_(request, method, route, Buffer.concat(chunks).toString("utf8"));
    this.calls.push({ method, path: route, body });
    for (const [prefix, refusal] of this.refuse) {
      if (!`${method} ${route}`.startsWith(prefix)) continue;
      const { status, code, retryAfter, expression, text } = refusal;
      const headers: Record<string, string> =
        retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) };
      throw new Refused(status, code, headers, expression ?? null, [], text);
    }
    if (method === "POST" && route === "/login") {
      this.login_(response, body as Record<string, string>);
      return;
    }
    const session = this.session_(request);
    if (!session) throw new Refused(401, "session_required");
    if (method !== "GET" && request.headers["x-lf-csrf"] !== session.csrf) {
      this.complain_(`${method} ${route} without its token`, 403, "csrf");
    }
    this.inside_(method, route, body, session, response);
  }

  /** What must hold for every call before anything is looked up. */
  private checked_(request: IncomingMessage, method: string, route: string, raw: string): unknown {
    const { headers } = request;
    if (route.includes("?")) this.complain_(`query in ${route}`, 400, "bad_request");
    if (headers.authorization) this.complain_("an Authorization header", 400, "bad_request");
    if (method === "GET" || method === "DELETE") {
      if (raw !== "") this.complain_(`${method} ${route} with a body`, 413, "too_large");
    }
    if (method === "GET") return undefined;
    if (headers.origin !== this.origin) this.complain_(`origin of ${route}`, 403, "origin");
    if (headers["sec-fetch-site"] !== "same-origin") this.complain_("fetch site", 403, "origin");
    if (method === "DELETE") return undefined;
    if (headers["content-type"] !== "application/json") {
      this.complain_(`media type of ${route}`, 415, "media_type");
    }
    try {
      return JSON.parse(raw) as unknown;
    } catch {
      return this.complain_(`body of ${route}`, 400, "bad_json");
    }
  }

  private session_(request: IncomingMessage): Session | undefined {
    const cookie = /(?:^|; )__Host-lf=([^;]*)/.exec(request.headers.cookie ?? "")?.[1];
    return this.sessions_.find((each) => each.cookie === cookie);
  }

  private keys_(body: unknown, ...keys: string[]): Record<string, string> {
    const found = Object.keys(body as object).sort();
    if (found.join() !== [...keys].sort().join()) {
      this.complain_(`keys ${found.join()} instead of ${keys.join()}`, 400, "bad_request");
    }
    return body as Record<string, string>;
  }

  private login_(response: ServerResponse, body: Record<string, string>): void {
    this.keys_(body, "email", "password", "code");
    const user = [clinician, admin].find((each) => each.email === body.email);
    if (!user || body.password !== account.password || body.code !== account.code) {
      throw new Refused(401, "login_failed");
    }
    const session = this.newSession_(user);
    response.setHeader(
      "Set-Cookie",
      `__Host-lf=${session.cookie}; Secure; HttpOnly; SameSite=Strict; Path=/`,
    );
    this.json_(response, 200, { csrf: session.csrf, user });
  }

  private inside_(
    method: string,
    route: string,
    body: unknown,
    session: Session,
    response: ServerResponse,
  ): void {
    const call = `${method} ${route}`;
    const end = (status: number, answer?: unknown) =>
      answer === undefined
        ? response.writeHead(status).end()
        : this.json_(response, status, answer);
    const forClinicians = () => {
      if (session.user.role !== "clinician") throw new Refused(403, "forbidden");
    };
    const match = (pattern: RegExp) => pattern.exec(call)?.[1];

    if (call === "GET /me") {
      const { csrf, user } = session;
      return void end(200, {
        csrf,
        user,
        clinic: { name: this.world.clinic, notices: this.world.notices },
      });
    }
    if (call === "POST /logout") {
      this.keys_(body);
      this.sessions_.splice(this.sessions_.indexOf(session), 1);
      response.setHeader("Clear-Site-Data", '"cache","cookies","storage"');
      return void end(204);
    }
    if (call === "GET /events") {
      if (this.eventsDown) throw new Refused(503, "busy", { "Retry-After": "1" });
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      response.write(": hello\n\n");
      this.streams_.add(response);
      response.on("close", () => this.streams_.delete(response));
      return;
    }
    if (call === "GET /sessions") {
      const mine = this.sessions_.filter((each) => each.user === session.user);
      return void end(
        200,
        mine.map((each) => ({
          id: each.id,
          created: each.created,
          lastSeen: each.created,
          current: each === session,
        })),
      );
    }
    const killed = match(/^DELETE \/sessions\/([0-9a-f-]{36})$/);
    if (killed) {
      const at = this.sessions_.findIndex((each) => each.id === killed);
      if (at < 0) throw new Refused(404, "not_found");
      this.sessions_.splice(at, 1);
      return void end(204);
    }
    if (call === "GET /questionnaires") {
      const known = ["phq-9", "gad-7"];
      const madrs = {
        id: "madrs",
        title: "MADRS",
        version: "1.0.0",
        forClinic: true,
        items: Array.from({ length: 10 }, (_, at) => ({
          label: String(at + 1),
          text: `Item ${at + 1}`,
          min: 0,
          max: 6,
        })),
      };
      const cssrs = {
        id: "cssrs-screener",
        title: "C-SSRS screener",
        version: "1.0.0",
        forClinic: true,
        items: Array.from({ length: 7 }, (_, at) => ({
          label: String(at + 1),
          text: `Item ${at + 1}`,
          min: 0,
          max: 1,
          yesNo: true,
        })),
      };
      return void end(200, [
        ...known.map((id) => ({ id, title: id.toUpperCase(), version: "1.0.0", forClinic: false })),
        ...(this.world.ratings ? [madrs, cssrs] : []),
      ]);
    }
    if (call === "GET /patients") {
      forClinicians();
      return void end(200, this.rows_());
    }
    const wanted = match(/^GET \/patients\/([0-9a-f-]{36})$/);
    if (wanted) {
      forClinicians();
      // What has routes of its own is not part of the page.
      const page: Partial<Patient> = { ...this.patient_(wanted) };
      delete page.care;
      return void end(200, page);
    }
    const cared = careRoute({
      method,
      route,
      body,
      by: session.user.name,
      world: this.world,
      patient: (id) => this.patient_(id),
      complain: (what) => this.complain_(what, 400, "bad_request"),
    });
    if (cared) {
      forClinicians();
      return void end(cared.status, cared.body);
    }
    const flag = match(/^POST \/flags\/([0-9a-f-]{36})\/acknowledge$/);
    if (flag) {
      forClinicians();
      const note = this.keys_(body, "note").note ?? "";
      if (note.trim() === "" || [...note].length > 2000) throw new Refused(400, "bad_request");
      return void end(200, this.acknowledge(flag, note, session.user.name));
    }
    const assigned = match(/^POST \/patients\/([0-9a-f-]{36})\/assignments$/);
    if (assigned) {
      forClinicians();
      const { questionnaire, due } = this.keys_(body, "questionnaire", "due");
      if (!questionnaire || !/^\d{4}-\d{2}-\d{2}$/.test(due ?? "")) {
        throw new Refused(400, "bad_request");
      }
      const task = this.world.assign(this.patient_(assigned), questionnaire, 0);
      task.due = due ?? "";
      return void end(201, { id: task.id });
    }
    const confirmed = match(/^POST \/devices\/([0-9a-f-]{36})\/confirm$/);
    if (confirmed) {
      const { digits } = this.keys_(body, "digits");
      const device = this.device_(confirmed);
      if (device.digits !== digits) throw new Refused(422, "digits_differ");
      device.state = "active";
      device.digits = null;
      return void end(200, { id: device.id, state: "active" });
    }
    const revoked = match(/^POST \/devices\/([0-9a-f-]{36})\/revoke$/);
    if (revoked) {
      this.keys_(body);
      this.device_(revoked).state = "revoked";
      return void end(204);
    }
    if (call === "GET /devices" || call === "GET /users") {
      if (session.user.role !== "admin") throw new Refused(403, "forbidden");
      if (route === "/users") return void end(200, [clinician, admin]);
      return void end(
        200,
        this.world.patients.flatMap((patient) =>
          patient.devices.map(({ id, state, digits, created, lastSeen }) => ({
            id,
            patient: patient.patient.id,
            state,
            digits,
            created,
            lastSeen,
          })),
        ),
      );
    }
    this.complain_(`unknown ${call}`, 404, "not_found");
  }

  acknowledge(flag: string, note: string, by: string) {
    const found = this.world.patients.flatMap((each) => each.flags).find((f) => f.id === flag);
    if (!found) throw new Refused(404, "not_found");
    const acknowledged = new Date().toISOString();
    Object.assign(found, { status: "inactive", acknowledged, acknowledgedBy: by, note });
    this.notes.push({ flag, note });
    return { id: flag, acknowledged };
  }

  private patient_(id: string): Patient {
    const patient = this.world.patients.find((each) => each.patient.id === id);
    if (!patient) throw new Refused(403, "forbidden");
    return patient;
  }

  private device_(id: string) {
    const device = this.world.patients.flatMap((each) => each.devices).find((d) => d.id === id);
    if (!device) throw new Refused(404, "not_found");
    return device;
  }

  private rows_() {
    const today = new Date(this.world.nowMs).toISOString().slice(0, 10);
    const rows = this.world.patients.map((patient) => {
      const open = patient.flags.filter((flag) => flag.status === "active");
      const tasks = patient.assignments.filter((task) => task.status === "requested");
      const measure = mainScore(patient);
      const points = measure?.points ?? [];
      const last = points.at(-1);
      const top = [...open].sort(
        (a, b) => b.tier - a.tier || a.received.localeCompare(b.received),
      )[0];
      const phq9 = patient.scores
        .find((each) => each.questionnaire === "phq-9")
        ?.points.filter((point) => point.value !== null)
        .at(-1);
      const change = (phq9?.change ?? {}) as { baseline?: number; difference?: number };
      return {
        id: patient.patient.id,
        name: patient.patient.name,
        birthDate: patient.patient.birthDate,
        openFlags: open.length,
        highestTier: open.length ? Math.max(...open.map((flag) => flag.tier)) : null,
        oldestFlag: open.map((flag) => flag.received).sort()[0] ?? null,
        topFlag: top
          ? {
              tier: top.tier,
              title: top.title,
              itemLabel: top.itemLabel,
              effect: null,
              helpNow: top.cause === "help-now",
              received: top.received,
            }
          : null,
        overdue: tasks.filter((task) => task.due < today).length,
        due: tasks.filter((task) => task.due === today).length,
        lastReceived: patient.lastReceived,
        spark: points.map((point) => point.value),
        latest: last
          ? {
              questionnaire: measure?.questionnaire,
              title: measure?.title,
              value: last.value,
              band: last.band,
              change: changeOf(last.value, points.at(-2)?.value ?? null),
            }
          : null,
        sinceBaseline: {
          questionnaire: "phq-9",
          title: "PHQ-9",
          value: phq9?.value ?? null,
          baseline: change.baseline ?? null,
          difference: change.difference ?? null,
        },
        pendingDevices: patient.devices.filter((device) => device.state === "pending").length,
        stoppedDevices: patient.devices.filter((device) => device.state === "suspended").length,
      };
    });
    // The order of docs/api.md: the highest tier, the longest wait, and what follows.
    const never = "9999";
    return rows.sort(
      (a, b) =>
        (b.highestTier ?? 0) - (a.highestTier ?? 0) ||
        (a.oldestFlag ?? never).localeCompare(b.oldestFlag ?? never) ||
        b.stoppedDevices - a.stoppedDevices ||
        b.overdue - a.overdue ||
        b.pendingDevices - a.pendingDevices ||
        (b.lastReceived ?? "").localeCompare(a.lastReceived ?? ""),
    );
  }
}
