import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { cutLong, visibleText } from "../../src/parts/visible.ts";
import { launch } from "../browser.ts";
import { corpus } from "../corpus.ts";
import { securityHeaders } from "../mock/headers.ts";
import { planAround } from "../mock/care.ts";
import { doseDrawnUp, missedTask } from "../mock/sample_care.ts";
import { World, id, sampleWorld } from "../mock/world.ts";
import { eventually, openPatient, scene, unfold } from "../stage.ts";

/** What the page may contain: everything else came out of a patient's text. */
async function strangers(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const strange: string[] = [];
    for (const element of document.querySelectorAll("*")) {
      const name = element.tagName.toLowerCase();
      if (["iframe", "object", "embed", "img", "base", "form", "style", "video"].includes(name)) {
        const own = [
          "flag-form",
          "assign",
          "confirm",
          "card",
          "inline-form",
          "stack",
          "dosing-form",
        ];
        if (name !== "form" || !own.some((each) => element.classList.contains(each))) {
          strange.push(name);
        }
      }
      if (name === "script" && !(element as HTMLScriptElement).src.includes("/review/assets/")) {
        strange.push(name);
      }
      for (const attribute of element.attributes) {
        if (attribute.name.startsWith("on")) strange.push(`${name} ${attribute.name}`);
        if (["href", "src", "action"].includes(attribute.name)) {
          if (!/^(#|\/review\/assets\/|tel:\+?\d+$)/.test(attribute.value))
            strange.push(attribute.value);
        }
      }
    }
    return strange;
  });
}

async function openById(page: Page, n: number): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#/patient/${id(n)}`);
  await page.locator(`[data-patient="${id(n)}"] h1`).waitFor();
}

/** Every string in every place that the clinic's part of the page has for somebody's words. */
function addCareOfCorpus(world: World): void {
  const four = world.add("Four", 4);
  const plan = planAround(world.nowMs, 9, {});
  four.plan = plan;
  four.safetyPlan = {
    id: world.freshId(),
    authored: world.at(1000),
    sections: corpus.map((text, n) => ({ code: String(n), heading: text, text })),
  };
  const [event] = sampleWorld(world.nowMs).patients[0]?.care.events ?? [];
  const entry = doseDrawnUp(world);
  const entries = corpus.map((text, n) => ({
    ...entry,
    id: world.freshId(),
    step: n % 2 ? "arrival" : "event",
    by: text,
    reason: text,
    facts: { symptoms: text, term: text, stopWord: text },
  }));
  four.care.dosing.set(1, entries);
  corpus.forEach((text, n) => {
    four.consents.push({
      id: world.freshId(),
      event: text,
      purpose: n % 2 ? text : "participation",
      authored: world.at(n * 1000),
      received: text,
      document: text,
      version: text,
      sha256: text,
      template: true,
      name: text,
      data: text,
      contactName: text,
      contactPhone: text,
      countersignedBy: text,
      countersigned: text,
    });
    const task = missedTask(world, four, text, true);
    Object.assign(task, { title: text, forms: [{ questionnaire: text, title: text }] });
    if (n % 2)
      Object.assign(task, { open: false, closed: text, closedBy: text, note: text, reason: text });
    four.care.reports.push({
      response: world.freshId(),
      questionnaire: text,
      title: text,
      authored: text,
      received: text,
      grade: 1,
      tier: 1,
      term: n % 2 ? text : null,
      sinceDose: { session: 1, minutes: 5, from: text },
      items: [],
      events: [],
    });
    if (event) {
      const replacedBy = n % 3 === 0 ? text : null;
      const words = { term: text, words: text, action: text, reason: text, by: text, onset: text };
      four.care.events.push({ ...event, ...words, id: world.freshId(), replacedBy });
    }
    const rule = { rule: `E-${n}`, class: "B", sameDay: false, source: text, evidence: "S" };
    four.care.selfCheck.findings.push({ ...rule, item: text, label: text, text, answer: text });
    four.care.selfCheck.medicines.push({ ...rule, text, medicine: text });
    four.missing.totals.push({
      response: String(n),
      questionnaire: text,
      title: text,
      authored: text,
      reason: text,
    });
  });
  Object.assign(four.care.selfCheck, { response: "r", authored: world.at(0), result: "B" });
  four.care.selfCheck.wording = corpus[0] ?? null;
  const decision = {
    eligible: true,
    class: "A",
    by: corpus[1] ?? "",
    second: corpus[2] ?? "",
    response: null,
    needsSecond: true,
    at: world.at(0),
  };
  plan.decision = { ...decision, reason: corpus[3] ?? "" };
  four.care.selfCheck.decisions = corpus.map((reason, n) => ({
    ...decision,
    reason,
    at: world.at(n),
  }));
}

