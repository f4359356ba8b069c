import type { SelfCheck } from "../api/care_shapes.ts";
import { moment, words } from "../words.ts";
import { useNow } from "./clinic.ts";
import { PatientText, PatientWord } from "./patient_text.tsx";

const say = words.findings;

/** What the self-check amounts to, rule by rule with its source. It decides nothing. */
export function Findings({ check }: { check: SelfCheck }) {
  const now = useNow();
  if (check.response === null || check.result === null) return null;
  return (
    <div class="findings" data-testid="self-check">
      <p>
        {words.eligibility.check(moment(check.authored, now))}:{" "}
        <strong>{say.result(check.result)}</strong>
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
      {check.findings.length > 0 && (
        <div class="scroll">
          <table>
            <caption class="sr">{words.eligibility.check(moment(check.authored, now))}</caption>
            <colgroup>
              <col />
              <col class="answer-column" />
              <col class="class-column" />
            </colgroup>
            <tbody>
              {check.findings.map((found) => (
                <tr key={`${found.rule}/${found.item ?? ""}`} data-testid="finding">
                  <th scope="row">
                    {/* Its number on the form beside that of the rule would be two for one line. */}
                    <PatientWord text={found.text ?? found.label ?? ""} letters={400} />
                    <span class="muted small block">
                      <PatientWord text={say.rule(found.rule, found.source ?? "")} letters={300} />
                    </span>
                  </th>
                  <td>
                    {found.declined ? (
                      say.declined
                    ) : found.unanswered || found.answer === null ? (
                      say.unanswered
                    ) : (
                      <PatientText text={found.answer} />
                    )}
                  </td>
                  <td>
                    <strong>{say.classWord(found.class)}</strong>
                    {found.sameDay && <span class="care small block">{say.sameDay}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {check.medicines.length > 0 && (
        <>
          <h3>{say.medicines}</h3>
          <ul class="plain">
            {check.medicines.map((medicine) => (
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
    </div>
  );
}
