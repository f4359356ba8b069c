import { useLayoutEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Score } from "../api/shapes.ts";
import { band as bandWord, words } from "../words.ts";
import { dateFormat } from "../language.ts";
import { usePrinting } from "./printing.ts";
import { plot, spoken } from "./scores.ts";
import type { Plot } from "./scores.ts";

const heightPx = 220;
const labelGutterPx = 124;
/** Up to here the bands are named below the drawing: `.band-key` in the style sheet has the same width. */
const narrowPx = 420;
/** A drawing does not follow the sheet as text does: A4 and Letter between their margins, in a card. */
const paper = { width: 620, height: 170 };
const daySeconds = 86_400;

/** The page's colours as they are now: a canvas does not follow the style sheet by itself. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: read("--ink"),
    muted: read("--muted"),
    primary: read("--primary"),
    surface: read("--surface"),
    sunken: read("--sunken"),
    hairline: read("--hairline"),
    accent: read("--accent"),
    font: style.getPropertyValue("--font").trim() || "sans-serif",
  };
}

type Colours = ReturnType<typeof colours>;

/** Every second band is shaded, all are named at the right: shade alone would say nothing. */
function drawBands(chart: uPlot, score: Score, look: Colours, named: boolean): void {
  const { ctx } = chart;
  const { left, top, width, height } = chart.bbox;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${12 * ratio}px ${look.font}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  score.bands.forEach((band, index) => {
    const high = Math.max(top, chart.valToPos(band.to + 0.5, "y", true));
    const low = Math.min(top + height, chart.valToPos(band.from - 0.5, "y", true));
    if (!(low > high)) return;
    if (index % 2 === 1) {
      ctx.fillStyle = look.sunken;
      ctx.globalAlpha = 0.55;
      ctx.fillRect(left, high, width, low - high);
      ctx.globalAlpha = 1;
    }
    if (!named) return;
    ctx.fillStyle = look.muted;
    ctx.fillText(bandWord(band.code), left + width + 8 * ratio, (high + low) / 2);
  });
  ctx.restore();
}

/** A day on which a session took place, for the line across the chart. */
export interface SessionMark {
  number: number;
  seconds: number;
}