function worldOfCorpus(): World {
  const world = new World(Date.now());
  const one = world.add("One", 1);
  const long = world.answer(one, "phq-9", [1], 1000);
  long.items = corpus.map((text, n) => ({
    linkId: `q${n}`,
    label: String(n),
    text: `Question ${n}`,
    answer: text,
    declined: false,
    value: null,
    previous: null,
    danger: false,
  }));
  for (const text of [...corpus].reverse()) world.write(one, text, 1000);
  const names = world.add("Two", 2);
  for (const text of corpus) world.pair(names, text, "active");
  const rest = world.add("Three", 3);
  corpus.forEach((text) => {
    const response = world.answer(rest, "gad-7", [1], 1000);
    const item = response.items[0];
    if (!item) return;
    Object.assign(item, { answer: text, declined: true, label: text, text, danger: true });
    Object.assign(response, { status: text, version: text });
    const flag = world.flag(rest, response, item);
    Object.assign(flag, { title: text, questionnaire: text });
    if (rest.flags.length % 2 === 0) {
      Object.assign(flag, { status: "inactive", note: text, acknowledgedBy: text });
      flag.acknowledged = text;
    }
    const task = world.assign(rest, "gad-7", 0);
    Object.assign(task, { title: text, status: text, due: text });
    const point = rest.scores[0]?.points.at(-1);
    if (point) Object.assign(point, { band: text, pattern: text, authored: text });
  });
  addCareOfCorpus(world);
  corpus.forEach((text, n) => {
    const named = world.add(text, 100_000 + n);
    named.patient.birthDate = text;
    world.write(named, "x", 1000);
  });
  return world;
}

describe("what a patient writes stays text", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("the corpus is large enough", () => {
    assert.ok(corpus.length >= 200, `${corpus.length} strings`);
    assert.equal(new Set(corpus).size, corpus.length);
  });

  test("journal entries and free-text answers", { timeout: 120_000 }, () =>
    scene(browser, { world: worldOfCorpus() }, async ({ page }) => {
      await openById(page, 1);
      await page.getByTestId("journal-more").click();
      await eventually(() => page.getByTestId("journal-entry").count(), corpus.length);
      while ((await page.getByTestId("show-all").filter({ hasText: "Show all" }).count()) > 0) {
        await page.getByTestId("show-all").filter({ hasText: "Show all" }).first().click();
      }
      const wanted = corpus.map(visibleText);
      const entries = page.getByTestId("journal-entry").locator("bdi");
      assert.deepEqual(await entries.allTextContents(), wanted);
      const answers = page.getByTestId("item-answer").locator("td bdi");
      assert.deepEqual(await answers.allTextContents(), wanted);
      assert.deepEqual(await strangers(page), []);
    }),
  );

  test("names of phones", { timeout: 120_000 }, () =>
    scene(browser, { world: worldOfCorpus() }, async ({ page }) => {
      await openById(page, 2);
      await unfold(page, "devices");
      await eventually(() => page.getByTestId("device").count(), corpus.length);
      const shown = await page.getByTestId("device").locator("> bdi").allTextContents();
      shown.forEach((text, n) => {
        assert.equal(text, visibleText(cutLong(corpus[n] ?? "", 60, 1).shown));
      });
      assert.deepEqual(await strangers(page), []);
    }),
  );

  test("flags, declined answers, notes, titles, bands and states", { timeout: 120_000 }, () =>
    scene(browser, { world: worldOfCorpus() }, async ({ page }) => {
      await openById(page, 3);
      await page.getByTestId("flag").first().waitFor();
      await unfold(page, "earlier-flags");
      assert.ok((await page.getByTestId("flag").count()) > 50);
      assert.ok((await page.getByTestId("flag-acknowledged").count()) > 50);
      await page.getByTestId("score-view-gad-7").click();
      await page.getByTestId("assign-more").click();
      await eventually(() => page.getByTestId("assignment").count(), corpus.length);
      for (const option of [3, 30, 60]) {
        await page.getByTestId("item-answers-of").selectOption({ index: option });
      }
      assert.deepEqual(await strangers(page), []);
    }),
  );

  test("consent, safety plan, self-check, side effects and tasks", { timeout: 180_000 }, () =>
    scene(browser, { world: worldOfCorpus() }, async ({ page }) => {
      await openById(page, 4);
      await page.getByTestId("effect-report").first().waitFor();
      await unfold(page, "eligibility", "consents", "missing");
      await page.getByTestId("finding").first().waitFor();
      for (const more of ["consent", "task", "event", "missing", "timeline", "decision"]) {
        await page.getByTestId(`${more}-more`).click();
      }
      await page.getByTestId("effect-confirm").first().click();
      await page.getByTestId("event-form").waitFor();
      assert.equal(await page.getByTestId("effect-report").count(), corpus.length);
      assert.equal(await page.getByTestId("adverse-event").count(), corpus.length);
      assert.equal(await page.getByTestId("consent").count(), corpus.length);
      assert.equal(await page.getByTestId("finding").count(), corpus.length);
      const sections = page.getByTestId("safety-plan-section").locator(".patient-text bdi");
      assert.deepEqual(
        await sections.allTextContents(),
        corpus.map((text) => visibleText(cutLong(text).shown)),
      );
      assert.deepEqual(await strangers(page), []);
    }),
  );

  test("the dosing record", { timeout: 120_000 }, () =>
    scene(browser, { world: worldOfCorpus() }, async ({ page }) => {
      await page.evaluate((hash) => (location.hash = hash), `#/dosing/${id(4)}`);
      await page.getByTestId("dosing-step").first().waitFor();
      const open = '[data-testid^="dosing-step-"][aria-expanded="false"]';
      while ((await page.locator(open).count()) > 0) await page.locator(open).first().click();
      assert.equal(await page.getByTestId("dosing-entry").count(), corpus.length);
      await page.getByTestId("dosing-correct").first().click();
      await page.getByTestId("dosing-reason").waitFor();
      assert.deepEqual(await strangers(page), []);
    }),
  );

  test("names of patients, in the list and as the heading", { timeout: 180_000 }, () =>
    scene(browser, { world: worldOfCorpus() }, async ({ page, world, origin }) => {
      await eventually(() => page.getByTestId("patient-row").count(), corpus.length + 4);
      assert.deepEqual(await strangers(page), []);
      // The second half of the corpus differs in tag and handler only; the list has shown it.
      for (const patient of world.patients.slice(4, 4 + corpus.length / 2)) {
        await page.goto(`${origin}/review/#/patient/${patient.patient.id}`);
        await page.locator(`[data-patient="${patient.patient.id}"] h1`).waitFor();
        const heading = await page.getByTestId("patient-name").textContent();
        assert.equal(heading, visibleText(cutLong(patient.patient.name, 120, 1).shown));
      }
      assert.deepEqual(await strangers(page), []);
    }),
  );

  test("characters that cannot be seen are shown as symbols, and text keeps its own direction", () =>
    scene(browser, {}, async ({ page, world }) => {
      const tom = world.patients[5];
      assert.ok(tom);
      world.write(tom, "safe\u202e gnp.exe\u200b\u0007", 1000);
      await openPatient(page, "Tom Okafor");
      const entry = page.getByTestId("journal-entry").locator("bdi");
      assert.equal(await entry.textContent(), "safe[RLO] gnp.exe[ZWSP]␇");
      assert.deepEqual(await entry.locator(".sign").allTextContents(), ["[RLO]", "[ZWSP]", "␇"]);
      assert.equal(
        await entry.evaluate((element) => getComputedStyle(element).unicodeBidi),
        "plaintext",
      );
    }));

  test("long text is folded and can be shown whole", () =>
    scene(browser, {}, async ({ page, world }) => {
      const tom = world.patients[5];
      assert.ok(tom);
      const text = "A long line of thought. ".repeat(200).trim();
      world.write(tom, text, 1000);
      await openPatient(page, "Tom Okafor");
      const entry = page.getByTestId("journal-entry").locator("bdi");
      assert.ok(((await entry.textContent()) ?? "").length < 800);
      await page.getByText(`Show all (${text.length.toLocaleString("en-GB")} characters)`).click();
      assert.equal(await entry.textContent(), text);
      await page.getByText("Show less").click();
      assert.ok(((await entry.textContent()) ?? "").length < 800);
    }));
});

