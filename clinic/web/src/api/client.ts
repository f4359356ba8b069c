// Every call the page makes to the clinic server. The session itself is a cookie that script cannot
// read; the token against forged requests lives in this object's memory and nowhere else.
import { ShapeError } from "./decode.ts";
import type { Decode } from "./decode.ts";
import { eligibility, openTasks } from "./care_shapes.ts";
import { dosing, recorded } from "./dosing_shapes.ts";
import type { NewEntry, Recorded } from "./dosing_shapes.ts";
import { effects } from "./effect_shapes.ts";
import type { NewEvent } from "./effect_shapes.ts";
import type { PlanChange } from "./plan_shapes.ts";
import * as shapes from "./shapes.ts";

const root = "/review/api";
const answerWaitMs = 20_000;

/** The server said no; `code` is one of the refusal codes of docs/api.md. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly sentence: string,
    readonly retryAfterS: number | null,
    /** What else is said: each thing that is missing, or the fact that is wrong. */
    readonly further: readonly { system: string; code: string; sentence: string }[] = [],
    readonly expression: string | null = null,
  ) {
    super(`${status} ${code}`);
  }
}

/** No answer at all: the network, or a server that is not running. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** One clinician's rating: a number for each item in order, null for one that was not rated. */
export interface Rating {
  questionnaire: string;
  answers: (number | null)[];
  at?: string;
  visit?: string;
  session?: number;
}

export interface Caller {
  fetch: typeof fetch;
  now: () => number;
}

const browser: Caller = { fetch: (...a) => fetch(...a), now: () => Date.now() };

export class Client {
  private csrf_: string | null = null;
  private clockAheadMs_ = 0;
  private ended_: () => void = () => undefined;
  private lastCallMs_ = 0;

  constructor(private readonly caller_: Caller = browser) {}

  /** Called when an answer says that the session is over. */
  onSessionEnded(listener: () => void): void {
    this.ended_ = listener;
  }

  /** The server's clock, as far as its answers tell: ages must be right on a wrong workstation. */
  now(): number {
    return this.caller_.now() + this.clockAheadMs_;
  }

  lastCallMs(): number {
    return this.lastCallMs_;
  }

  async login(email: string, password: string, code: string): Promise<shapes.User> {
    const answer = await this.call_(
      "POST",
      "/login",
      { email, password, code },
      (from) => shapes.login(from, "login"),
      false,
    );
    this.csrf_ = answer.csrf;
    return answer.user;
  }

  async me(): Promise<{ user: shapes.User; clinic: string; notices: string[] }> {
    const answer = await this.get_("/me", shapes.me, "me");
    this.csrf_ = answer.csrf;
    const { name, notices } = answer.clinic;
    return { user: answer.user, clinic: name, notices };
  }

  async logout(): Promise<void> {
    try {
      await this.send_("POST", "/logout");
    } finally {
      this.csrf_ = null;
    }
  }

  sessions = () => this.get_("/sessions", shapes.sessions, "sessions");
  endSession = (id: string) => this.send_("DELETE", `/sessions/${part(id)}`);
  patients = () => this.get_("/patients", shapes.patients, "patients");
  patient = (id: string) => this.get_(`/patients/${part(id)}`, shapes.patient, "patient");
  questionnaires = () => this.get_("/questionnaires", shapes.questionnaires, "questionnaires");
  adminDevices = () => this.get_("/devices", shapes.adminDevices, "devices");
  users = () => this.get_("/users", shapes.users, "users");

  tasks = () => this.get_("/tasks", openTasks, "tasks");
  eligibility = (id: string) =>
    this.get_(`/patients/${part(id)}/eligibility`, eligibility, "eligibility");
  dosing = (id: string) => this.get_(`/patients/${part(id)}/dosing`, dosing, "dosing");
  effects = (id: string) => this.get_(`/patients/${part(id)}/effects`, effects, "effects");

