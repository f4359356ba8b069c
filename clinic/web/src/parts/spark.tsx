import { sparkPath } from "./scores.ts";

const width = 96;
const height = 28;

/** A trend line without axes; the numbers stand beside it, so it says nothing to a screen reader. */
export function Spark({ values }: { values: readonly (number | null)[] }) {
  const points = sparkPath(values, width, height);
  if (points === null) return <span class="spark" />;
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <polyline points={points} />
    </svg>
  );
}
