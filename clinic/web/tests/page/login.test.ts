import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch, signIn } from "../browser.ts";
import { account } from "../mock/clinic.ts";
import { eventually, openPatient, scene } from "../stage.ts";

describe("signing in and out", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("a wrong code is refused with one sentence and the other fields stay", () =>
    scene(browser, { signedIn: false }, async ({ page }) => {
      await page.getByTestId("login-email").fill(account.email);
      await page.getByTestId("login-password").fill(account.password);
      await page.getByTestId("login-code").fill("000 000");
      await page.getByTestId("login-submit").click();
      await page.getByText("Sign-in did not work.").waitFor();
      assert.equal(await page.getByTestId("login-email").inputValue(), account.email);
      assert.equal(await page.getByTestId("login-code").inputValue(), "");
      assert.equal(
        await page.evaluate(() => document.activeElement?.getAttribute("data-testid")),
        "login-code",
      );
    }));

  test("empty fields are asked for and nothing is sent", () =>
    scene(browser, { signedIn: false }, async ({ page, clinic }) => {
      await page.getByTestId("login-email").fill(account.email);
      await page.getByTestId("login-submit").click();
      await page.getByText("Fill in all three fields.").waitFor();
      assert.equal(clinic.count("POST", "/login"), 0);
    }));

  test("too many tries say how long to wait", () =>
    scene(browser, { signedIn: false }, async ({ page, clinic }) => {
      clinic.refuse.set("POST /login", { status: 429, code: "too_many_requests", retryAfter: 8 });
      await page.getByTestId("login-email").fill(account.email);
      await page.getByTestId("login-password").fill("x");
      await page.getByTestId("login-code").fill("1");
      await page.getByTestId("login-submit").click();
      await page.getByText("Wait 8 seconds").waitFor();
    }));

  test("a reload keeps the session and the place", () =>
    scene(browser, {}, async ({ page }) => {
      await openPatient(page, "Ada Rowe");
      await page.reload();
      await page.getByTestId("patient-name").filter({ hasText: "Ada Rowe" }).waitFor();
    }));

  test("signing out ends the session on the server and shows nothing clinical", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("sign-out").click();
      await page.getByTestId("login-submit").waitFor();
      await eventually(() => clinic.sessions, 0);
      assert.doesNotMatch(await page.content(), /Ada|PHQ/);
      assert.equal(new URL(page.url()).hash, "");
      await page.reload();
      await page.getByTestId("login-submit").waitFor();
    }));

  test("an expired session asks to sign in again and gives the unsaved note back", () =>
    scene(browser, {}, async ({ page, clinic, origin }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("flag-note").fill("Called her, she is");
      clinic.endAllSessions();
      await page.getByTestId("flag-acknowledge").click();
      await page.getByTestId("login-reason").filter({ hasText: "session has ended" }).waitFor();
      assert.doesNotMatch(await page.content(), /Ada|Called her/);
      await signIn(page, origin, account);
      await eventually(() => page.getByTestId("flag-note").inputValue(), "Called her, she is");
    }));

  test("another account gets neither the note nor the session of the one before", () =>
    scene(browser, {}, async ({ page, clinic, origin }) => {
      await openPatient(page, "Ada Rowe");
      await page.getByTestId("flag-note").fill("Not yours");
      clinic.endAllSessions();
      clinic.changed(clinic.world.patients[0] as never);
      await page.getByTestId("login-reason").waitFor();
      await signIn(page, origin, { ...account, email: "ito@harbour.example" });
      await page.getByTestId("sign-out").click();
      await page.getByTestId("login-submit").waitFor();
      await signIn(page, origin, account);
      await openPatient(page, "Ada Rowe");
      assert.equal(await page.getByTestId("flag-note").inputValue(), "");
    }));

  test("sessions are listed and another one can be ended", () =>
    scene(browser, {}, async ({ page, clinic }) => {
      clinic.openSecondSession();
      await page.getByTestId("nav-sessions").click();
      await eventually(() => page.getByTestId("session").count(), 2);
      await page.getByTestId("session-end").click();
      await eventually(() => page.getByTestId("session").count(), 1);
      assert.equal(clinic.sessions, 1);
      await page.getByText("this window").waitFor();
    }));

  test("a server that is away is said plainly, and trying again works", () =>
    scene(browser, { signedIn: false }, async ({ page, clinic }) => {
      clinic.refuse.set("GET /me", { status: 503, code: "busy", retryAfter: 5 });
      await page.reload();
      await page.getByTestId("problem").waitFor();
      clinic.refuse.clear();
      await page.getByTestId("retry").click();
      await page.getByTestId("login-submit").waitFor();
    }));
});

describe("nobody there", () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  test("after 14 quiet minutes the page asks, and one press keeps the session", () =>
    scene(browser, { signedIn: false }, async ({ page, origin, clinic }) => {
      await page.clock.install();
      await signIn(page, origin, account);
      await page.clock.fastForward("14:10");
      await page.getByTestId("idle-notice").waitFor();
      assert.match(await page.getByTestId("idle-notice").innerText(), /signed out in \d+ seconds/);
      await page.getByTestId("idle-stay").click();
      await page.getByTestId("idle-notice").waitFor({ state: "hidden" });
      await page.clock.fastForward("02:00");
      assert.equal(await page.getByTestId("sign-out").isVisible(), true);
      assert.equal(clinic.sessions, 1);
    }));

  test("after 15 quiet minutes the session ends", () =>
    scene(browser, { signedIn: false }, async ({ page, origin, clinic }) => {
      await page.clock.install();
      await signIn(page, origin, account);
      await page.clock.fastForward("15:05");
      await page.getByTestId("login-reason").filter({ hasText: "15 minutes" }).waitFor();
      await eventually(() => clinic.sessions, 0);
    }));
});
