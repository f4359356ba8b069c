// The real landfall-clinic in a folder of its own, run by its own commands.
import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createHmac } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dist } from "../stage.ts";

const program =
  process.env.LANDFALL_CLINIC_BIN ??
  join(
    process.env.LANDFALL_BIN ?? join(process.env.LANDFALL_WEB ?? ".", "../../build/bin"),
    "landfall-clinic",
  );

const readyWaitMs = 60_000;
const stepMs = 30_000;

export interface Account {
  email: string;
  password: string;
  secret: Buffer;
  lastStep: number;
}

/** RFC 6238 with the parameters of the clinic: SHA-1, 30 s, six digits. */
function totp(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", secret).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 15;
  const number = hash.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

function fromBase32(text: string): Buffer {
  const symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = "";
  for (const symbol of text.replace(/=+$/, "")) {
    bits += symbols.indexOf(symbol).toString(2).padStart(5, "0");
  }
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

/** Each code works once, so every sign-in takes a later step; one step ahead is still accepted. */
export async function nextCode(account: Account): Promise<string> {
  const now = () => Math.floor(Date.now() / stepMs);
  // The step before is still accepted, but not if this one ends while somebody signs in.
  const behind = Date.now() % stepMs < stepMs - 10_000 ? 1 : 0;
  const step = Math.max(now() - behind, account.lastStep + 1);
  // house(sleep): the condition is the server's own clock; there is no event for a time step
  while (step > now() + 1) await new Promise((done) => setTimeout(done, 250));
  account.lastStep = step;
  return totp(account.secret, step);
}

export class ClinicProgram {
  readonly folder = mkdtempSync(join(tmpdir(), "landfall-web-clinic-"));
  origin = "";
  private server_: ChildProcess | null = null;

  constructor() {
    if (!existsSync(program)) throw new Error(`${program} is not built`);
  }

  run(args: string[], input = ""): Record<string, string> {
    const done = spawnSync(program, [...args, "--data", this.folder, "--json"], {
      input,
      encoding: "utf8",
    });
    if (done.status !== 0) throw new Error(`landfall-clinic ${args[0]}: ${done.stderr}`);
    return JSON.parse(done.stdout) as Record<string, string>;
  }

  async start(): Promise<void> {
    this.run(["init", "--name", "Harbour Clinic", "--country", "GB"]);
    await this.serve();
  }

  async serve(): Promise<void> {
    const server = spawn(
      program,
      ["serve", "--data", this.folder, "--listen", "127.0.0.1:0", "--web", dist],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    this.server_ = server;
    this.origin = await new Promise<string>((ready, refuse) => {
      const late = setTimeout(() => refuse(new Error("the server did not start")), readyWaitMs);
      let said = "";
      server.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const found = /^ready (https:\/\/\S+)\n/m.exec(said);
        if (!found?.[1]) return;
        clearTimeout(late);
        ready(found[1].replace(/\/$/, ""));
      });
      server.on("exit", (code) => refuse(new Error(`the server ended with ${code}`)));
    });
  }

  async end(): Promise<void> {
    const server = this.server_;
    if (server && server.exitCode === null) {
      const gone = new Promise((done) => server.once("exit", done));
      server.kill("SIGTERM");
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  addUser(email: string, name: string, role: string): Account {
    const password = `harbour light ${name.length} ${email}`;
    const made = this.run(
      ["user", "add", "--email", email, "--name", name, "--role", role],
      `${password}\n`,
    );
    const secret = new URL(made.otpauth ?? "").searchParams.get("secret") ?? "";
    return { email, password, secret: fromBase32(secret), lastStep: 0 };
  }

  addPatient(name: string, clinician: string): string {
    const made = this.run(["patient", "add", `--name=${name}`, "--clinician", clinician]);
    return made.id ?? "";
  }
}
