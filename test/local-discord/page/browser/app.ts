import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Place, Standing } from '../wire.ts';
import { avatar } from './avatar.ts';
import { composer } from './composer.ts';
import { message } from './message.ts';
import { modalWindow } from './modal.ts';
import { become, changed, isLight, messagesHere, opening, ui } from './store.ts';
import { lookedAt, tools } from './tools.ts';

/** The whole page. */
export function app(): TemplateResult {
  const { state } = ui;
  if (!state)
    return html`<p class="waiting" role="status">${ui.connected ? 'One moment …' : 'Connecting …'}</p>`;
  const here = state.places.find(({ id }) => id === ui.here);
  const title = here ? `${SIGNS[here.kind]}${here.name}` : '';
  return html`<div class="page">
    ${side()}
    <main>
      <header class="bar">
        ${drawerButton('channels', 'Channels')}
        <h1>${title}</h1>
        <span class="push"></span>
        ${drawerButton('tools', 'Try it out')}
      </header>
      ${banner(state.standing)}
      <div class="scroll" id="scroll" tabindex="0" role="region" aria-label=${ui.looked ? 'The question on every screen' : `Messages in ${title}`}>
        <discord-messages no-background ?light-theme=${isLight()}>
          ${ui.looked ? lookedAt() : log(here)}
        </discord-messages>
      </div>
      ${ui.looked ? nothing : composer()}
    </main>
    ${tools()} ${modalWindow()}
  </div>`;
}

const SIGNS = { channel: '#', thread: '', direct: '@' } as const;

function drawerButton(drawer: 'channels' | 'tools', words: string): TemplateResult {
  const press = () => {
    ui.drawer = ui.drawer === drawer ? undefined : drawer;
    changed();
  };
  return html`<button type="button" class="button secondary drawer-${drawer}" aria-expanded=${ui.drawer === drawer} aria-controls=${drawer} @click=${press}>${words}</button>`;
}

function banner({ bot, output }: Standing): TemplateResult | typeof nothing {
  if (!ui.connected)
    return html`<p class="banner" role="status">Not connected to the try-out. Is <code>npm start</code> still running?</p>`;
  if (bot === 'starting') return html`<p class="banner" role="status">The bot is starting …</p>`;
  if (bot === 'failed')
    return html`<div class="banner" role="alert"><p>The bot could not start. It is started again when a file is saved.</p><pre>${output.slice(-4000)}</pre></div>`;
  return nothing;
}

function log(here: Place | undefined): TemplateResult {
  const messages = messagesHere();
  return html`<div role="log" aria-live="polite" aria-label="Messages">
    ${
      messages.length === 0
        ? html`<div class="empty">
            <p><b>Nothing here yet.</b></p>
            <p>${
              here?.kind === 'direct'
                ? 'Direct messages from Cohort would appear here.'
                : ui.state?.me.manages
                  ? html`Type <code>/setup daily</code> below to have a question posted every day, or <code>/quiz start</code> to play at once.`
                  : html`Type <code>/</code> below to see the commands. ${ui.state?.people[0]?.name ?? 'A moderator'} may run <code>/setup</code>.`
            }</p>
          </div>`
        : repeat(
            messages,
            ({ id }) => id,
            (shown) => message(shown),
          )
    }
  </div>`;
}

function side(): TemplateResult {
  const { places, server, me, people } = ui.state!;
  const channels = places.filter(({ kind }) => kind === 'channel');
  const direct = places.filter(({ kind }) => kind === 'direct');
  const others = people.filter(({ playable, id }) => playable && id !== me.id);
  return html`<nav class="side ${ui.drawer === 'channels' ? 'open' : ''}" id="channels" aria-label="Channels">
    <p class="server">${server.name}</p>
    <div class="places">
      <ul>
        ${channels.map(
          (channel) => html`<li>${entry(channel)}
            <ul>${places.filter(({ parent, archived }) => parent === channel.id && !archived).map((thread) => html`<li>${entry(thread)}</li>`)}</ul>
          </li>`,
        )}
      </ul>
      <p class="heading" id="direct-heading">Direct messages</p>
      <ul aria-labelledby="direct-heading">${direct.map((place) => html`<li>${entry(place)}</li>`)}</ul>
    </div>
    <div class="me">
      <img src=${avatar(me.name)} alt="" />
      <div>
        <label for="me">You are</label>
        <select id="me" @change=${(event: Event) => become((event.target as HTMLSelectElement).value)}>
          ${people
            .filter(({ playable }) => playable)
            .map(
              ({ id, name, manages }) =>
                html`<option value=${id} ?selected=${id === me.id}>${name}${manages ? ' (may Manage Server)' : ''}</option>`,
            )}
        </select>
        ${others[0] ? html`<a href="?as=${others[0].id}&in=${ui.here}" target="_blank">Second window as ${others[0].name}</a>` : nothing}
      </div>
    </div>
  </nav>`;
}

function entry({ id, kind, name }: Place): TemplateResult {
  const unread = ui.unread.has(id);
  return html`<a class="place ${kind} ${unread ? 'unread' : ''}" href="?in=${id}" aria-current=${id === ui.here ? 'page' : 'false'} @click=${opening(id)}><span aria-hidden="true">${kind === 'channel' ? '#' : kind === 'thread' ? '↳' : '@'}</span> ${name}${unread ? html`<span class="unseen"> (new messages)</span>` : nothing}</a>`;
}
