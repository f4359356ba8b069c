// The page at the end of a patient's long way, on the server that tests/integration/way_test.py runs:
// two sessions, the first of them moved, two missed visits, a flight, a worsening in week four.
// LANDFALL_REVIEW_URL, _EMAIL, _PASSWORD and _CODE sign in; LANDFALL_SHOTS names a folder for pictures.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { launch, open, signIn } from "../browser.ts";
import type { Watched } from "../browser.ts";
import { unfold } from "../stage.ts";

function given(name: string): string {
  const value = process.env[`LANDFALL_REVIEW_${name}`];
  if (!value) throw new Error(`LANDFALL_REVIEW_${name} is not set`);
  return value;
}

/** What a reader sees, in one line. */
async function text(place: Locator): Promise<string> {
  return (await place.innerText()).replace(/\s+/g, " ").trim();
}

async function texts(places: Locator): Promise<string[]> {
  return Promise.all((await places.all()).map(text));
}

describe("the review page in month six", { timeout: 120_000 }, () => {
  let browser: Browser;
  let watched: Watched;
  let page: Page;
  const shots = process.env.LANDFALL_SHOTS;
  const shot = async (name: string) => {
    if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  };
  const part = async (name: string) => {
    const card = page.getByTestId(name);
    if (shots) await card.screenshot({ path: join(shots, `month-six-${name}.png`) });
  };

  before(async () => {
    const origin = new URL(given("URL")).origin;
    browser = await launch();
    watched = await open(browser, origin, { ignoreHTTPSErrors: true });
    page = watched.page;
    await signIn(page, origin, {
      email: given("EMAIL"),
      password: given("PASSWORD"),
      code: given("CODE"),
    });
    await page.getByTestId("patient-row").filter({ hasText: "Ada Rowe" }).click();
    await page.getByTestId("score-phq-9").waitFor();
    await page.getByTestId("effect-report").first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await shot("month-six");
    await unfold(page, "plan", "missing", "earlier-flags");
    for (const name of ["score-phq-9", "plan"]) await part(name);
  });
  after(async () => {
    await browser?.close();
  });

  test("both sessions, and that the first was moved", async () => {
    const [first, second] = await texts(page.getByTestId("dosing-session"));
    assert.match(first ?? "", /^Session 1, 9 March Moved from 2 March, decided 1 March 15:\d\d/);
    assert.match(second ?? "", /^Session 2, 18 May/);
    assert.doesNotMatch(second ?? "", /Moved/);
    const standing = await text(page.getByTestId("patient-standing"));
    assert.match(standing, /^Follow-up · 182 days after session 2/);
  });

  test("each session has its own visits", async () => {
    const rows = await texts(page.locator("[data-testid=visit][data-visit=W4]"));
    assert.equal(rows.length, 2);
    assert.match(rows[0] ?? "", /^Four weeks after \(1\) .*done/);
    assert.match(rows[1] ?? "", /^Four weeks after \(2\) .*done/);
    const months = await texts(page.locator("[data-testid=visit][data-visit=M6]"));
    assert.match(months[0] ?? "", /replaced by the next session not asked any more/);
    assert.match(months[1] ?? "", /26 October to 7 December/);
  });

  test("the two missed visits and the staff's tasks for them", async () => {
    const missed = await texts(page.getByTestId("missed-visit"));
    assert.equal(missed.length, 2);
    assert.match(missed[0] ?? "", /^The day after \(1\): not answered, .* since 12 March 00:00/);
    assert.match(missed[1] ?? "", /^One week after \(1\): not answered, .* since 19 March 00:00/);
    const open_ = await texts(page.getByTestId("staff-task"));
    assert.equal(open_.length, 1);
    assert.match(
      open_[0] ?? "",
      /^Ask after: One week after, session 1 on 9 March 2026\s*urgent\s*since 19 March /,
    );
    await page.getByTestId("task-more").click();
    const closed = await texts(page.getByTestId("staff-task-closed"));
    assert.equal(closed.length, 1);
    assert.match(
      closed[0] ?? "",
      /^Ask after: The day after, session 1 on 9 March 2026\s*Rang her: well, flying to Tokyo\./,
    );
    assert.match(closed[0] ?? "", /Closed by Dr Lin, 18 March 23:\d\d/);
    while (await page.getByTestId("missing-more").isVisible())
      await page.getByTestId("missing-more").click();
    for (const name of ["staff-tasks", "missing"]) await part(name);
    const missing = await texts(page.getByTestId("missing-line"));
    assert.ok(
      missing.some((line) => line.startsWith("ASQ, The day after (1)")),
      missing.join("\n"),
    );
    assert.ok(missing.includes("PHQ-9, One week after (1): answered outside the window"));
  });

  test("the worsening of week four, with the change against its baseline", async () => {
    const facts = await text(page.getByTestId("score-phq-9").getByTestId("score-change"));
    assert.match(facts, /Reliably worse on 6 April \(\+7 of 12\)/);
    assert.match(facts, /Baseline 17, 13 May, before session 2/);
    assert.match(facts, /Since the baseline .13/);
    assert.match(facts, /Change reliable improvement/);
    assert.match(facts, /Remission yes/);
    const headline = await text(page.getByTestId("score-summary").first());
    assert.match(headline, /before session 2: 17 → 4 · before session 1: 12 → 4/);
    const flags = await texts(page.getByTestId("flag-acknowledged"));
    assert.ok(
      flags.some((flag) =>
        /^PHQ-9, reliable worsening: 19; at the baseline 12 .*weekly calls\./.test(flag),
      ),
      flags.join("\n"),
    );
  });

  test("the scores of both sessions, in the order of the instants, with the day where she was", async () => {
    await page.getByTestId("score-view-phq-9").click();
    const rows = await texts(page.getByTestId("score-table-phq-9").getByTestId("score-row"));
    const scores = rows.map(
      (row) => /(\d+) (?:minimal|mild|moderate|moderately severe) /.exec(row)?.[1],
    );
    assert.deepEqual(scores.join(" "), "4 6 8 9 11 17 19 10 9 10 12 14 16");
    const row = (start: RegExp) => rows.find((each) => start.test(each)) ?? "";
    assert.match(row(/^6 April/), /\+7 of 12, session 1 reliable worsening/);
    assert.match(row(/^16 November|^today/), /.13 of 17, session 2 reliable improvement/);
    // In Tokyo it was the 20th and the 23rd.
    assert.match(row(/^19 March 23:00/), /20 March 08:00 where it was answered/);
    assert.match(row(/^22 March 22:30/), /23 March 07:30 where it was answered/);
    assert.doesNotMatch(row(/^23 March 06:30/), /where it was answered/);
    await part("score-table-phq-9");
  });

  test("the whole way as one row of lines, newest first", async () => {
    await page.getByTestId("timeline-more").click();
    await part("timeline");
    const lines = await texts(page.getByTestId("timeline-line"));
    const at = (what: RegExp) => {
      const found = lines.findIndex((line) => what.test(line));
      assert.ok(found >= 0, `${what.source}\n${lines.join("\n")}`);
      return found;
    };
    const order = [
      at(/Six months after \(2\)/),
      at(/Session 2$/),
      at(/PHQ-9: flag acknowledged/),
      at(/PHQ-9: 19, moderately severe/),
      at(/^23 March 06:30 .*PHQ-9: 10/),
      at(/^22 March 22:30 .*PHQ-9: 9/),
      at(/^19 March 23:00 .*PHQ-9: 10/),
      at(/One week after \(1\): window closed, not complete/),
      at(/The day after \(1\): window closed, not complete/),
      at(/Session 1$/),
      at(/Session 1 moved from 2 March 2026 to 9 March 2026/),
      at(/Participation: signed/),
      at(/Goes on, class A/),
    ];
    // The months that the second session replaced were never asked for.
    assert.ok(!lines.some((line) => /Three months after \(1\)/.test(line)));
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
      lines.join("\n"),
    );
  });

  test("the confirmed side effect and the dosing record of both days", async () => {
    const events = await texts(page.getByTestId("adverse-event"));
    assert.ok(events.some((event) => /Headache/.test(event) && /grade 2/.test(event)));
    assert.ok(
      events.some((event) => /Feeling sick/.test(event) && /during the session/.test(event)),
    );
    await page.getByTestId("dosing-open").click();
    await page.getByTestId("dosing-session-choice").first().waitFor();
    assert.equal(await page.getByTestId("dosing-session-choice").count(), 2);
    for (const [number, day] of [
      [0, "9 March"],
      [1, "18 May"],
    ] as const) {
      await page.getByTestId("dosing-session-choice").nth(number).click();
      const state = page.getByTestId("dosing-state").filter({ hasText: day });
      await state.waitFor();
      assert.match(await text(state), new RegExp(`${day} 13:00`));
    }
    await shot("month-six-dosing");
  });

  test("nothing went wrong on the way", async () => {
    assert.deepEqual([watched.violations, watched.errors, watched.foreign], [[], [], []]);
    assert.deepEqual(await watched.storage(), []);
  });
});
