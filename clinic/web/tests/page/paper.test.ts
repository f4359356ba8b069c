import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch } from "../browser.ts";
import { openPatient, scene } from "../stage.ts";

const day = 24 * 3_600_000;

/**
 * Prints, and tells on which sheet each card of a score begins and ends. A link leaves its address in the
 * printed file beside the sheet it is on, so each card gets one at its top and one at its bottom.
 */
async function print(page: Page): Promise<{ sheets: number; cards: Map<string, number[]> }> {
  await page.locator(".score").evaluateAll((cards) => {
    for (const card of cards as HTMLElement[]) {
      for (const end of ["top", "bottom"] as const) {
        const link = document.createElement("a");
        link.href = `https://mark.example/${card.dataset.testid}/${end}`;
        link.textContent = ".";
        card.insertAdjacentElement(end === "top" ? "afterbegin" : "beforeend", link);
      }
    }
  });
  const file = (await page.pdf({ format: "A4" })).toString("latin1");
  const objects = new Map(
    [...file.matchAll(/(\d+) 0 obj\n([^]*?)\nendobj/g)].map((found) => [found[1], found[2] ?? ""]),
  );
  const sheets = [...objects.values()].filter((object) => /\/Type \/Page\b(?!s)/.test(object));
  const cards = new Map<string, number[]>();
  for (const [at, sheet] of sheets.entries()) {
    const links = /\/Annots \[([^\]]*)\]/.exec(sheet)?.[1] ?? "";
    for (const [, link] of links.matchAll(/(\d+) 0 R/g)) {
      const name = /mark\.example\/([^/]+)\//.exec(objects.get(link) ?? "")?.[1];
      if (name !== undefined) cards.set(name, [...(cards.get(name) ?? []), at + 1]);
    }
  }
  return { sheets: sheets.length, cards };
}

describe("a patient's page on paper", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("a score is on one sheet with its heading, chart and answers, and few sheets are needed", () =>
    scene(browser, {}, async ({ page, world, clinic }) => {
      const ada = world.patients[0];
      assert.ok(ada);
      world.answer(ada, "who-5", [1, 2, 1, 1, 1], 8 * day);
      await openPatient(page, "Ada Rowe");
      clinic.changed(ada);
      await page.getByTestId("score-who-5").waitFor();
      await page.getByTestId("effect-report").waitFor();
      const { sheets, cards } = await print(page);
      assert.deepEqual([...cards.keys()].sort(), ["score-gad-7", "score-phq-9", "score-who-5"]);
      for (const [name, [top, bottom, ...more]] of cards) {
        assert.equal(top, bottom, `${name} begins on sheet ${top} and ends on ${bottom}`);
        assert.deepEqual(more, []);
      }
      assert.ok(sheets <= 3, `${sheets} sheets`);
    }));
});