  recordDosing = (patient: string, session: number, entry: NewEntry): Promise<Recorded> =>
    this.call_("POST", `/patients/${part(patient)}/dosing/${session}`, entry, (from) =>
      recorded(from, "recorded"),
    );
  rate = (patient: string, rating: Rating) =>
    this.send_("POST", `/patients/${part(patient)}/ratings`, rating);
  confirmEvent = (patient: string, event: NewEvent) =>
    this.send_("POST", `/patients/${part(patient)}/adverse-events`, event);
  countersign = (patient: string, consent: string) =>
    this.send_("POST", `/patients/${part(patient)}/consents/${part(consent)}/countersign`);
  closeTask = (task: string, note: string) =>
    this.send_("POST", `/tasks/${part(task)}/close`, { note });
  acknowledge = (flag: string, note: string) =>
    this.send_("POST", `/flags/${part(flag)}/acknowledge`, { note });
  assign = (patient: string, questionnaire: string, due: string) =>
    this.send_("POST", `/patients/${part(patient)}/assignments`, { questionnaire, due });
  changePlan = (patient: string, change: PlanChange) =>
    this.send_("POST", `/patients/${part(patient)}/plan`, change);
  confirmDevice = (id: string, digits: string) =>
    this.send_("POST", `/devices/${part(id)}/confirm`, { digits });
  revokeDevice = (id: string) => this.send_("POST", `/devices/${part(id)}/revoke`);

  private get_<T>(path: string, decode: Decode<T>, place: string): Promise<T> {
    return this.call_("GET", path, undefined, (from) => decode(from, place));
  }

  private send_(method: "POST" | "DELETE", path: string, body?: object): Promise<void> {
    return this.call_(method, path, body, () => undefined);
  }

  private async call_<T>(
    method: string,
    path: string,
    body: object | undefined,
    read: (from: unknown) => T,
    withSession = true,
  ): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (method !== "GET") {
      if (withSession) headers["X-LF-CSRF"] = this.csrf_ ?? "";
      if (method === "POST") headers["Content-Type"] = "application/json";
    }
    let answer: Response;
    try {
      answer = await this.caller_.fetch(root + path, {
        method,
        headers,
        ...(method === "POST" ? { body: JSON.stringify(body ?? {}) } : {}),
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(answerWaitMs),
      });
    } catch {
      throw new Unreachable("no answer");
    }
    this.lastCallMs_ = this.caller_.now();
    const date = Date.parse(answer.headers.get("Date") ?? "");
    if (Number.isFinite(date)) this.clockAheadMs_ = date - this.caller_.now();
    if (!answer.ok) {
      const refusal = await readRefusal(answer);
      // A wrong password is no end of a session; there was none.
      if (answer.status === 401 && withSession) this.ended_();
      throw refusal;
    }
    if (answer.status === 204) return read(null);
    let json: unknown;
    try {
      json = await answer.json();
    } catch {
      throw new ShapeError(path);
    }
    return read(json);
  }
}

/** One part of a path; ids come from the server and are still never trusted to be harmless. */
function part(id: string): string {
  return encodeURIComponent(id);
}

async function readRefusal(answer: Response): Promise<Refusal> {
  const wait = Number.parseInt(answer.headers.get("Retry-After") ?? "", 10);
  const retryAfterS = Number.isFinite(wait) && wait >= 0 ? wait : null;
  try {
    const [issue, ...further] = shapes.refusal(await answer.json(), "refusal").issue;
    const code = issue?.details.coding[0]?.code;
    if (issue && code) {
      return new Refusal(
        answer.status,
        code,
        issue.details.text,
        retryAfterS,
        further.map((each) => ({
          system: each.details.coding[0]?.system ?? "",
          code: each.details.coding[0]?.code ?? "",
          sentence: each.details.text,
        })),
        issue.expression[0] ?? null,
      );
    }
  } catch {
    // Not an OperationOutcome; the status has to do.
  }
  return new Refusal(answer.status, "unknown", "", retryAfterS);
}
