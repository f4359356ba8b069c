// A phone as docs/api.md describes it, small enough to send what the app never would.
import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { JsonWebKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { join } from "node:path";

/** The clinic's own text: what is signed under the template of the programs opens no gate. */
export function ownConsent(): string {
  const text = readFileSync(
    join(process.env.LANDFALL_WEB ?? ".", "../../shared/consent/study/1.0.0.json"),
    "utf8",
  );
  const own = { ...(JSON.parse(text) as object), id: "harbour", template: false };
  return JSON.stringify(own);
}

// The server's certificate is its own; which one it is, is the business of the phone's tests.
const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export function call(
  url: string,
  method: string,
  headers: Record<string, string>,
  body = "",
): Promise<Answer> {
  return new Promise((done, refuse) => {
    const sent = request(
      url,
      {
        method,
        agent,
        headers: {
          ...headers,
          ...(method === "GET" || method === "DELETE"
            ? {}
            : { "Content-Length": String(Buffer.byteLength(body)) }),
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () =>
          done({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    sent.on("error", refuse);
    sent.end(body);
  });
}

export function closeConnections(): void {
  agent.destroy();
}

export function freshId(): string {
  const hex = Date.now().toString(16).padStart(12, "0") + randomBytes(10).toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `7${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/** The 16 bytes of an invitation: 26 symbols of five bits, the last two bits unused. */
function fromCrockford(text: string): Buffer {
  const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const bits = [...text].map((s) => symbols.indexOf(s).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.slice(0, 128).match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)));
}

const extension = (name: string) => `https://landfall.example/fhir/StructureDefinition/${name}`;

export interface Resource {
  resourceType: string;
  id: string;
  [key: string]: unknown;
}

export class Phone {
  private readonly keys_ = generateKeyPairSync("ec", { namedCurve: "P-384" });
  private token_ = "";
  clientId = "";
  patient = "";
  digits = "";

  constructor(private readonly origin_: string) {}

  private jws_(header: object, payload: string): string {
    const text = `${encode(JSON.stringify(header))}.${encode(payload)}`;
    const key = createPrivateKey(this.keys_.privateKey.export({ type: "pkcs8", format: "pem" }));
    const signature = sign("sha384", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
    return `${text}.${signature.toString("base64url")}`;
  }

  async enrol(uri: string, name: string): Promise<void> {
    const symbols = new URL(uri).searchParams.get("t") ?? "";
    const token = fromCrockford(symbols);
    const jwk = this.keys_.publicKey.export({ format: "jwk" }) as JsonWebKey;
    const { crv, kty, x, y } = jwk;
    const thumbprint = createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest();
    const proof = createHash("sha256").update(token).update(thumbprint).digest("base64url");
    const answer = await call(
      `${this.origin_}/enrol`,
      "POST",
      { "Content-Type": "application/json" },
      JSON.stringify({
        token: symbols,
        jwk: { kty, crv, x, y },
        app: "0.1.0",
        name,
        proof: this.jws_({ alg: "ES384" }, proof),
      }),
    );
    if (answer.status !== 201) throw new Error(`enrol: ${answer.status} ${answer.body}`);
    const made = JSON.parse(answer.body) as { client_id: string; patient: string };
    this.clientId = made.client_id;
    this.patient = made.patient;
    const hash = createHash("sha256").update(token).update(thumbprint).update(this.clientId);
    const number = hash.digest().readBigUInt64BE() % 1_000_000n;
    this.digits = number.toString().padStart(6, "0");
  }

  async signIn(uri: string): Promise<void> {
    const audience = `https://${new URL(uri).searchParams.get("h")}/token`;
    const claims = {
      iss: this.clientId,
      sub: this.clientId,
      aud: audience,
      exp: Math.floor(Date.now() / 1000) + 200,
      jti: randomBytes(16).toString("hex"),
    };
    const header = { alg: "ES384", kid: this.clientId, typ: "JWT" };
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      scope: "patient/*.cruds",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: this.jws_(header, JSON.stringify(claims)),
    });
    const answer = await call(
      `${this.origin_}/token`,
      "POST",
      { "Content-Type": "application/x-www-form-urlencoded" },
      form.toString(),
    );
    if (answer.status !== 200) throw new Error(`token: ${answer.status} ${answer.body}`);
    this.token_ = (JSON.parse(answer.body) as { access_token: string }).access_token;
  }

  async send(resources: Resource[]): Promise<void> {
    const most = 100;
    for (let at = 0; at < resources.length; at += most) {
      await this.bundle_(resources.slice(at, at + most));
    }
  }

  private async bundle_(resources: Resource[]): Promise<void> {
    const id = freshId();
    const bundle = {
      resourceType: "Bundle",
      type: "transaction",
      identifier: { system: "urn:ietf:rfc:3986", value: `urn:uuid:${id}` },
      entry: resources.map((resource) => ({
        fullUrl: `urn:uuid:${resource.id}`,
        resource: { ...resource, meta: { source: `urn:uuid:${freshId()}` } },
        request: { method: "PUT", url: `${resource.resourceType}/${resource.id}` },
      })),
    };
    const answer = await call(
      `${this.origin_}/fhir`,
      "POST",
      {
        Authorization: `Bearer ${this.token_}`,
        "Content-Type": "application/fhir+json",
        "Landfall-Protocol": "1",
        "Landfall-Bundle": id,
      },
      JSON.stringify(bundle),
    );
    if (answer.status !== 200) throw new Error(`bundle: ${answer.status} ${answer.body}`);
  }

  private subject_() {
    return { reference: `Patient/${this.patient}` };
  }

  entry(text: string): Resource {
    return {
      resourceType: "DocumentReference",
      id: freshId(),
      status: "current",
      type: { coding: [{ system: "http://loinc.org", code: "51855-5" }] },
      subject: this.subject_(),
      author: [this.subject_()],
      date: new Date().toISOString(),
      content: [
        {
          attachment: {
            contentType: "text/plain; charset=utf-8",
            data: Buffer.from(text).toString("base64"),
          },
        },
      ],
    };
  }

  /** A response to any questionnaire; `items` are ready FHIR items. */
  response(
    questionnaire: string,
    items: object[],
    id = freshId(),
    authored = new Date().toISOString(),
    visit: string | null = null,
  ): Resource {
    const mark = {
      url: extension("answered-visit"),
      extension: [
        { url: "session", valueInteger: 1 },
        { url: "visit", valueCode: visit },
      ],
    };
    return {
      resourceType: "QuestionnaireResponse",
      id,
      questionnaire: `https://landfall.example/fhir/Questionnaire/${questionnaire}|1.0.0`,
      status: "completed",
      subject: this.subject_(),
      source: this.subject_(),
      authored,
      // Which visit of the plan it was given in, where the phone knows one.
      ...(visit === null ? {} : { extension: [mark] }),
      item: items,
    };
  }

  /** What "I am in danger now" sends: a flag with no questionnaire behind it. */
  helpFlag(): Resource {
    const tier = "https://landfall.example/fhir/CodeSystem/safety-tier";
    return {
      resourceType: "Flag",
      id: freshId(),
      extension: [
        { url: extension("safety-tier"), valueInteger: 3 },
        { url: extension("evidence-answer"), valueString: "Pressed: I am in danger now" },
      ],
      status: "active",
      code: { coding: [{ system: tier, code: "tier-3" }] },
      subject: this.subject_(),
      period: { start: new Date().toISOString() },
    };
  }

  /** One step of the consent to take part. */
  consent(event: "read" | "signed", name: string): Resource {
    const code = (system: string, value: string) => ({ coding: [{ system, code: value }] });
    const ours = "https://landfall.example/fhir/CodeSystem";
    return {
      resourceType: "Consent",
      id: freshId(),
      extension: [
        {
          url: extension("consent-event"),
          extension: [
            { url: "event", valueCode: event },
            ...(event === "signed" ? [{ url: "signedName", valueString: name }] : []),
          ],
        },
        {
          url: extension("consent-document"),
          extension: [
            { url: "id", valueString: "harbour" },
            { url: "version", valueString: "1.0.0" },
            { url: "title", valueString: "Taking part" },
            { url: "sha256", valueString: createHash("sha256").update(ownConsent()).digest("hex") },
            { url: "template", valueBoolean: false },
          ],
        },
      ],
      status: event === "signed" ? "active" : "draft",
      scope: code("http://terminology.hl7.org/CodeSystem/consentscope", "treatment"),
      category: [
        code("http://loinc.org", "59284-0"),
        code(`${ours}/consent-purpose`, "participation"),
      ],
      patient: this.subject_(),
      dateTime: new Date().toISOString(),
      performer: [this.subject_()],
      policy: [{ uri: "https://landfall.example/consent/harbour/1.0.0" }],
      ...(event === "signed" ? { provision: { type: "permit" } } : {}),
    };
  }

  flag(tier: number, response: string, item: string, answer: string): Resource {
    return {
      resourceType: "Flag",
      id: freshId(),
      extension: [
        { url: extension("safety-tier"), valueInteger: tier },
        {
          url: extension("evidence"),
          valueReference: { reference: `QuestionnaireResponse/${response}` },
        },
        {
          url: extension("evidence-questionnaire"),
          valueCanonical: "https://landfall.example/fhir/Questionnaire/phq-9|1.0.0",
        },
        { url: extension("evidence-item"), valueString: item },
        { url: extension("evidence-answer"), valueString: answer },
      ],
      status: "active",
      code: {
        coding: [
          {
            system: "https://landfall.example/fhir/CodeSystem/safety-tier",
            code: `tier-${tier}`,
          },
        ],
      },
      subject: this.subject_(),
      period: { start: new Date().toISOString() },
    };
  }
}

function encode(text: string): string {
  return Buffer.from(text).toString("base64url");
}
