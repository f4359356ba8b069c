import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

const web = process.env.LANDFALL_WEB ?? ".";

/** `score-${questionnaire}` in the sources is `score-<questionnaire>` in the list. */
function idsInSources(): Set<string> {
  const found = new Set<string>();
  for (const name of readdirSync(join(web, "src"), { recursive: true })) {
    if (!String(name).endsWith(".tsx")) continue;
    const source = readFileSync(join(web, "src", String(name)), "utf8");
    const uses = source.matchAll(/\b(?:data-testid|testId)=(?:"([^"]+)"|\{`([^`]+)`\})/g);
    for (const [, plain, template] of uses) {
      const id = plain ?? template?.replace(/\$\{(?:\w+\.)*(\w+)\}/g, "<$1>");
      if (id !== undefined) found.add(id);
    }
    for (const [, id] of source.matchAll(/\blink\([^()]*"(nav-[a-z]+)"\)/g)) found.add(id ?? "");
  }
  return found;
}

function idsInList(): string[] {
  const list = readFileSync(join(web, "test-ids.md"), "utf8");
  return [...list.matchAll(/^\| `([^`]+)` +\|/gm)].map((row) => row[1] ?? "");
}

describe("the names that tests rely on", () => {
  test("the list and the sources hold the same names, each once in the list", () => {
    const listed = idsInList();
    assert.equal(new Set(listed).size, listed.length);
    assert.deepEqual([...listed].sort(), [...idsInSources()].sort());
  });

  test("the names promised from the start are there", () => {
    const promised =
      "login-email login-password login-code login-submit patient-row flag flag-note " +
      "flag-acknowledge score-<questionnaire> item-answers journal-entry assign-questionnaire " +
      "confirm-device";
    const listed = new Set(idsInList());
    for (const id of promised.split(" ")) assert.ok(listed.has(id), id);
  });

  test("names are kebab-case", () => {
    for (const id of idsInList()) assert.match(id, /^[a-z]+(?:-(?:[a-z]+|<[a-z]+>))*$/);
  });
});
