import type { Mark } from './bars.ts';
import { LOOK, type Picture, panel, percent, SIZE, text } from './svg.ts';

/** One exam: its score, how many questions it had, and its date in words, such as `12 Nov`. */
export type Score = { readonly right: number; readonly of: number; readonly date: string };

/** What a picture of scores over time shows, oldest first; the latest twelve are drawn. */
export type Scores = { readonly title: string; readonly scores: readonly Score[]; readonly mark: Mark };

const MOST = 12;
const PLOT = { top: 132, height: 300, left: LOOK.edge + 96, right: LOOK.width - LOOK.edge - 30 } as const;

/** Scores over time as a line, each with its number, and the mark across. */
export function scoresPicture({ title, scores, mark }: Scores): Picture {
  const shown = scores.slice(-MOST);
  const least = Math.min(mark.share, ...shown.map(({ right, of }) => right / of));
  // From the tens below the lowest, so that a change of few marks can be seen, up to all right.
  const floor = Math.max(0, Math.floor(least * 10 - 1) / 10);
  const yOf = (share: number) => PLOT.top + PLOT.height * (1 - (share - floor) / (1 - floor));
  const step = shown.length > 1 ? (PLOT.right - PLOT.left) / (shown.length - 1) : 0;
  const xOf = (index: number) => (shown.length > 1 ? PLOT.left + step * index : (PLOT.left + PLOT.right) / 2);
  const points = shown.map(({ right, of }, index) => ({ x: xOf(index), y: yOf(right / of), right }));
  const bottom = PLOT.top + PLOT.height;
  return panel(
    bottom + 76,
    [
      text(title, { x: LOOK.edge, y: 62 }, { size: SIZE.title, bold: true }),
      ...[floor, (floor + 1) / 2, 1].flatMap((share) => level(share, yOf(share))),
      `<line x1="${PLOT.left}" x2="${LOOK.width - LOOK.edge}" y1="${yOf(mark.share)}" y2="${yOf(mark.share)}" stroke="${LOOK.mark}" stroke-width="5" stroke-dasharray="12 8"/>`,
      text(
        `${mark.name} ${mark.percent} %`,
        { x: LOOK.width - LOOK.edge, y: 104 },
        { size: SIZE.note, colour: LOOK.mark, anchor: 'end' },
      ),
      `<polyline points="${points.map(({ x, y }) => `${x},${y}`).join(' ')}" fill="none" stroke="${LOOK.line}" stroke-width="6" stroke-linejoin="round"/>`,
      ...points.map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="10" fill="${LOOK.line}"/>`),
      ...points.map(({ x, y, right }) =>
        // Above its point, or below where there is no room.
        text(
          String(right),
          { x, y: y - 22 < PLOT.top - 8 ? y + 42 : y - 22 },
          { size: SIZE.name, bold: true, anchor: 'middle', halo: true },
        ),
      ),
      ...dates(shown, xOf, bottom + 46),
    ],
    altOf({ title, scores: shown, mark }),
  );
}

function level(share: number, y: number): readonly string[] {
  return [
    `<line x1="${PLOT.left}" x2="${LOOK.width - LOOK.edge}" y1="${y}" y2="${y}" stroke="${LOOK.track}" stroke-width="2"/>`,
    text(
      percent(share),
      { x: PLOT.left - 14, y: y + 9 },
      { size: SIZE.note, colour: LOOK.quiet, anchor: 'end' },
    ),
  ];
}

/** The first and the last date: more would run into each other. */
function dates(shown: readonly Score[], xOf: (index: number) => number, y: number): readonly string[] {
  const [first] = shown;
  const last = shown.at(-1);
  if (!first || !last) return [];
  const look = { size: SIZE.note, colour: LOOK.quiet };
  if (shown.length === 1) return [text(first.date, { x: xOf(0), y }, { ...look, anchor: 'middle' })];
  return [
    text(first.date, { x: xOf(0) - 30, y }, look),
    text(last.date, { x: LOOK.width - LOOK.edge, y }, { ...look, anchor: 'end' }),
  ];
}

/** Its results stand below it in words, and nobody should have to hear them twice. */
function altOf({ title, mark }: Scores): string {
  return `${title}: a line from the first to the latest. ${mark.name}: ${mark.percent} %. The results are in the text below.`;
}