describe("the page and its policy", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("the page needs no inline script or style and no file of somebody else", async () => {
    await scene(browser, { signedIn: false }, async ({ page, origin }) => {
      const answer = await page.request.get(`${origin}/review/`);
      for (const [name, value] of Object.entries(securityHeaders)) {
        assert.equal(answer.headers()[name.toLowerCase()], value);
      }
      const html = await answer.text();
      assert.doesNotMatch(html, /<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/);
      for (const [, address] of html.matchAll(/(?:src|href)="([^"]*)"/g)) {
        assert.match(address ?? "", /^\/review\/assets\//);
      }
    });
  });

  test("the policy is alive: an inline script and a string for markup are stopped", async () => {
    await scene(browser, { signedIn: false, forbidden: true }, async ({ page, violations }) => {
      const stopped = await page.evaluate(() => {
        const script = document.createElement("script");
        try {
          script.text = "window.reportFired('inline')";
          document.body.append(script);
        } catch {
          return true;
        }
        return false;
      });
      assert.equal(stopped, true);
      const markup = await page.evaluate(() => {
        try {
          document.body.innerHTML = "<b>x</b>";
        } catch {
          return true;
        }
        return false;
      });
      assert.equal(markup, true);
      await eventually(() => violations.some((each) => each.includes("innerHTML")), true);
    });
  });

  test("no other page can show it in a frame", async () => {
    await scene(browser, { signedIn: false }, async ({ clinic, origin, context }) => {
      const evil = createServer((_request, response) => {
        response.writeHead(200, { "Content-Type": "text/html" });
        response.end(`<iframe src="${origin}/review/"></iframe>`);
      });
      await new Promise<void>((done) => evil.listen(0, "127.0.0.1", done));
      try {
        const page = await context.newPage();
        await page.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`);
        const frame = page.frames()[1];
        assert.ok(frame);
        assert.equal(await frame.locator("#page").count(), 0);
        await page.close();
      } finally {
        evil.closeAllConnections();
        evil.close();
      }
      assert.equal(clinic.sessions, 0);
    });
  });
});
