import { markPercent } from '../packs/rules.ts';
import type { Profile } from '../packs/schema.ts';
import { inLines, LOOK, type Picture, panel, percent, SIZE, text, tick, widthOf } from './svg.ts';

/**
 * One domain: how many right, of how many, and its weight in the exam in percent. With `few` the counts stand alone, since
 * a share of so few says nothing.
 */
export type Bar = {
  readonly name: string;
  readonly right: number;
  readonly of: number;
  readonly weight: number;
  readonly few?: boolean;
};

/** The pass mark as a share from 0 to 1, with how it is said: `70 %`, and what to call it: `Pass mark`, `Usual line`. */
export type Mark = { readonly share: number; readonly percent: number; readonly name: string };

/** The mark of a form of the exam: what nobody has published is no pass mark. */
export function markOf(form: Pick<Profile, 'pass' | 'questions'>): Mark {
  const { pass, questions } = form;
  return {
    share: pass.right / questions,
    percent: markPercent(form),
    name: pass.published ? 'Pass mark' : 'Usual line',
  };
}

/** What a picture of bars shows. */
export type Bars = { readonly title: string; readonly bars: readonly Bar[]; readonly mark: Mark };

const BAR = 30;

/** One bar a domain with its numbers in words, and the mark on each. */
export function barsPicture(shown: Bars): Picture {
  const parts = [
    text(shown.title, { x: LOOK.edge, y: 62 }, { size: SIZE.title, bold: true }),
    tick(LOOK.edge + 3, 82, 26),
    text(
      `${shown.mark.name} ${shown.mark.percent} %`,
      { x: LOOK.edge + 20, y: 104 },
      { size: SIZE.note, colour: LOOK.mark },
    ),
  ];
  let y = 124;
  for (const bar of shown.bars) {
    const drawn = oneBar(bar, shown.mark.share, y);
    parts.push(...drawn.parts);
    y = drawn.bottom;
  }
  return panel(y + 16, parts, altOf(shown));
}

function oneBar({ name, right, of, weight, few = false }: Bar, mark: number, top: number) {
  const { edge, width } = LOOK;
  const room = width - 2 * edge;
  const numbers = of === 0 ? 'not yet' : `${right} of ${of}`;
  const lines = inLines(name, SIZE.name, room - widthOf(numbers, SIZE.name) - 24);
  const parts = lines.map((line, index) =>
    text(line, { x: edge, y: top + 38 * (index + 1) }, { size: SIZE.name, bold: true }),
  );
  const below = top + 38 * lines.length;
  parts.push(text(numbers, { x: width - edge, y: below }, { size: SIZE.name, bold: true, anchor: 'end' }));
  const y = below + 18;
  const telling = of > 0 && !few;
  const share = telling ? Math.min(1, right / of) : 0;
  parts.push(box(y, room, LOOK.track));
  if (share > 0) parts.push(box(y, Math.max(12, room * share), LOOK.fill));
  parts.push(tick(edge + room * mark, y - 8, BAR + 16));
  const said = [...(telling ? [`${percent(share)} right`] : []), `${Math.round(weight)} % of the exam`];
  parts.push(text(said.join(', '), { x: edge, y: y + BAR + 36 }, { size: SIZE.note, colour: LOOK.quiet }));
  return { parts, bottom: y + BAR + 52 };
}

function box(y: number, width: number, colour: string): string {
  return `<rect x="${LOOK.edge}" y="${y}" width="${width}" height="${BAR}" rx="6" fill="${colour}"/>`;
}

/** Its results stand below it in every screen, and nobody should have to hear them twice. */
function altOf({ title, mark }: Bars): string {
  return `${title}: a bar for each domain. ${mark.name}: ${mark.percent} %. The results are in the text below.`;
}
