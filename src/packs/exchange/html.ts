import TurndownService from 'turndown';
import { forDiscord } from './plain.ts';

const UNSHOWABLE = ['IMG', 'VIDEO', 'AUDIO', 'OBJECT', 'SVG', 'IFRAME', 'TABLE', 'MATH'];

/** Small letters that Unicode has set high or low. */
const HIGH = lettersBy('0123456789+-=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ');
const LOW = lettersBy('0123456789+-=()aeijnortuvx', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₙₒᵣₜᵤᵥₓ');

function lettersBy(plain: string, small: string): ReadonlyMap<string, string> {
  const others = [...small];
  return new Map([...plain].map((letter, place) => [letter, others[place] ?? letter]));
}

/** `10²` and `xᵢ` where Unicode can, else `2^k` and `x_(max)`: without a sign 10² would be 102. */
function setSmall(content: string, letters: ReadonlyMap<string, string>, sign: string): string {
  const words = content.trim().replace(/\\(?=[-+])/g, '');
  if (/^(|st|nd|rd|th)$/i.test(words)) return words;
  const small = [...words].map((letter) => letters.get(letter));
  if (small.every((letter) => letter !== undefined)) return small.join('');
  return words.length === 1 ? `${sign}${words}` : `${sign}(${words})`;
}

function newTurndown(): TurndownService {
  const service = new TurndownService({
    codeBlockStyle: 'fenced',
    headingStyle: 'atx',
    bulletListMarker: '-',
  });
  const { escape: escaped } = service;
  service.escape = (text) => forDiscord(escaped.call(service, text));
  return service
    .remove(['style', 'script'])
    .addRule('struck', { filter: isStruck, replacement: (content) => marked(content, '~~') })
    .addRule('underlined', { filter: ['u', 'ins'], replacement: (content) => marked(content, '__') })
    .addRule('high', { filter: ['sup'], replacement: (content) => setSmall(content, HIGH, '^') })
    .addRule('low', { filter: ['sub'], replacement: (content) => setSmall(content, LOW, '_') });
}

/** `<strike>` is none of the names that types know. */
function isStruck({ nodeName }: { readonly nodeName: string }): boolean {
  return ['S', 'DEL', 'STRIKE'].includes(nodeName);
}

function marked(content: string, sign: string): string {
  return content.trim() === '' ? content : `${sign}${content}${sign}`;
}

/** Where Moodle keeps the files of a question. */
const FILE = '@@PLUGINFILE@@';

const turndown = newTurndown();
const textAlone = newTurndown()
  .addRule('unshowable', {
    filter: ({ nodeName }) => UNSHOWABLE.includes(nodeName.toUpperCase()),
    replacement: () => '',
  })
  .addRule('link to a file', {
    filter: (node) => node.nodeName === 'A' && (node.getAttribute('href') ?? '').includes(FILE),
    replacement: (content) => content,
  });

/** HTML as Markdown, which is what questions are written in. */
export function fromHtml(html: string): string {
  return markdownBy(turndown, html);
}

/** The same without what cannot be shown. */
export function textFromHtml(html: string): string {
  return markdownBy(textAlone, html);
}

/** Spaces that do not break come from editors, and mean nothing. */
function markdownBy(service: TurndownService, html: string): string {
  return service.turndown(html).replaceAll('\u00a0', ' ').trim();
}

/** Why HTML cannot be shown in a question here, if so. */
export function unshowable(html: string): string | undefined {
  if (/<(img|video|audio|object|svg|iframe)\b/i.test(html) || html.includes(FILE)) return PICTURE;
  if (/<(\w+:)?math\b/i.test(html)) return FORMULA;
  return /<table\b/i.test(html) ? TABLE : undefined;
}

const PICTURE = 'it has a picture, sound or film, which questions here cannot show';
const FORMULA = 'it has a formula in MathML, which questions here cannot show';
const TABLE = 'it has a table, which questions here cannot show';
