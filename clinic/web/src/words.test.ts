import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Refusal, Unreachable } from "./api/client.ts";
import {
  age,
  ago,
  change,
  daysBetween,
  failure,
  moment,
  momentThere,
  onScreen,
  taskStatus,
  words,
} from "./words.ts";

const noon = Date.parse("2026-03-12T12:00:00Z");
const now = onScreen(noon);

describe("the line of a patient", () => {
  test("says what its first flag is about, and which side effect", () => {
    assert.equal(words.overview.about("PHQ-9", "9", null), "PHQ-9 item 9");
    assert.equal(
      words.overview.about("Side effects", null, "I fainted"),
      "Side effects, I fainted",
    );
  });
});

describe("times in words", () => {
  test("ages are short and never negative", () => {
    assert.equal(age("2026-03-12T12:00:30Z", now), "now");
    assert.equal(age("2026-03-12T11:52:00Z", now), "8 min");
    assert.equal(age("2026-03-12T10:00:00Z", now), "2 h");
    assert.equal(age("2026-03-09T10:00:00Z", now), "3 days");
    assert.equal(ago("2026-03-12T11:59:00Z", now), "1 minute ago");
  });

  test("today and yesterday are days of the calendar, and on paper there is no today", () => {
    assert.match(moment("2026-03-12T00:05:00Z", now), /^today /);
    assert.match(moment("2026-03-11T23:55:00Z", now), /^yesterday /);
    assert.match(moment("2026-03-12T00:05:00Z", { ms: noon, onPaper: true }), /2026/);
  });

  test("the time since a session counts days where only its day is known", () => {
    const minutesADay = 24 * 60;
    const { since } = words.effects;
    assert.equal(since(0, 1, "day"), "on the day of session 1");
    assert.equal(since(minutesADay, 1, "day"), "1 day after session 1");
    assert.equal(since(29 * minutesADay, 1, "day"), "29 days after session 1");
    assert.equal(since(29 * minutesADay, 2, "start"), "29 days after dose 2");
    assert.equal(since(119, 2, "start"), "119 minutes after dose 2");
  });

  test("what another clock showed is said where it stood elsewhere, and only there", () => {
    assert.match(momentThere("2026-03-23T07:30:00.000+09:00") ?? "", /\b23\b.* 07:30/);
    assert.match(momentThere("2026-10-24T09:30:00.000-07:00") ?? "", /\b24\b.* 09:30/);
    assert.equal(momentThere("2026-03-23T06:30:00.000+00:00"), null);
    assert.equal(momentThere("2026-04-06T10:00:00.000+01:00"), null);
    assert.equal(momentThere("2026-03-23T06:30:00Z"), null);
    assert.equal(momentThere("2026-03-23"), null);
    assert.equal(momentThere(null), null);
  });

  test("the night of summer time is one day long", () => {
    const before = new Date(2026, 2, 28, 23).getTime();
    const after = new Date(2026, 2, 30, 1).getTime();
    assert.equal(daysBetween(before, after), 2);
  });

  test("what is no time is shown as it came", () => {
    assert.equal(moment("sometime", now), "sometime");
    assert.equal(moment(null, now), "time not known");
  });
});

describe("other words", () => {
  test("changes have a sign and a real minus", () => {
    assert.deepEqual([change(3), change(-10), change(0)], ["+3", "−10", "no change"]);
  });

  test("an unknown status is shown and one named like a part of the language is only text", () => {
    assert.equal(taskStatus("on-hold"), "on hold");
    assert.equal(taskStatus("constructor"), "constructor");
  });

  test("a failure says what is safe and what to do", () => {
    assert.match(failure(new Unreachable("x"), "Not saved."), /^Not saved\. .* does not answer/);
    assert.match(failure(new Refusal(503, "busy", "", 7), "Not saved."), /in 7 seconds/);
    assert.match(failure(new Refusal(500, "internal", "", null), ""), /Nothing was changed/);
    assert.match(failure(new Refusal(422, "digits_differ", "", null), ""), /digits/);
  });

  test("what the server says of one part of a request is said as it is", () => {
    const sentence = "The session was not moved: X. Nothing was stored. Choose another day.";
    const refusal = (status: number, code: string, text: string, member: string | null) =>
      failure(new Refusal(status, code, text, null, [], member), "Not changed.");
    for (const code of ["bad_request", "not_found", "version_conflict"])
      assert.equal(refusal(400, code, sentence, "date"), sentence);
    // Of a whole request the server's words are those of a program.
    assert.match(refusal(412, "version_conflict", "There is a newer version.", null), /quicker/);
    assert.match(refusal(400, "bad_request", "Not of the expected form.", null), /^Not changed/);
    assert.match(refusal(422, "invalid_fact", "This is missing.", "pulse"), /One field .* pulse/);
  });

  test("a refused fact is said by the server's reason, else by the label of its field", () => {
    const refusal = (text: string, member: string) =>
      failure(new Refusal(422, "invalid_fact", text, null, [], member), "Not saved.", (name) =>
        name === "end" ? "Ended on" : name,
      );
    const why = "The adverse event was not stored: it ends before it began. Nothing was stored.";
    assert.equal(refusal(why, "end"), `Not saved. ${why}`);
    assert.equal(
      refusal("This is missing, or is not of the expected kind.", "end"),
      "Not saved. One field is missing or cannot be so: Ended on. Days and times must not lie ahead.",
    );
    assert.doesNotMatch(refusal("This is missing.", "grade"), /lie ahead/);
  });
});
