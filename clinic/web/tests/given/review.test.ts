// The page on a server that somebody else started, read-only: LANDFALL_REVIEW_URL names it, and
// LANDFALL_REVIEW_EMAIL, LANDFALL_REVIEW_PASSWORD and LANDFALL_REVIEW_CODE sign in. LANDFALL_SHOTS
// names a folder for pictures of the two first views.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { launch, open, signIn } from "../browser.ts";
import { securityHeaders } from "../mock/headers.ts";

function given(name: string): string {
  const value = process.env[`LANDFALL_REVIEW_${name}`];
  if (!value) throw new Error(`LANDFALL_REVIEW_${name} is not set`);
  return value;
}

describe("the review page on a given server", () => {
  test("a clinician signs in, opens the first patient and signs out, with no violation", async () => {
    const origin = new URL(given("URL")).origin;
    const browser = await launch();
    try {
      const { page, violations, errors, foreign, storage } = await open(browser, origin, {
        ignoreHTTPSErrors: true,
      });
      const answer = await page.goto(`${origin}/review/`);
      for (const [name, value] of Object.entries(securityHeaders)) {
        assert.equal(answer?.headers()[name.toLowerCase()], value, name);
      }
      await signIn(page, origin, {
        email: given("EMAIL"),
        password: given("PASSWORD"),
        code: given("CODE"),
      });
      await page.getByTestId("patient-row").first().waitFor();
      const shots = process.env.LANDFALL_SHOTS;
      if (shots) await page.screenshot({ path: join(shots, "review-overview.png") });
      await page.getByTestId("patient-row").first().click();
      await page.getByTestId("patient-name").waitFor();
      await page.getByTestId("devices").waitFor();
      if (shots) await page.screenshot({ path: join(shots, "review-patient.png"), fullPage: true });
      assert.deepEqual(await storage(), []);
      await page.getByTestId("sign-out").click();
      await page.getByTestId("login-submit").waitFor();
      assert.deepEqual([violations, errors, foreign], [[], [], []]);
    } finally {
      await browser.close();
    }
  });
});
