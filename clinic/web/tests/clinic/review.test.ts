// The page against the real server, from a phone's pairing to the clinician's note, and what an
// attacker may try on the way.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { visibleText } from "../../src/parts/visible.ts";
import { launch, open, signIn } from "../browser.ts";
import type { Watched } from "../browser.ts";
import { corpus } from "../corpus.ts";
import { securityHeaders } from "../mock/headers.ts";
import { eventually, openPatient, unfold } from "../stage.ts";
import { answered } from "./instrument.ts";
import { Phone, call, closeConnections, freshId } from "./phone.ts";
import { ClinicProgram, nextCode } from "./program.ts";
import type { Account } from "./program.ts";

const tls = { ignoreHTTPSErrors: true };

// What FHIR allows in a string at all; the rest a strict reader refuses at the door.
const allowed = corpus.filter((text) =>
  // eslint-disable-next-line no-control-regex -- control characters are the point
  /^(?:[\t\n\r]|[^\u0000-\u001f\ud800-\udfff])*$/u.test(text),
);
const phoneNames = ["<img src=x onerror=xss(1)>", '"><svg onload=xss(1)>', "safe\u202e gnp.exe"];
const patientNames = corpus
  .filter((text) => /^[^\p{C}\p{Z}].{4,60}[^\p{Z}]$/u.test(text) && text.length < 60)
  .slice(0, 30);

async function asForm(account: Account) {
  return { email: account.email, password: account.password, code: await nextCode(account) };
}

