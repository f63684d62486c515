/** A picture as SVG, with its size in pixels and its content in words for who does not see it. */
export type Picture = {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** At most 1,024 characters, as Discord takes them. */
  readonly alt: string;
};

/**
 * Drawn at twice the width of a phone. The panel brings its own background, so that one picture reads the same in a
 * dark and in a light theme; its colours keep a contrast of at least 4.5 to 1 on it (WCAG 2.2, 1.4.3).
 */
export const LOOK = {
  width: 720,
  edge: 36,
  font: 'Atkinson Hyperlegible',
  panel: '#1e2230',
  frame: '#4a5168',
  text: '#f2f4fa',
  quiet: '#b4bbcf',
  track: '#3a4157',
  fill: '#6ea8fe',
  line: '#6ea8fe',
  mark: '#ffc45c',
} as const;

/** Sizes of text in pixels, which a phone shows at half. */
export const SIZE = { title: 36, name: 31, note: 27 } as const;

const MOST_ALT = 1024;

/** Text in a picture: `size` in pixels, `x` by `anchor`, `y` at the baseline; `halo` keeps lines behind it away. */
export function text(
  words: string,
  at: { readonly x: number; readonly y: number },
  look: {
    readonly size: number;
    readonly colour?: string;
    readonly bold?: boolean;
    readonly anchor?: 'start' | 'middle' | 'end';
    readonly halo?: boolean;
  },
): string {
  const { size, colour = LOOK.text, bold = false, anchor = 'start', halo = false } = look;
  const weight = bold ? ' font-weight="700"' : '';
  const edge = halo ? ` stroke="${LOOK.panel}" stroke-width="12" paint-order="stroke"` : '';
  return `<text x="${at.x}" y="${at.y}" font-size="${size}"${weight}${edge} fill="${colour}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

/** The panel with what is on it. */
export function panel(height: number, parts: readonly string[], alt: string): Picture {
  const { width, font } = LOOK;
  const frame = `<rect x="1.5" y="1.5" width="${width - 3}" height="${height - 3}" rx="24" fill="${LOOK.panel}" stroke="${LOOK.frame}" stroke-width="3"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}">${frame}${parts.join('')}</svg>`;
  return { svg, width, height, alt: alt.length > MOST_ALT ? `${alt.slice(0, MOST_ALT - 1)}…` : alt };
}

/** Words in lines of about so many pixels: at most two, the second cut where it is too long. */
export function inLines(words: string, size: number, width: number): readonly string[] {
  const most = Math.floor(width / (size * CHARACTER));
  const lines: string[] = [''];
  for (const word of words.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= most || line === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const [first = '', ...rest] = lines;
  return [first, rest.join(' ')].filter((line) => line !== '').map((line) => cutTo(line, most));
}

/** The width of a character of the bold font for its size, a little above the mean over names of domains and topics. */
const CHARACTER = 0.55;

/** About how many pixels words take in a line. */
export function widthOf(words: string, size: number): number {
  return words.length * size * CHARACTER;
}

/** The pass mark on a bar, with an edge so that it stands out on any colour. */
export function tick(x: number, y: number, height: number): string {
  return `<rect x="${x - 4}" y="${y}" width="8" height="${height}" rx="2" fill="${LOOK.mark}" stroke="${LOOK.panel}" stroke-width="2"/>`;
}

/** A share in whole percent. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function cutTo(line: string, most: number): string {
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}

function escaped(words: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  // Control characters are not allowed in XML, not even escaped.
  return words.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
