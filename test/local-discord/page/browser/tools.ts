import { html, nothing, type TemplateResult } from 'lit';
import type { Raw } from '../wire.ts';
import { previewed } from './message.ts';
import { call, changed, listQuestions, lookAt, now, ui, work } from './store.ts';
import { momentInWords } from './time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FOUND = 30;
const LIST = new Intl.ListFormat('en-GB');
/** The screens that tell most about a question; the others are a press away. */
const FIRST = /^(question of the day|receipt \d|round|reveal|exam question 0|exam page 0)$/;

/** What the try-out has beside Discord: the clock, more members, and a look at questions. */
export function tools(): TemplateResult {
  const standing = ui.state?.standing;
  if (!standing) return html``;
  const problems = standing.packProblems;
  return html`<aside class="tools ${ui.drawer === 'tools' ? 'open' : ''}" id="tools" aria-label="Try it out">
    ${ui.working ? html`<p class="working" role="status">${ui.working}</p>` : nothing}
    ${ui.notice ? html`<p class="refused" role="alert">${ui.notice}</p>` : nothing}
    ${clock(standing.upcoming)} ${room(standing.regulars)} ${questions()}
    ${
      problems.length > 0
        ? html`<section><h2>Questions with problems</h2><p>The bot goes on with the questions as they were.</p><ul class="problems">${problems.map(({ file, line, message }) => html`<li><code>${file}:${line}</code> ${message}</li>`)}</ul></section>`
        : nothing
    }
    ${
      standing.problems.length > 0
        ? html`<section><h2>What Discord would not take</h2><ul class="problems">${standing.problems.map((words) => html`<li>${words}</li>`)}</ul></section>`
        : nothing
    }
    <section>
      <h2>Look</h2>
      <label for="theme">Colours</label>
      <select id="theme" @change=${(event: Event) => setTheme((event.target as HTMLSelectElement).value)}>
        ${(['auto', 'light', 'dark'] as const).map((theme) => html`<option value=${theme} ?selected=${theme === ui.theme}>${THEMES[theme]}</option>`)}
      </select>
    </section>
    <section>
      <h2>Start over</h2>
      <p>Deletes the data of this try-out: messages, answers, points.</p>
      <button type="button" class="button danger" @click=${startOver}>Delete and start over</button>
    </section>
  </aside>`;
}

const THEMES = { auto: 'As the system', light: 'Light', dark: 'Dark' } as const;

function setTheme(theme: string): void {
  ui.theme = theme === 'light' || theme === 'dark' ? theme : 'auto';
  localStorage.setItem('theme', ui.theme);
  changed();
}

function startOver(): void {
  if (!confirm('Delete all data of this try-out?')) return;
  void work('Starting over …', () => call('anew'));
}

function clock(upcoming: readonly { readonly what: string; readonly at: number }[]): TemplateResult {
  const move = (words: string, body: object) => () => void work(`${words} …`, () => call('time', body));
  return html`<section>
    <h2>Time</h2>
    <p class="now"><span class="unseen">It is </span>${momentInWords(now(), 'F', now())}</p>
    <div class="buttons">
      ${upcoming.map(({ what, at }) => html`<button type="button" class="button secondary" title=${momentInWords(at, 'F', now())} @click=${move(`To ${what}`, { to: at })}>To ${what}</button>`)}
      <button type="button" class="button secondary" @click=${move('A minute later', { by: MINUTE })}>A minute later</button>
      <button type="button" class="button secondary" @click=${move('Ten minutes later', { by: 10 * MINUTE })}>Ten minutes later</button>
      <button type="button" class="button secondary" @click=${move('An hour later', { by: HOUR })}>An hour later</button>
      <button type="button" class="button secondary" @click=${move('Next day', { by: DAY })}>Next day</button>
    </div>
  </section>`;
}

function room(regulars: readonly string[]): TemplateResult {
  const fill = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    void work('Filling the room …', () =>
      call('fill', { count: Number(data.get('count')), level: data.get('level') }),
    );
  };
  return html`<section>
    <h2>Fill the room</h2>
    <p>${regulars.length > 0 ? `${LIST.format(regulars)} ${regulars.length === 1 ? 'takes' : 'take'} part without you.` : 'Lets more members answer dailies and play quizzes, so that board and podium look alive.'}</p>
    <form class="inline" @submit=${fill}>
      <label>How many <input name="count" type="number" min="0" max="12" value="8" required /></label>
      <label>How good <select name="level"><option value="mixed">mixed</option><option value="beginners">beginners</option><option value="experts">experts</option></select></label>
      <button class="button secondary">Fill the room</button>
      ${regulars.length > 0 ? html`<button type="button" class="button secondary" @click=${() => void work('Sending them home …', () => call('fill', { count: 0 }))}>Send them home</button>` : nothing}
    </form>
  </section>`;
}

function questions(): TemplateResult {
  const words = ui.search.toLowerCase().trim();
  const found = ui.questions.filter((one) =>
    `${one.key} ${one.topic} ${one.words}`.toLowerCase().includes(words),
  );
  const search = (event: Event) => {
    ui.search = (event.target as HTMLInputElement).value;
    changed();
  };
  return html`<section>
    <h2>Look at a question</h2>
    <p>Save a file in <code>questions/</code> and it is read again at once.</p>
    <label for="search">Id, topic or words</label>
    <input id="search" type="search" autocomplete="off" .value=${ui.search} @focus=${() => ui.questions.length === 0 && void listQuestions()} @input=${search} />
    ${
      words.length > 0
        ? html`<ul class="found" aria-label="Questions">${found.slice(0, FOUND).map((one) => html`<li><button type="button" class="plain" @click=${() => void lookAt(one.key)}><b>${one.key.split('/')[1]}</b> ${one.words}</button></li>`)}</ul>
            <p role="status">${found.length === 0 ? 'No question has these words.' : found.length > FOUND ? `The first ${FOUND} of ${found.length}.` : `${found.length} found.`}</p>`
        : nothing
    }
  </section>`;
}

/** A question as every screen shows it, in the place of the messages. */
export function lookedAt(): TemplateResult {
  const { looked } = ui;
  if (!looked) return html``;
  const close = () => {
    ui.looked = undefined;
    changed();
  };
  return html`<div class="looked">
    <p class="line"><b>${looked.key.split('/')[1]}</b> <span>in ${looked.key.split('/')[0]}; saved changes show at once</span><span class="push"></span><button type="button" class="button secondary" @click=${close}>Back to the messages</button></p>
    ${
      looked.views === null
        ? html`<p class="refused">This question is not in its pack (any more), or is a draft.</p>`
        : screens(Object.entries(looked.views))
    }
  </div>`;
}

function screens(views: readonly (readonly [name: string, body: Raw])[]): TemplateResult {
  const drawn = (list: typeof views) => list.map(([name, body]) => previewed(nameOf(name), body));
  const others = views.filter(([name]) => !FIRST.test(name));
  return html`${drawn(views.filter(([name]) => FIRST.test(name)))}
    <details><summary>The other ${others.length} screens</summary>${drawn(others)}</details>`;
}

/** `receipt 1` is the one of who picked B. */
function nameOf(name: string): string {
  const words = name.replace(
    / (\d)$/,
    (_, place) => `, having picked ${String.fromCharCode(65 + Number(place))}`,
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}
