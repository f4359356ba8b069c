import { useId } from "preact/hooks";
import type { DosingEntry } from "../api/dosing_shapes.ts";
import { moment, words } from "../words.ts";
import { useNow } from "./clinic.ts";
import { labelOf } from "./dosing_steps.ts";
import type { Field } from "./dosing_steps.ts";
import { Labelled } from "./labelled.tsx";
import { visibleText } from "./visible.ts";

const say = words.dosing;
const inputTypes = new Map([
  ["text", "text"],
  ["date", "date"],
  ["moment", "datetime-local"],
  ["number", "number"],
]);

interface Props {
  field: Field;
  value: string;
  /** Entries that an "entry" field may point to, newest last. */
  entries: readonly DosingEntry[];
  set: (value: string) => void;
}

function Choice({
  field,
  options,
  value,
  set,
}: {
  field: string;
  options: readonly (readonly [string, string])[];
  value: string;
  set: (value: string) => void;
}) {
  const id = useId();
  return (
    <fieldset class="choices" data-testid={`dosing-choice-${field}`}>
      <legend>{say.fact(field)}</legend>
      {options.map(([option, name]) => (
        <label class="choice" key={option}>
          <input
            type="radio"
            name={id}
            value={option}
            checked={value === option}
            onChange={() => set(option)}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

/** How an entry is named in a list to choose from. */
function useEntryName(): (entry: DosingEntry) => string {
  const now = useNow();
  return (entry) => {
    const at = moment(entry.at, now);
    if (entry.step !== "prepared") return at;
    const { facts } = entry;
    const dose = say.doseOf(
      String(facts.get("doseMg") ?? "?"),
      say.choice(String(facts.get("salt") ?? "")),
      visibleText(String(facts.get("batch") ?? "")),
    );
    return `${at}: ${dose}`;
  };
}

/** One fact of a step, as the control that suits its kind. Nothing is chosen beforehand. */
export function DosingField({ field, value, entries, set }: Props) {
  const nameOf = useEntryName();
  const yesNo = [
    ["yes", say.yes],
    ["no", say.no],
  ] as const;
  if (field.kind === "yes-no") {
    return <Choice field={field.name} options={yesNo} value={value} set={set} />;
  }
  if (field.kind === "choice") {
    const options = field.options.map((each) => [each, say.choice(each)] as const);
    return <Choice field={field.name} options={options} value={value} set={set} />;
  }
  const { name } = field;
  return (
    <Labelled
      label={labelOf(field)}
      day={field.kind === "date" || field.kind === "moment" ? value : null}
    >
      {(id) => {
        if (field.kind === "entry") {
          return (
            <select
              id={id}
              data-testid={`dosing-entry-${name}`}
              value={value}
              onChange={(event) => set(event.currentTarget.value)}
            >
              <option value="">{say.choose}</option>
              {entries.map((entry) => (
                <option key={entry.id} value={entry.id}>
                  {nameOf(entry)}
                </option>
              ))}
            </select>
          );
        }
        if (field.kind === "long") {
          return (
            <textarea
              id={id}
              rows={2}
              data-testid={`dosing-text-${name}`}
              value={value}
              onInput={(event) => set(event.currentTarget.value)}
            />
          );
        }
        return (
          <input
            id={id}
            type={inputTypes.get(field.kind)}
            inputMode={field.kind === "number" ? "decimal" : undefined}
            step={field.kind === "number" ? 10 ** -field.places : undefined}
            autocomplete="off"
            data-testid={`dosing-field-${name}`}
            value={value}
            onInput={(event) => set(event.currentTarget.value)}
          />
        );
      }}
    </Labelled>
  );
}
