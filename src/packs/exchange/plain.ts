/** Words between backticks, and addresses: nothing in them is Markdown. */
const CODE = /(?<ticks>`{1,3})(?!`)[^`]+\k<ticks>(?!`)/.source;
const ADDRESS = /https?:\/\/[^\s<\\]+/.source;
/** What Discord would take for more than a sign; `[` only where a link could end. */
const SIGN = [
  /\\(?![\w\s]|$)|(?<![a-z\d])_|_(?![a-z\d])|\*(?=\S)|`|~(?=~)/,
  /(?<=^ {0,3})(?:#{1,3}(?=\s)|-(?=#\s)|>(?=\s|>>\s))/,
].map(({ source }) => source);
/** What Discord makes a spoiler, a mention, a moment or an emoji of, which no other Markdown knows. */
const OF_DISCORD = /\|(?=\|)|<(?=[@#]|a?:\w|t:-?\d|id:\w|\/[^<>\n]{1,99}:\d|https?:)|@(?=everyone\b|here\b)/
  .source;

const PLAIN = new RegExp(`${ADDRESS}|(?<sign>${[...SIGN, OF_DISCORD].join('|')})`, 'gim');
const PLAIN_LINKS = new RegExp(`${ADDRESS}|(?<sign>${[...SIGN, OF_DISCORD, '\\['].join('|')})`, 'gim');
const TYPED = new RegExp(`${CODE}|${PLAIN.source}`, 'gim');
const TYPED_LINKS = new RegExp(`${CODE}|${PLAIN_LINKS.source}`, 'gim');

/** Plain text as Markdown that shows every sign of it. */
export function fromPlain(text: string): string {
  return escapedBy(text.includes('](') ? PLAIN_LINKS : PLAIN, text);
}

/** Text as people type it, as Markdown: the same, but what stands between backticks is code. */
export function fromTyped(text: string): string {
  return escapedBy(text.includes('](') ? TYPED_LINKS : TYPED, text);
}

const ESCAPED = new RegExp(`\\\\(?<sign>[^\\w\\s]|_)|${CODE}|${ADDRESS}`, 'gi');

/** Markdown as people type it: `fromTyped` of it is the same again, unless it is more than signs, code and lists. */
export function typedOf(markdown: string): string {
  return markdown.replace(ESCAPED, (found: string, sign: string | undefined) => sign ?? found);
}

const SIGN_OF_DISCORD = new RegExp(`\\\\[\\s\\S]|(?<sign>${OF_DISCORD}|~(?=~))`, 'gi');

/** Markdown in which everything is escaped but what Discord alone knows. */
export function forDiscord(markdown: string): string {
  return escapedBy(SIGN_OF_DISCORD, markdown);
}

function escapedBy(pattern: RegExp, text: string): string {
  return text.replace(pattern, (found: string, ...rest: readonly unknown[]) => {
    const groups = rest.at(-1);
    const isSign = typeof groups === 'object' && groups !== null && 'sign' in groups && groups.sign;
    return isSign ? `\\${found}` : found;
  });
}
