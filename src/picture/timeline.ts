import { inLines, LOOK, type Picture, panel, SIZE, text, tick, widthOf } from './svg.ts';

/** A week on a timeline: its dates in words, what it is about, and what it is for. */
export type TimelineWeek = {
  readonly dates: string;
  readonly name: string;
  readonly kind: 'learn' | 'mock' | 'free';
};

/** A timeline: places are shares of its length from 0 to 1. */
export type Timeline = {
  readonly title: string;
  readonly note: string;
  readonly weeks: readonly TimelineWeek[];
  /** The week that today is in, from 0, and where in the whole it is; undefined before and after. */
  readonly today: { readonly week: number; readonly share: number } | undefined;
  readonly exams: readonly number[];
  /** What is said to somebody who does not see it. */
  readonly alt: string;
};

const KINDS = { learn: LOOK.fill, mock: '#b58cff', free: LOOK.track } as const;
const BAR = { y: 150, height: 34 } as const;
const ROW = 92;
const LINE = 38;
const MOST_LINES = 2;

/** The weeks as one bar with today marked and a dot for each mock exam, and below it a line or two for each. */
export function timelinePicture(shown: Timeline): Picture {
  const { weeks, today, exams } = shown;
  const room = LOOK.width - 2 * LOOK.edge;
  const step = room / Math.max(1, weeks.length);
  const parts = [
    ...inLines(shown.title, SIZE.title, room)
      .slice(0, 1)
      .map((line) => text(line, { x: LOOK.edge, y: 62 }, { size: SIZE.title, bold: true })),
    text(shown.note, { x: LOOK.edge, y: 104 }, { size: SIZE.note, colour: LOOK.quiet }),
    ...weeks.map(
      ({ kind }, index) =>
        `<rect x="${LOOK.edge + step * index + 2}" y="${BAR.y}" width="${step - 4}" height="${BAR.height}" rx="6" fill="${KINDS[kind]}"/>`,
    ),
    ...exams.map(
      (share) =>
        `<circle cx="${LOOK.edge + room * share}" cy="${BAR.y + BAR.height / 2}" r="8" fill="${LOOK.text}" stroke="${LOOK.panel}" stroke-width="3"/>`,
    ),
    ...(today ? [tick(LOOK.edge + room * today.share, BAR.y - 10, BAR.height + 20)] : []),
  ];
  let y = BAR.y + BAR.height + 36;
  for (const [index, week] of weeks.entries()) {
    const drawn = row(week, index, { y, now: today?.week === index });
    parts.push(...drawn.parts);
    y += drawn.height;
  }
  return panel(y + 10, parts, shown.alt);
}

function row(
  { dates, name, kind }: TimelineWeek,
  index: number,
  { y, now }: { readonly y: number; readonly now: boolean },
): { readonly parts: readonly string[]; readonly height: number } {
  const x = LOOK.edge + 24;
  const label = now ? `${dates} · now` : dates;
  const lines = inLines(name, SIZE.name, LOOK.width - LOOK.edge - x).slice(0, MOST_LINES);
  const height = ROW + LINE * (Math.max(1, lines.length) - 1);
  const numbered = `${index + 1}.`;
  const parts = [
    `<rect x="${LOOK.edge}" y="${y}" width="8" height="${height - 18}" rx="4" fill="${now ? LOOK.mark : KINDS[kind]}"/>`,
    text(numbered, { x, y: y + 28 }, { size: SIZE.note, colour: LOOK.quiet }),
    text(
      label,
      { x: x + widthOf('00.', SIZE.note), y: y + 28 },
      { size: SIZE.note, colour: now ? LOOK.mark : LOOK.quiet },
    ),
    ...lines.map((line, place) =>
      text(line, { x, y: y + 66 + LINE * place }, { size: SIZE.name, bold: true }),
    ),
  ];
  return { parts, height };
}
