import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { AnsweredItem } from "../api/answer_shapes.ts";
import type { Answers } from "../api/shapes.ts";
import { answerText, code, moment, words } from "../words.ts";
import { useNow } from "./clinic.ts";
import { itemRows, unreadLabels } from "./items.ts";
import { PatientText, PatientWord } from "./patient_text.tsx";
import { usePrinting } from "./printing.ts";

const say = words.items;
const shortAnswer = 60;

function Answer({ item }: { item: AnsweredItem }) {
  if (item.declined) {
    return (
      <>
        {say.declined}
        {item.answer !== null && item.answer !== say.declined && (
          <>
            {" "}
            <PatientText text={item.answer} />
          </>
        )}
      </>
    );
  }
  if (item.answer === null) return <span class="muted nowrap">{say.empty}</span>;
  return item.answer.length > shortAnswer || item.answer.includes("\n") ? (
    <PatientText text={item.answer} />
  ) : (
    <PatientWord text={answerText(item.answer)} />
  );
}

function Step({ item }: { item: AnsweredItem }) {
  const { value, previous } = item;
  if (value === null) return null;
  if (previous === null || previous === value) return <>{value}</>;
  return (
    <>
      <span aria-hidden="true">
        {previous} → {value}
      </span>
      <span class="sr">{say.was(previous, value)}</span>
    </>
  );
}

function Item({ item }: { item: AnsweredItem }) {
  return (
    <tr class={item.danger ? "danger" : undefined} data-testid="item-answer">
      <th scope="row">
        {item.label !== null && (
          <>
            <PatientWord text={item.label} /> ·{" "}
          </>
        )}
        {item.text !== null && <PatientWord text={item.text} letters={400} />}
        {item.danger && <span class="sr"> ({say.danger})</span>}
      </th>
      <td>
        <Answer item={item} />
      </td>
      <td class="number">
        <Step item={item} />
      </td>
    </tr>
  );
}

interface Props {
  /** All responses to one questionnaire, newest first. */
  responses: Answers[];
  chosen: string | null;
  choose: (response: string | null) => void;
  /** Only what raised a flag is shown until somebody asks for the rest. */
  folded?: boolean;
}

/** The answers of one response, with what changed since the one before it on top. */
export function ItemAnswers({ responses, chosen, choose, folded = false }: Props) {
  const [open, setOpen] = useState(false);
  const printing = usePrinting();
  const now = useNow();
  const id = useId();
  const box = useRef<HTMLElement>(null);
  const answers = responses.find((each) => each.id === chosen) ?? responses[0];
  useEffect(() => {
    if (chosen !== null) box.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  if (!answers) return null;
  // Whoever picked an answer in the chart wants to see it.
  const rows = itemRows(answers, folded && chosen === null);
  const rest = (folded && chosen === null ? say.further : say.unchanged)(rows.unchanged.length);
  return (
    <section class="items" data-testid="item-answers" ref={box} aria-labelledby={`${id}-of`}>
      <div class="items-head">
        <label id={`${id}-of`} for={`${id}-select`}>
          {say.of}
        </label>
        {responses.length > 1 && !printing ? (
          <select
            id={`${id}-select`}
            data-testid="item-answers-of"
            value={answers.id}
            onChange={(event) => {
              const at = event.currentTarget.value;
              // The newest is followed when a newer one arrives; an older one stays.
              choose(at === responses[0]?.id ? null : at);
            }}
          >
            {responses.map((each) => (
              <option key={each.id} value={each.id}>
                {moment(each.authored, now)}
              </option>
            ))}
          </select>
        ) : (
          <span id={`${id}-select`}>{moment(answers.authored, now)}</span>
        )}
        {answers.author !== null && (
          <span class="muted" data-testid="item-answers-author">
            <PatientWord text={words.rating.byClinician(answers.author)} />
          </span>
        )}
        {answers.clockAhead && <span class="accent">{words.clockAhead}</span>}
        <span class="muted">{rows.compared ? say.compared : say.first}</span>
        {answers.status !== null && answers.status !== "completed" && (
          <span class="muted">
            <PatientWord text={say.amended(code(answers.status))} />
          </span>
        )}
      </div>
      {answers.unread !== null && answers.unread.length > 0 && (
        <p class="accent" data-testid="item-answers-unread">
          <PatientWord text={say.unread(unreadLabels(answers).join(", "))} letters={400} />
        </p>
      )}
      <table class="item-table">
        <caption class="sr">
          {answers.title}, {moment(answers.authored, now)}
        </caption>
        <colgroup>
          <col class="question" />
          <col />
          <col class="step" />
        </colgroup>
        <tbody>
          {rows.shown.map((item) => (
            <Item key={item.linkId} item={item} />
          ))}
          {open && rows.unchanged.map((item) => <Item key={item.linkId} item={item} />)}
          {rows.unchanged.length > 0 && (
            <tr class="more">
              <td colSpan={2}>{printing && !open ? words.paper.left(rest) : rest}</td>
              <td class="number">
                <button
                  type="button"
                  class="link screen-only"
                  data-testid="item-answers-all"
                  aria-expanded={open}
                  aria-label={`${rest}: ${open ? say.hide : say.show}`}
                  onClick={() => setOpen(!open)}
                >
                  {open ? say.hide : say.show}
                </button>
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
