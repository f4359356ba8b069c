import { words } from "../words.ts";

interface Props {
  /** What is left out, with how many: "Show 3 older entries". */
  text: string;
  testId: string;
  show: () => void;
}

/** What says that a list goes on, and shows the rest. Paper has no button, so it says what is missing. */
export function More({ text, testId, show }: Props) {
  return (
    <>
      <button type="button" class="link screen-only" data-testid={testId} onClick={show}>
        {text}
      </button>
      <LeftOut what={words.paper.ofButton(text)} />
    </>
  );
}

/** A line on paper alone: what the screen would show to somebody who asks. */
export function LeftOut({ what }: { what: string }) {
  return <p class="print-only">{words.paper.left(what)}</p>;
}
