import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch } from "../browser.ts";
import type { DosingEntry } from "../mock/care.ts";
import { doseDrawnUp, readyForDose } from "../mock/sample_care.ts";
import type { World } from "../mock/world.ts";
import { eventually, openPatient, scene } from "../stage.ts";

/** A dose that began an hour ago, read at these minutes. */
function watched(world: World, minutes: readonly number[], isOver: boolean): void {
  const prepared = doseDrawnUp(world);
  const entry = (step: string, facts: Record<string, unknown>, after: number): DosingEntry => ({
    ...prepared,
    id: world.freshId(),
    step,
    at: world.at((65 - after) * 60_000),
    facts,
  });
  const readings = minutes.map((minute) =>
    entry("vitals", { series: "monitoring", pulse: 80, minute }, minute),
  );
  const left = isOver ? [entry("discharge", {}, 64)] : [];
  world.patients[0]?.care.dosing.set(1, [
    ...readyForDose(world),
    prepared,
    entry("start", { prepared: prepared.id }, 0),
    ...readings,
    ...left,
  ]);
}

async function said(page: Page): Promise<string> {
  await openPatient(page, "Ada Rowe");
  await page.getByTestId("dosing-open").click();
  const vitals = page.getByTestId("dosing-step-vitals");
  await vitals.waitFor();
  if ((await vitals.getAttribute("aria-expanded")) === "false") await vitals.click();
  return page.getByTestId("dosing-next").innerText();
}

describe("the planned readings of a dosing day", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("those that nobody took are named, also after the discharge", () =>
    scene(browser, {}, async ({ page, world }) => {
      watched(world, [5, 60], true);
      assert.equal(
        await said(page),
        "No reading for the planned minutes −5, 2, 10, 15, 20, 30. Planned at minutes −5, 2, 5, 10, 15, 20, 30, 60.",
      );
      await page.emulateMedia({ media: "print" });
      await eventually(
        async () => (await page.getByTestId("dosing-next").innerText()).slice(0, 42),
        "No reading for the planned minutes −5, 2, ",
      );
    }));

  test("those that were passed over stand beside the next one", () =>
    scene(browser, {}, async ({ page, world }) => {
      watched(world, [-5, 5, 11], false);
      assert.match(
        await said(page),
        /^Next reading: 15 min from the start, .*\. No reading for the planned minute 2\. Planned/,
      );
    }));

  test("all are there only when each was taken", () =>
    scene(browser, {}, async ({ page, world }) => {
      watched(world, [-4, 2, 5, 9, 15, 21, 30, 60], false);
      assert.match(await said(page), /^All planned readings are there\. Planned/);
    }));
});
