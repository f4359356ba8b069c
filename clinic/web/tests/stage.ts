// One clinic, one browser window, and the promise that nothing went wrong that a test did not ask
// for: no violation of the content policy, no error, no stray request, no storage, no unknown call.
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { open, signIn } from "./browser.ts";
import type { Watched } from "./browser.ts";
import { MockClinic, account } from "./mock/clinic.ts";
import { sampleWorld } from "./mock/world.ts";
import type { World } from "./mock/world.ts";

export const dist = join(process.env.LANDFALL_WEB ?? ".", "dist");

export interface Stage extends Watched {
  clinic: MockClinic;
  origin: string;
  world: World;
  finish: () => Promise<void>;
}

export interface Setting {
  world?: World;
  signedIn?: boolean;
  context?: BrowserContextOptions;
  /** The scene itself does what the policy forbids. */
  forbidden?: boolean;
}

export async function stage(browser: Browser, setting: Setting = {}): Promise<Stage> {
  const world = setting.world ?? sampleWorld(Date.now());
  const clinic = new MockClinic(world, dist);
  const origin = await clinic.start();
  const watched = await open(browser, origin, setting.context);
  await watched.page.goto(`${origin}/review/`);
  if (setting.signedIn !== false) await signIn(watched.page, origin, account);
  const finish = async () => {
    try {
      assert.deepEqual(await watched.storage(), [], "nothing is kept in the browser");
      if (!setting.forbidden) {
        assert.deepEqual(watched.violations, [], "no violation of the content policy");
      }
      assert.deepEqual(watched.fired, [], "nothing that was stored ran");
      assert.deepEqual(watched.errors, [], "no error on the console");
      assert.deepEqual(watched.foreign, [], "no request leaves /review/");
      assert.deepEqual(clinic.complaints, [], "every call is one of docs/api.md");
    } finally {
      await watched.context.close();
      await clinic.stop();
    }
  };
  return { ...watched, clinic, origin, world, finish };
}

/** Runs a scene and always takes it down; a failure of the scene is told before one of the end. */
export async function scene(
  browser: Browser,
  setting: Setting,
  play: (stage: Stage) => Promise<void>,
): Promise<void> {
  const set = await stage(browser, setting);
  try {
    await play(set);
  } catch (error) {
    await set.finish().catch(() => undefined);
    throw error;
  }
  await set.finish();
}

/** Waits until `look` gives `wanted`; what it gave last is in the message. */
export async function eventually<T>(look: () => Promise<T> | T, wanted: T): Promise<void> {
  const until = Date.now() + 10_000;
  let seen = await look();
  while (!same(seen, wanted) && Date.now() < until) {
    await new Promise((done) => setTimeout(done, 25));
    seen = await look();
  }
  assert.deepEqual(seen, wanted);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The body of the last call to a path that ends so. */
export function sent(clinic: MockClinic, ending: string): unknown {
  return clinic.calls.filter((call) => call.method === "POST" && call.path.endsWith(ending)).at(-1)
    ?.body;
}

/** Opens parts of a patient's page that are folded; one that is open stays so. */
export async function unfold(page: Page, ...parts: string[]): Promise<void> {
  for (const part of parts) {
    const button = page.getByTestId(`fold-${part}`);
    await button.waitFor();
    if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
  }
}

export async function openPatient(page: Page, name: string): Promise<void> {
  await page.getByTestId("patient-row").filter({ hasText: name }).click();
  await page.getByTestId("patient-name").filter({ hasText: name }).waitFor();
}
