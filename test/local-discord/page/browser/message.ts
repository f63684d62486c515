import { html, nothing, type TemplateResult } from 'lit';
import type { Raw, ShownMessage } from '../wire.ts';
import { avatar } from './avatar.ts';
import { colour, components } from './controls.ts';
import { markdown } from './markdown.ts';
import { act, now, opening, ui } from './store.ts';
import { writtenAt } from './time.ts';

/** A message, with whatever the bot put into it. */
export function message(shown: ShownMessage): TemplateResult {
  const { id, author, onlyMe, loading, answers, pings } = shown;
  const when = writtenAt(shown.at, now());
  const highlight = pings.includes(ui.state?.me.id ?? '') || pings.includes('everyone');
  const thread = ui.state?.places.find((place) => place.id === id);
  const failed = ui.failed?.message === id ? ui.failed.words : undefined;
  return html`<article class="message ${onlyMe ? 'only-me' : ''}" data-id=${id} aria-label="${author.name}, ${when}${onlyMe ? ', only you can see this' : ''}">
    ${answers ? html`<p class="answers"><b>${answers.name}</b> used <span class="command-name">${answers.command}</span></p>` : nothing}
    <discord-message author=${author.name} avatar=${avatar(author.name, author.bot)} ?bot=${author.bot} ?edited=${shown.edited && !onlyMe && shown.content !== ''} ?highlight=${highlight} timestamp=${when}>
      ${loading ? html`<span class="thinking">${author.name} is thinking …</span>` : shown.content ? markdown(shown.content) : nothing}
      ${shown.embeds.map(embed)}
      <div slot="components" class="components">${components(shown.components, { message: id })}${shown.edited && !onlyMe && shown.content === '' ? html`<small class="edited">(edited)</small>` : nothing}</div>
      <div slot="attachments">${shown.attachments.filter(notInComponents(shown)).map(attachment)}</div>
    </discord-message>
    ${failed ? html`<p class="failed" role="alert">${failed}</p>` : nothing}
    ${onlyMe ? html`<p class="note">Only you can see this · <button type="button" class="plain" @click=${() => void act({ verb: 'dismiss', message: id })}>Dismiss message</button></p>` : nothing}
    ${thread ? html`<p class="note"><a href="?in=${thread.id}" @click=${opening(thread.id)}>Thread: ${thread.name} ›</a></p>` : nothing}
  </article>`;
}

/** A message that is only looked at: a view of a question. */
export function previewed(name: string, body: Raw): TemplateResult {
  const bot = ui.state?.bot.name ?? 'Cohort';
  return html`<section class="previewed" aria-label=${name}>
    <h2>${name}</h2>
    <discord-message author=${bot} avatar=${avatar(bot, true)} bot timestamp="">
      ${body.content ? markdown(body.content) : nothing}
      ${(body.embeds ?? []).map(embed)}
      <div slot="components" class="components">${components(body.components ?? [], { message: undefined })}</div>
    </discord-message>
  </section>`;
}

function embed(part: Raw): TemplateResult {
  return html`<discord-embed
    slot="embeds"
    color=${part.color == null ? nothing : colour(part.color)}
    embed-title=${part.title ?? nothing}
    url=${part.url ?? nothing}
    author-name=${part.author?.name ?? nothing}
    image=${part.image?.url ?? nothing}
    thumbnail=${part.thumbnail?.url ?? nothing}
  >
    ${part.description ? html`<discord-embed-description slot="description">${markdown(part.description, 'embed')}</discord-embed-description>` : nothing}
    ${
      part.fields?.length
        ? html`<discord-embed-fields slot="fields">${part.fields.map((field: Raw, place: number) => html`<discord-embed-field field-title=${field.name} ?inline=${field.inline} inline-index=${field.inline ? 1 + (place % 3) : nothing}>${markdown(field.value, 'embed')}</discord-embed-field>`)}</discord-embed-fields>`
        : nothing
    }
    ${part.footer ? html`<discord-embed-footer slot="footer">${part.footer.text}</discord-embed-footer>` : nothing}
  </discord-embed>`;
}

/** A picture or file that a component or embed shows is not listed a second time. */
function notInComponents(shown: ShownMessage): (file: Raw) => boolean {
  const drawn = JSON.stringify([shown.components, shown.embeds]);
  return ({ url }) => !drawn.includes(JSON.stringify(url));
}

function attachment(file: Raw): TemplateResult {
  if (String(file.content_type).startsWith('image/'))
    return html`<a class="picture" href=${file.url} target="_blank" rel="noreferrer"><img src=${file.url} alt=${file.description ?? file.filename} /></a>`;
  const kilobytes = Math.max(1, Math.round(file.size / 1024));
  return html`<a class="file" href=${file.url} download=${file.filename} target="_blank" rel="noreferrer"><b>${file.filename}</b> <small>${kilobytes} KB</small></a>`;
}
