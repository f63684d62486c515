import { parse } from 'discord-markdown-parser';
import { html, type TemplateResult } from 'lit';
import { now, opening, ui } from './store.ts';
import { momentInWords } from './time.ts';

type Node = {
  readonly type: string;
  readonly content?: string | readonly Node[];
  readonly target?: string;
  readonly level?: number;
  readonly id?: string;
  readonly timestamp?: string;
  readonly format?: string;
  readonly lang?: string;
  readonly name?: string;
};

type Drawn = TemplateResult | string | readonly Drawn[];

const BLOCKS: ReadonlySet<string> = new Set(['codeBlock', 'heading', 'blockQuote', 'subtext']);

/** Discord's Markdown as elements. `embed` is for what stands in one. */
export function markdown(text: string, where: 'plain' | 'embed' = 'plain'): TemplateResult {
  const nodes = parse(text, 'extended') as unknown as readonly Node[];
  return html`<div class="md">${drawAll(nodes, where)}</div>`;
}

function drawAll(nodes: readonly Node[], where: 'plain' | 'embed'): readonly Drawn[] {
  return nodes.map((node, place): Drawn => {
    const before = nodes[place - 1];
    // A block ends its own line.
    if (node.type === 'br' && before?.type === 'codeBlock') return '';
    const beginsLine = !before || before.type === 'br' || BLOCKS.has(before.type);
    if (node.type === 'text' && beginsLine && /^[-*] /.test(String(node.content)))
      return `• ${String(node.content).slice(2)}`;
    return drawNode(node, where);
  });
}

function inner(node: Node, where: 'plain' | 'embed'): Drawn {
  const { content = '' } = node;
  return typeof content === 'string' ? content : drawAll(content as readonly Node[], where);
}

function drawNode(node: Node, where: 'plain' | 'embed'): Drawn {
  const { content = '' } = node;
  switch (node.type) {
    case 'text':
    case 'escape':
    case 'emoticon':
      return inner(node, where);
    case 'br':
    case 'newline':
      return '\n';
    case 'strong':
      return html`<strong>${inner(node, where)}</strong>`;
    case 'em':
      return html`<em>${inner(node, where)}</em>`;
    case 'underline':
      return html`<u>${inner(node, where)}</u>`;
    case 'strikethrough':
      return html`<s>${inner(node, where)}</s>`;
    case 'inlineCode':
      return html`<discord-code ?embed=${where === 'embed'}>${String(content)}</discord-code>`;
    case 'codeBlock':
      return html`<discord-code multiline ?embed=${where === 'embed'} language=${node.lang ?? ''}>${String(content)}</discord-code>`;
    case 'blockQuote':
      return html`<discord-quote>${inner(node, where)}</discord-quote>`;
    case 'heading':
      return html`<discord-header level=${Math.min(3, node.level ?? 3)}>${inner(node, where)}</discord-header>`;
    case 'subtext':
      return html`<small class="subtext">${inner(node, where)}</small>`;
    case 'spoiler':
      return html`<discord-spoiler tabindex="0" role="button" @keydown=${revealByKey} @click=${reveal}><span class="unseen">Hidden. Press to show it.</span><span class="secret" aria-hidden="true">${inner(node, where)}</span></discord-spoiler>`;
    case 'link':
    case 'url':
    case 'autolink':
      return link(String(node.target ?? ''), inner(node, where));
    case 'timestamp':
      return momentOf(node);
    case 'user':
      return html`<discord-mention>${personNamed(node.id ?? '')}</discord-mention>`;
    case 'role':
      return html`<discord-mention type="role">${roleNamed(node.id ?? '')}</discord-mention>`;
    case 'channel':
      return channelOf(node.id ?? '');
    case 'everyone':
    case 'here':
      return html`<discord-mention>${node.type}</discord-mention>`;
    case 'slashCommand':
      return html`<discord-mention type="slash">${node.name ?? ''}</discord-mention>`;
    case 'twemoji':
      return node.name ?? '';
    case 'emoji':
      return `:${node.name ?? ''}:`;
    default:
      return inner(node, where);
  }
}

function momentOf({ timestamp = '0', format }: Node): TemplateResult {
  const at = Number(timestamp) * 1000;
  return html`<discord-time title=${momentInWords(at, 'F', now())}>${momentInWords(at, format ?? 'f', now())}</discord-time>`;
}

const INSIDE = /^https:\/\/discord\.com\/channels\/\d+\/(\d+)/;

/** Where a link to a channel of this server leads inside the page. */
export function placeOfLink(target: string): string | undefined {
  return INSIDE.exec(target)?.[1];
}

function link(target: string, words: Drawn): TemplateResult {
  const place = placeOfLink(target);
  if (place) return html`<a href="?in=${place}" @click=${opening(place)}>${words}</a>`;
  return html`<a href=${target} target="_blank" rel="noreferrer noopener">${words}</a>`;
}

function channelOf(id: string): TemplateResult {
  const place = ui.state?.places.find((one) => one.id === id);
  if (!place) return html`<discord-mention type="channel">unknown</discord-mention>`;
  return html`<a class="mention" href="?in=${id}" @click=${opening(id)}>#${place.name}</a>`;
}

/** What somebody is called here. */
export function personNamed(id: string): string {
  if (id === ui.state?.bot.id) return ui.state.bot.name;
  return ui.state?.people.find((person) => person.id === id)?.name ?? 'unknown member';
}

function roleNamed(id: string): string {
  return ui.state?.roles.find((role) => role.id === id)?.name ?? 'a role';
}

function reveal({ currentTarget }: Event): void {
  const spoiler = currentTarget as HTMLElement & { activated: boolean };
  spoiler.activated = true;
  spoiler.removeAttribute('role');
  spoiler.querySelector('.unseen')?.remove();
  spoiler.querySelector('.secret')?.removeAttribute('aria-hidden');
}

function revealByKey(event: KeyboardEvent): void {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  reveal(event);
}
