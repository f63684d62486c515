import TurndownService from 'turndown';

const turndown = new TurndownService({
  codeBlockStyle: 'fenced',
  headingStyle: 'atx',
  bulletListMarker: '-',
});

/** HTML as Markdown, which is what questions are written in. */
export function fromHtml(html: string): string {
  return turndown.turndown(html).trim();
}

/** Whether HTML has something that a question here cannot show. */
export function hasPicture(html: string): boolean {
  return /<(img|video|audio|object|svg|iframe)\b|@@PLUGINFILE@@/i.test(html);
}

/** Why such a question is refused. */
export const PICTURE = 'it has a picture, sound or film, which questions here cannot show';