describe("the review page on landfall-clinic", { timeout: 600_000 }, () => {
  let clinic: ClinicProgram;
  let browser: Browser;
  let window_: Watched;
  let lin: Account;
  let osei: Account;
  let ito: Account;
  let ada = "";
  let phone: Phone;

  before(async () => {
    clinic = new ClinicProgram();
    await clinic.start();
    lin = clinic.addUser("lin@harbour.example", "Dr Lin", "clinician");
    osei = clinic.addUser("osei@harbour.example", "Dr Osei", "clinician");
    ito = clinic.addUser("ito@harbour.example", "Sam Ito", "admin");
    ada = clinic.addPatient("Ada Rowe", lin.email);
    for (const name of patientNames) clinic.addPatient(name, lin.email);
    browser = await launch();
    window_ = await open(browser, clinic.origin, tls);
  });

  after(async () => {
    await browser?.close();
    closeConnections();
    await clinic?.end();
  });

  const watchedIsClean = async () => {
    assert.deepEqual(window_.violations, []);
    assert.deepEqual(window_.fired, []);
    assert.deepEqual(window_.errors, []);
    assert.deepEqual(window_.foreign, []);
    assert.deepEqual(await window_.storage(), []);
  };

  test("a clinician signs in; the cookie cannot be read, and an offered one is not kept", async () => {
    const { page, context } = window_;
    const planted = "A".repeat(43);
    await context.addCookies([
      {
        name: "__Host-lf",
        value: planted,
        url: clinic.origin,
        secure: true,
        httpOnly: true,
        sameSite: "Strict",
      },
    ]);
    await page.goto(`${clinic.origin}/review/`);
    await signIn(page, clinic.origin, await asForm(lin));
    const [cookie] = await context.cookies(clinic.origin);
    assert.equal(cookie?.name, "__Host-lf");
    assert.notEqual(cookie?.value, planted);
    assert.deepEqual(
      [cookie?.httpOnly, cookie?.secure, cookie?.sameSite, cookie?.path],
      [true, true, "Strict", "/"],
    );
    await eventually(() => page.getByTestId("patient-row").count(), patientNames.length + 1);
    await watchedIsClean();
  });

  test("names of patients are shown as they were entered", async () => {
    const { page } = window_;
    const shown = await page.getByTestId("patient-row").locator(".name").allTextContents();
    for (const name of patientNames) assert.ok(shown.includes(visibleText(name)), name);
    await watchedIsClean();
  });

  test("a phone is paired, shows the same digits and is confirmed", async () => {
    const { page } = window_;
    await openPatient(page, "Ada Rowe");
    const invitation = clinic.run(["invite", "--patient", ada]);
    phone = new Phone(clinic.origin);
    await phone.enrol(invitation.uri ?? "", phoneNames[0] ?? "");
    await page.reload();
    await page.getByTestId("device-digits").waitFor();
    const digits = (await page.getByTestId("device-digits").innerText()).replace(/\D/g, "");
    assert.equal(digits.slice(0, 6), phone.digits);
    assert.equal(
      await page.getByTestId("device").locator("> bdi").textContent(),
      visibleText(phoneNames[0] ?? ""),
    );
    await page.getByTestId("confirm-device").click();
    await page.locator("[data-testid=device][data-state=active]").waitFor();
    await phone.signIn(invitation.uri ?? "");
    await watchedIsClean();
  });

  test("answers, flag and shared entry arrive on the open page without a reload", async () => {
    const { page } = window_;
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    await phone.send([
      phone.response("phq-9", answered("phq-9", [1, 1, 1, 1, 1, 1, 1, 1, 0])),
      phone.entry("Rang my brother.\nLighter afterwards."),
    ]);
    await page.getByTestId("score-phq-9").waitFor();
    const id = freshId();
    await phone.send([
      phone.flag(1, id, "phq9-9", "Several days"),
      phone.response("phq-9", answered("phq-9", [1, 2, 2, 2, 1, 1, 1, 1, 1]), id),
    ]);
    await page.getByTestId("flag").waitFor();
    assert.match(await page.getByTestId("flag").innerText(), /item 9: Several days/);
    await eventually(
      async () =>
        /12, moderate · \+4 since last/.test(
          await page.getByTestId("score-phq-9").getByTestId("score-summary").innerText(),
        ),
      true,
    );
    const items = page.getByTestId("score-phq-9").getByTestId("item-answers");
    assert.match(await items.getByTestId("item-answer").first().innerText(), /0 → 1/);
    assert.match(
      await page.getByTestId("journal-entry").innerText(),
      /Rang my brother\.\nLighter afterwards\./,
    );
    assert.equal(await page.evaluate(() => "sameDocument" in window), true);
    await watchedIsClean();
  });

  test("the flag is on top, needs a note, and is then closed with it", async () => {
    const { page } = window_;
    await page.getByTestId("nav-overview").click();
    await eventually(
      () => page.getByTestId("patient-row").first().getAttribute("data-patient"),
      ada,
    );
    assert.match(await page.getByTestId("patient-row").first().innerText(), /flag/);
    await openPatient(page, "Ada Rowe");
    await page.getByTestId("flag-acknowledge").click();
    await page.getByText("Write a note first.").waitFor();
    await page.getByTestId("flag-note").fill("Called at 10. <b>She</b> is with her sister.");
    await page.getByTestId("flag-acknowledge").click();
    await page.getByTestId("flag").waitFor({ state: "detached" });
    await unfold(page, "earlier-flags");
    const closed = await page.getByTestId("flag-acknowledged").first().innerText();
    assert.match(closed, /Called at 10\. <b>She<\/b> is with her sister\./);
    assert.match(closed, /Acknowledged by Dr Lin/);
    await watchedIsClean();
  });

  test("gad-7 is assigned and listed", async () => {
    const { page } = window_;
    await page.getByTestId("assign-questionnaire").selectOption("gad-7");
    await page.getByTestId("assign-due").fill("2036-12-01");
    await page.getByTestId("assign-submit").click();
    await page.getByTestId("assignment").filter({ hasText: "due 1 December 2036" }).waitFor();
    await watchedIsClean();
  });

  test("every string of the corpus is inert in every field a phone fills", async () => {
    const { page } = window_;
    assert.ok(allowed.length >= 60, `${allowed.length} strings`);
    const response = phone.response(
      "of-somebody-else",
      allowed.map((text, n) => ({
        linkId: `q${n}`,
        text: n % 2 === 0 ? `Question ${n}` : text,
        answer: [{ valueString: text }],
      })),
    );
    await phone.send([response]);
    await phone.send(allowed.map((text) => phone.entry(text)));
    await phone.send(allowed.slice(0, 90).map((text) => phone.flag(1, freshId(), "phq9-9", text)));
    await eventually(() => page.getByTestId("flag").count(), Math.min(90, allowed.length));
    await page.getByTestId("journal-more").click();
    await eventually(() => page.getByTestId("journal-entry").count(), allowed.length + 1);
    await unfold(page, "forms");
    const form = page.getByTestId("forms").locator("li").filter({ hasText: "of-somebody-else" });
    await form.getByTestId("form-open").click();
    for (let more = 1; more > 0; ) {
      const folded = page.getByTestId("show-all").filter({ hasText: "Show all" });
      more = await folded.count();
      if (more > 0) await folded.first().click();
    }
    const shown = await page.getByTestId("journal-entry").locator("bdi").allTextContents();
    const answers = await page.getByTestId("item-answer").locator("td bdi").allTextContents();
    for (const text of allowed) {
      assert.ok(shown.includes(visibleText(text)), `entry ${text.slice(0, 60)}`);
      assert.ok(answers.includes(visibleText(text)), `answer ${text.slice(0, 60)}`);
    }
    assert.equal(await page.locator("iframe, object, embed, img, base, style, video").count(), 0);
    await watchedIsClean();
  });

  test("names of more phones are inert too", async () => {
    const { page } = window_;
    for (const name of phoneNames.slice(1)) {
      const invitation = clinic.run(["invite", "--patient", ada]);
      await new Phone(clinic.origin).enrol(invitation.uri ?? "", name);
    }
    await page.reload();
    await unfold(page, "devices");
    await eventually(() => page.getByTestId("device").count(), phoneNames.length);
    const shown = await page.getByTestId("device").locator("> bdi").allTextContents();
    assert.deepEqual(shown.sort(), phoneNames.map(visibleText).sort());
    await watchedIsClean();
  });

  test("every answer carries the security headers, word for word", async () => {
    const html = await call(`${clinic.origin}/review/`, "GET", {});
    const asset = /\/review\/assets\/[^"]+\.js/.exec(html.body)?.[0] ?? "";
    const paths = [
      "/review/",
      asset,
      "/review/api/me",
      "/review/none",
      "/healthz",
      "/fhir/metadata",
    ];
    for (const path of paths) {
      const answer = await call(clinic.origin + path, "GET", {});
      for (const [name, value] of Object.entries(securityHeaders)) {
        assert.equal(answer.headers[name.toLowerCase()], value, `${name} of ${path}`);
      }
      const cors = Object.keys(answer.headers).filter((name) => name.startsWith("access-control"));
      assert.deepEqual(cors, []);
    }
  });

  test("a call from elsewhere, or without the token, changes nothing", async () => {
    const { page, context } = window_;
    const cookie = (await context.cookies(clinic.origin))[0]?.value ?? "";
    const own = {
      Cookie: `__Host-lf=${cookie}`,
      "Content-Type": "application/json",
      Origin: clinic.origin,
      "Sec-Fetch-Site": "same-origin",
    };
    const me = await call(`${clinic.origin}/review/api/me`, "GET", { Cookie: own.Cookie });
    const csrf = (JSON.parse(me.body) as { csrf: string }).csrf;
    const url = `${clinic.origin}/review/api/patients/${ada}/assignments`;
    const body = JSON.stringify({ questionnaire: "gad-7", due: "2036-12-02" });
    const attempts: [string, Record<string, string>, number][] = [
      ["no token", own, 403],
      ["another token", { ...own, "X-LF-CSRF": "A".repeat(csrf.length) }, 403],
      ["another origin", { ...own, "X-LF-CSRF": csrf, Origin: "https://evil.example" }, 403],
      ["another site", { ...own, "X-LF-CSRF": csrf, "Sec-Fetch-Site": "cross-site" }, 403],
      ["a form", { ...own, "X-LF-CSRF": csrf, "Content-Type": "text/plain" }, 415],
    ];
    for (const [what, headers, status] of attempts) {
      assert.equal((await call(url, "POST", headers, body)).status, status, what);
    }
    const evil = createServer((_request, response) => {
      response.writeHead(200, { "Content-Type": "text/html" });
      response.end(`<iframe src="${clinic.origin}/review/"></iframe>`);
    });
    await new Promise<void>((done) => evil.listen(0, "127.0.0.1", done));
    try {
      const foreign = await context.newPage();
      await foreign.goto(`http://localhost:${(evil.address() as AddressInfo).port}/`);
      await foreign.evaluate(
        ([to, content]) =>
          fetch(to as string, {
            method: "POST",
            mode: "no-cors",
            credentials: "include",
            body: content as string,
          }).catch(() => undefined),
        [url, body],
      );
      await foreign.evaluate(
        (to) =>
          fetch(to, { method: "POST", mode: "no-cors", credentials: "include" }).catch(
            () => undefined,
          ),
        `${clinic.origin}/review/api/logout`,
      );
      // Nor can that page show this one in a frame.
      assert.equal(await foreign.frames()[1]?.locator("#page").count(), 0);
      await foreign.close();
    } finally {
      evil.closeAllConnections();
      evil.close();
    }
    await page.reload();
    await page.getByTestId("assignment").filter({ hasText: "1 December 2036" }).waitFor();
    assert.equal(await page.getByTestId("assignment").filter({ hasText: "2 December" }).count(), 0);
  });

  test("an administrator and another clinician are told nothing about her", async () => {
    for (const [account, seen] of [
      [ito, "admin-devices"],
      [osei, "patient-search"],
    ] as const) {
      const other = await open(browser, clinic.origin, tls);
      await signIn(other.page, clinic.origin, await asForm(account));
      await other.page.getByTestId(seen).waitFor();
      const status = await other.page.evaluate(
        async (path) => (await fetch(path)).status,
        `/review/api/patients/${ada}`,
      );
      assert.equal(status, 403);
      assert.doesNotMatch(await other.page.content(), /Ada Rowe|Rang my brother/);
      assert.deepEqual(other.violations, []);
      await other.context.close();
    }
  });

  test("a session that is ended from another window asks to sign in again", async () => {
    const other = await open(browser, clinic.origin, tls);
    await signIn(other.page, clinic.origin, await asForm(lin));
    await other.page.getByTestId("nav-sessions").click();
    await eventually(() => other.page.getByTestId("session").count(), 2);
    await other.page.getByTestId("session-end").click();
    await eventually(() => other.page.getByTestId("session").count(), 1);
    const { page } = window_;
    await page.getByTestId("assign-questionnaire").selectOption("gad-7");
    await page.getByTestId("assign-submit").click();
    await page.getByTestId("login-reason").filter({ hasText: "session has ended" }).waitFor();
    assert.doesNotMatch(await page.content(), /Ada Rowe/);
    const [cookie] = await other.context.cookies(clinic.origin);
    await other.page.getByTestId("sign-out").first().click();
    await other.page.getByTestId("login-submit").waitFor();
    await eventually(async () => {
      const replay = { Cookie: `__Host-lf=${cookie?.value}` };
      return (await call(`${clinic.origin}/review/api/me`, "GET", replay)).status;
    }, 401);
    assert.deepEqual(other.violations, []);
    await other.context.close();
    await watchedIsClean();
  });
});