/** A dashed line and its word above it, as on the patient's phone. */
function drawSessions(chart: uPlot, marks: readonly SessionMark[], look: Colours): void {
  const { ctx } = chart;
  const { left, top, width, height } = chart.bbox;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${12 * ratio}px ${look.font}`;
  ctx.textBaseline = "bottom";
  ctx.strokeStyle = look.accent;
  ctx.fillStyle = look.accent;
  ctx.lineWidth = 1.5 * ratio;
  ctx.setLineDash([4 * ratio, 3 * ratio]);
  marks.forEach((mark) => {
    const x = Math.round(chart.valToPos(mark.seconds, "x", true));
    if (x < left || x > left + width) return;
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + height);
    ctx.stroke();
    const name = marks.length > 1 ? words.score.sessionMark(mark.number) : words.score.session;
    // Near the right edge the word would leave the drawing; it goes to the other side of its line.
    const fits = x + ctx.measureText(name).width < left + width;
    ctx.textAlign = fits ? "left" : "right";
    ctx.fillText(name, fits ? x - 2 * ratio : x + 2 * ratio, top - 2 * ratio);
  });
  ctx.restore();
}

const missedGapPx = 20;
/** Half of a date below the axis, so that the last one is whole. */
const lastDatePx = 28;

/** An answer without a number stands below the axis: no value of the scale, and not left out. */
function drawMissed(chart: uPlot, drawn: Plot, look: Colours): void {
  const missed = drawn.times.filter((_, at) => drawn.values[at] === null);
  if (missed.length === 0) return;
  const { ctx } = chart;
  const { left, top, width, height } = chart.bbox;
  const ratio = devicePixelRatio;
  const y = top + height + (missedGapPx / 2) * ratio;
  const half = 3.5 * ratio;
  ctx.save();
  ctx.strokeStyle = look.muted;
  ctx.fillStyle = look.muted;
  ctx.lineWidth = 1.5 * ratio;
  ctx.font = `${12 * ratio}px ${look.font}`;
  ctx.textBaseline = "middle";
  for (const time of missed) {
    const x = Math.round(chart.valToPos(time, "x", true));
    ctx.beginPath();
    ctx.moveTo(x - half, y - half);
    ctx.lineTo(x + half, y + half);
    ctx.moveTo(x - half, y + half);
    ctx.lineTo(x + half, y - half);
    ctx.stroke();
  }
  const last = Math.round(chart.valToPos(missed.at(-1) ?? 0, "x", true));
  const fits = last + 2 * half + ctx.measureText(words.score.noNumber).width < left + width;
  ctx.textAlign = fits ? "left" : "right";
  ctx.fillText(words.score.noNumber, fits ? last + 2 * half : last - 2 * half, y);
  ctx.restore();
}

function options(
  score: Score,
  drawn: Plot,
  marks: readonly SessionMark[],
  { width, height }: { width: number; height: number },
  look: Colours,
): uPlot.Options {
  const days = [...drawn.times, ...marks.map((mark) => mark.seconds)];
  const first = days.length > 0 ? Math.min(...days) : 0;
  const last = days.length > 0 ? Math.max(...days) : first;
  const pad = Math.max(daySeconds, (last - first) * 0.04);
  const named = score.bands.length > 0 && width > narrowPx;
  const highest = Math.max(1, score.max ?? 0, ...drawn.values.map((value) => value ?? 0));
  const missed = drawn.values.includes(null) ? missedGapPx : 0;
  const font = `12px ${look.font}`;
  return {
    width,
    height,
    padding: [marks.length > 0 ? 22 : 10, named ? labelGutterPx : lastDatePx, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: true, range: () => [first - pad, last + pad] },
      y: { range: () => [-0.5, highest + 0.5] },
    },
    axes: [
      {
        stroke: look.muted,
        font,
        size: 32 + missed,
        gap: 5 + missed,
        space: 64,
        grid: { show: false },
        ticks: { show: false },
        values: (_chart, splits, _axis, _space, step) => dates(splits, step),
      },
      {
        stroke: look.muted,
        font,
        size: 36,
        gap: 6,
        grid: { stroke: look.hairline, width: 1 },
        ticks: { show: false },
        splits: () => steps(highest),
      },
    ],
    series: [
      {},
      {
        stroke: look.primary,
        width: 2,
        spanGaps: false,
        points: { show: true, size: 9, width: 2, fill: look.surface, stroke: look.primary },
      },
    ],
    hooks: {
      drawClear: [(chart) => drawBands(chart, score, look, named)],
      drawAxes: [
        (chart) => drawSessions(chart, marks, look),
        (chart) => drawMissed(chart, drawn, look),
      ],
    },
  };
}

function dates(splits: number[], stepSeconds: number): string[] {
  const month = stepSeconds >= 28 * daySeconds;
  const format = dateFormat(
    month ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" },
  );
  // Several hours of one day must not read as several equal dates.
  return splits
    .map((split) => format.format(split * 1000))
    .map((name, at, all) => (all[at - 1] === name ? "" : name));
}

function steps(highest: number): number[] {
  const step = [1, 2, 5, 10, 20, 25, 50, 100].find((each) => highest / each <= 6) ?? 200;
  return Array.from({ length: Math.floor(highest / step) + 1 }, (_, index) => index * step);
}

interface Props {
  score: Score;
  marks: readonly SessionMark[];
  /** A point was chosen: show the answers behind it. */
  pick: (response: string) => void;
}

export function ScoreChart({ score, marks, pick }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const picked = useRef(pick);
  picked.current = pick;
  const printing = usePrinting();

  // Before anything is shown: a chart that appears for paper must be there when the paper is made.
  useLayoutEffect(() => {
    const place = box.current;
    if (!place) return undefined;
    const drawn = plot(score.points);
    let chart: uPlot | null = null;

    const draw = () => {
      chart?.destroy();
      const room = Math.max(200, Math.floor(place.clientWidth));
      const size = printing ? paper : { width: room, height: heightPx };
      chart = new uPlot(
        options(score, drawn, marks, size, colours()),
        [drawn.times, drawn.values],
        place,
      );
      chart.over.addEventListener("click", choose);
    };
    const choose = (event: MouseEvent) => {
      if (!chart || drawn.points.length === 0) return;
      const response = drawn.points[chart.posToIdx(event.offsetX)]?.response;
      if (response) picked.current(response);
    };
    draw();
    const watch = new ResizeObserver(() => {
      if (!printing && chart && Math.floor(place.clientWidth) !== chart.width) draw();
    });
    watch.observe(place);
    // The colours of the screen come after "beforeprint", and those of paper with the print itself.
    const looks = [matchMedia("(prefers-color-scheme: dark)"), matchMedia("print")];
    for (const look of looks) look.addEventListener("change", draw);
    return () => {
      watch.disconnect();
      for (const look of looks) look.removeEventListener("change", draw);
      chart?.destroy();
    };
  }, [score, marks, printing]);

  const bands = score.bands.map((each) =>
    words.score.bandRange(bandWord(each.code), each.from, each.to),
  );
  return (
    <div class="chart-place">
      <div class="chart" role="img" aria-label={spoken(score, marks)} ref={box} />
      {bands.length > 0 && (
        <p class="band-key muted small" data-testid="score-bands">
          {words.score.bands(bands.join(" · "))}
        </p>
      )}
    </div>
  );
}
