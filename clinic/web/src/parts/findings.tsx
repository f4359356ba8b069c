import type { EarlierCheck, Finding, FoundMedicine, SelfCheck } from "../api/care_shapes.ts";
import { moment, words } from "../words.ts";
import { useNow } from "./clinic.ts";
import { PatientText, PatientWord } from "./patient_text.tsx";

const say = words.findings;

interface Found extends Pick<SelfCheck, "findings" | "medicines"> {
  authored: string | null;
}

/** What is behind no question of the form is one line for each rule, whatever it was found for. */
function oncePerRule(findings: readonly Finding[]): Finding[] {
  const isFirst = (one: Finding, at: number) =>
    findings.findIndex((each) => each.item === one.item && each.rule === one.rule) === at;
  return findings.filter(isFirst);
}

const medicinesOf = (one: Finding, medicines: readonly FoundMedicine[]) =>
  medicines.filter((medicine) => medicine.rule === one.rule);

/** The question; of a medicine that was listed elsewhere, and of a score, what it is. */
function questionOf(one: Finding, medicines: readonly FoundMedicine[]): string {
  if (one.item !== null) return one.text ?? one.label ?? "";
  return medicinesOf(one, medicines).length > 0 ? say.medicineListed : say.ofScore;
}

function foundOf(one: Finding, medicines: readonly FoundMedicine[]): string {
  const named = medicinesOf(one, medicines);
  if (named.length === 0) return say.aboveLimit;
  return named.map((each) => say.medicineNamed(each.text, each.medicine)).join(", ");
}

/** The answers and medicines of one self-check that somebody has to look at. */
function Rows({ found }: { found: Found }) {
  const now = useNow();
  return (
    <>
      {found.findings.length > 0 && (
        <div class="scroll">
          <table>
            <caption class="sr">{words.eligibility.check(moment(found.authored, now))}</caption>
            <colgroup>
              <col />
              <col class="answer-column" />
              <col class="class-column" />
            </colgroup>
            <tbody>
              {oncePerRule(found.findings).map((one) => (
                <tr key={`${one.rule}/${one.item ?? ""}`} data-testid="finding">
                  <th scope="row">
                    {/* Its number on the form beside that of the rule would be two for one line. */}
                    <PatientWord text={questionOf(one, found.medicines)} letters={400} />
                    <span class="muted small block">
                      <PatientWord text={say.rule(one.rule, one.source ?? "")} letters={300} />
                    </span>
                  </th>
                  <td>
                    {one.item === null ? (
                      <PatientText text={foundOf(one, found.medicines)} />
                    ) : one.declined ? (
                      say.declined
                    ) : one.unanswered || one.answer === null ? (
                      say.unanswered
                    ) : (
                      <PatientText text={one.answer} />
                    )}
                  </td>
                  <td>
                    <strong>{say.classWord(one.class)}</strong>
                    {one.sameDay && <span class="care small block">{say.sameDay}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.medicines.length > 0 && (
        <>
          <h3>{say.medicines}</h3>
          <ul class="plain">
            {found.medicines.map((medicine) => (
              <li key={`${medicine.text}/${medicine.rule ?? ""}`} data-testid="found-medicine">
                <PatientWord text={medicine.text} /> ·{" "}
                <PatientWord text={say.medicine(medicine.medicine)} /> ·{" "}
                <strong>{say.classWord(medicine.class)}</strong>
                {medicine.rule !== null && (
                  <span class="muted small">
                    {" "}
                    <PatientWord text={say.rule(medicine.rule, medicine.source ?? "")} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Answered anew since, and still to be decided about. */
function Earlier({ check }: { check: EarlierCheck }) {
  const now = useNow();
  return (
    <section data-testid="earlier-check">
      <h3>{say.earlier(moment(check.authored, now))}</h3>
      <p class="muted small">{say.earlierWhy}</p>
      <Rows found={check} />
    </section>
  );
}

/** What the self-check amounts to, rule by rule with its source. It decides nothing. */
export function Findings({ check }: { check: SelfCheck }) {
  const now = useNow();
  if (check.response === null || check.result === null) return null;
  return (
    <div class="findings" data-testid="self-check">
      <p>
        {(check.earlier.length > 0 ? say.checks : words.eligibility.check)(
          moment(check.authored, now),
        )}
        : <strong>{say.result(check.result)}</strong>
        {check.sameDay && <strong class="care"> · {say.sameDay}</strong>}
        {check.rules !== null && (
          <span class="muted small"> · {words.eligibility.version(check.rules)}</span>
        )}
      </p>
      {check.wording !== null && (
        <p class="muted small">
          {say.read} <PatientWord text={check.wording} letters={600} />
        </p>
      )}
      <Rows found={check} />
      {check.earlier.map((one) => (
        <Earlier key={`${one.response}/${one.authored}`} check={one} />
      ))}
    </div>
  );
}
