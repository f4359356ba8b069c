import { useState } from "preact/hooks";
import { words } from "../words.ts";
import { cutLong, pieces } from "./visible.ts";
import { usePrinting } from "./printing.ts";

function Pieces({ text }: { text: string }) {
  return (
    <>
      {pieces(text).map((piece, index) =>
        piece.kind === "text" ? (
          piece.text
        ) : (
          <span class="sign" key={index} title={piece.name}>
            {piece.text}
          </span>
        ),
      )}
    </>
  );
}

/** A short text that a patient or a phone supplied: a name, an answer. Isolated from its line. */
export function PatientWord({ text, letters = 120 }: { text: string; letters?: number }) {
  return (
    <bdi class="patient-word">
      <Pieces text={cutLong(text, letters, 1).shown} />
    </bdi>
  );
}

/** A longer text as it was written, with its line breaks; what is long is folded. */
export function PatientText({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  const printing = usePrinting();
  const cut = cutLong(text);
  if (text === "") return <p class="muted">{words.longText.empty}</p>;
  return (
    <div class="patient-text">
      <bdi>
        <Pieces text={open || printing ? text : cut.shown} />
      </bdi>
      {cut.length !== null && !printing && (
        <button
          type="button"
          class="link"
          data-testid="show-all"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? words.longText.less : words.longText.all(cut.length)}
        </button>
      )}
    </div>
  );
}
