import { type Embed, lengthOf } from './bodies.ts';
import { address } from './components.ts';

const MOST_TEXT = 6000;

/** What is wrong with the embeds of a message beyond the schema. */
export function embedRules(embeds: readonly Embed[], files: ReadonlySet<string>): string[] {
  const problems = embeds.flatMap((embed, index) => single(embed, `embeds[${index}]`, files));
  const text = embeds.reduce((sum, embed) => sum + textLength(embed), 0);
  if (text > MOST_TEXT)
    problems.push(`embeds: ${text} characters in all embeds, at most ${MOST_TEXT} are allowed`);
  return problems;
}

function single(embed: Embed, path: string, files: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  const { title, description, fields, footer, author, image, thumbnail } = embed;
  const shown = [
    title?.trim(),
    description?.trim(),
    fields?.length,
    footer?.text,
    author?.name,
    image,
    thumbnail,
  ];
  if (!shown.some(Boolean)) problems.push(`${path}: must not be empty`);
  for (const [index, { name, value }] of (fields ?? []).entries()) {
    if (!name.trim()) problems.push(`${path}.fields[${index}].name: must not be empty`);
    if (!value.trim()) problems.push(`${path}.fields[${index}].value: must not be empty`);
  }
  const none = new Set<string>();
  return [
    ...problems,
    ...address(embed.url, `${path}.url`, none),
    ...address(author?.url, `${path}.author.url`, none),
    ...address(author?.icon_url, `${path}.author.icon_url`, files),
    ...address(footer?.icon_url, `${path}.footer.icon_url`, files),
    ...address(image?.url, `${path}.image.url`, files),
    ...address(thumbnail?.url, `${path}.thumbnail.url`, files),
  ];
}

function textLength({ title, description, fields, footer, author }: Embed): number {
  const texts = [title, description, footer?.text, author?.name];
  for (const { name, value } of fields ?? []) texts.push(name, value);
  return texts.reduce((sum, text) => sum + lengthOf(text?.trim()), 0);
}
