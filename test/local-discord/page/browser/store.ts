import type {
  ListedQuestion,
  News,
  Outcome,
  Raw,
  ShownCommand,
  ShownMessage,
  ShownModal,
  State,
} from '../wire.ts';

/** An option of the command in the composer: what is shown in its field, and what is sent. */
export type Field = {
  readonly shown: string;
  readonly value: string | number | boolean | { name: string; type: string; base64: string } | undefined;
};

/** A suggestion in the composer's list. */
export type Suggestion = { readonly label: string; readonly note: string; readonly pick: () => void };

/** Everything that the page shows. Changed by the functions below, then drawn. */
export type Ui = {
  state: State | undefined;
  connected: boolean;
  /** The server's clock minus this machine's, in milliseconds. */
  offset: number;
  here: string;
  unread: Set<string>;
  messages: Map<string, ShownMessage>;
  text: string;
  command: ShownCommand | undefined;
  fields: Map<string, Field>;
  suggestions: readonly Suggestion[];
  /** Which field the suggestions belong to: an option's name, or the text. */
  suggestFor: string | undefined;
  active: number;
  /** A refusal near the composer, or under a message by its id. */
  error: string | undefined;
  failed: { readonly message: string; readonly words: string } | undefined;
  /** Buttons that wait for the bot, as `message:customId`. */
  busy: Set<string>;
  modal: ShownModal | undefined;
  modalError: string | undefined;
  drawer: 'channels' | 'tools' | undefined;
  questions: readonly ListedQuestion[];
  search: string;
  looked: { readonly key: string; readonly views: Readonly<Record<string, Raw>> | null } | undefined;
  working: string | undefined;
  notice: string | undefined;
  theme: 'auto' | 'light' | 'dark';
};

const params = new URLSearchParams(location.search);

/** The one state of the page. */
export const ui: Ui = {
  state: undefined,
  connected: false,
  offset: 0,
  here: params.get('in') ?? '',
  unread: new Set(),
  messages: new Map(),
  text: '',
  command: undefined,
  fields: new Map(),
  suggestions: [],
  suggestFor: undefined,
  active: 0,
  error: undefined,
  failed: undefined,
  busy: new Set(),
  modal: undefined,
  modalError: undefined,
  drawer: undefined,
  questions: [],
  search: '',
  looked: undefined,
  working: undefined,
  notice: undefined,
  theme: themeKept(),
};

function themeKept(): Ui['theme'] {
  const kept = params.get('theme') ?? localStorage.getItem('theme');
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

let draw = (): void => {};
let waiting = false;

/** What draws the page after a change. */
export function onChange(run: () => void): void {
  draw = run;
}

/** Draws soon; several changes are drawn once. */
export function changed(): void {
  if (waiting) return;
  waiting = true;
  queueMicrotask(() => {
    waiting = false;
    draw();
  });
}

/** The server's time, in epoch milliseconds. */
export function now(): number {
  return Date.now() + ui.offset;
}

/** Whether light colours are shown. */
export function isLight(): boolean {
  return ui.theme === 'light' || (ui.theme === 'auto' && matchMedia('(prefers-color-scheme: light)').matches);
}

/** The messages of the place that is open, oldest first. */
export function messagesHere(): readonly ShownMessage[] {
  return [...ui.messages.values()]
    .filter(({ place }) => place === ui.here)
    .sort((one, other) => one.id.length - other.id.length || (one.id < other.id ? -1 : 1));
}

let source: EventSource | undefined;

/** Connects as the member that the address names, and again as another. */
export function connect(as: string | undefined): void {
  source?.close();
  source = new EventSource(`/page/events?${new URLSearchParams(as ? { as } : {})}`);
  source.onopen = () => {
    ui.connected = true;
    changed();
  };
  source.onerror = () => {
    ui.connected = false;
    changed();
  };
  source.onmessage = ({ data }) => take(JSON.parse(data as string) as News);
}

function take(news: News): void {
  switch (news.kind) {
    case 'state':
      takeState(news.state);
      break;
    case 'message':
      if (!ui.messages.has(news.message.id) && news.message.place !== ui.here)
        ui.unread.add(news.message.place);
      ui.messages.set(news.message.id, news.message);
      break;
    case 'gone':
      ui.messages.delete(news.id);
      break;
    case 'places':
      if (ui.state) ui.state = { ...ui.state, places: news.places };
      stayHere();
      break;
    case 'standing':
      if (ui.state) {
        const before = ui.state.standing.packsRead;
        ui.state = { ...ui.state, standing: news.standing };
        if (news.standing.packsRead !== before) void questionsSaved();
      }
      ui.offset = news.standing.now - Date.now();
      break;
  }
  changed();
}

function takeState(state: State): void {
  ui.state = state;
  ui.offset = state.standing.now - Date.now();
  ui.messages = new Map(state.messages.map((message) => [message.id, message]));
  stayHere();
  rememberAddress();
  const isListed = !ui.command || state.commands.some(({ name }) => name === ui.command?.name);
  if (!isListed) ui.command = undefined;
}

/** A place that is gone is left for the first one. */
function stayHere(): void {
  const places = ui.state?.places ?? [];
  if (places.some(({ id }) => id === ui.here)) return;
  ui.here = places.find(({ kind }) => kind === 'channel')?.id ?? '';
}

function rememberAddress(): void {
  const address = new URLSearchParams(location.search);
  if (ui.state) address.set('as', ui.state.me.id);
  address.set('in', ui.here);
  history.replaceState(null, '', `?${address}`);
}

/** Opens a channel, thread or the direct messages. */
export function goTo(place: string): void {
  ui.here = place;
  ui.unread.delete(place);
  ui.drawer = undefined;
  ui.looked = undefined;
  ui.error = undefined;
  rememberAddress();
  changed();
}

/** What a link to a place does when it is pressed. */
export function opening(place: string): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    goTo(place);
  };
}

/** Becomes another member. */
export function become(id: string): void {
  ui.unread.clear();
  ui.command = undefined;
  ui.modal = undefined;
  ui.error = undefined;
  ui.failed = undefined;
  connect(id);
}

/** Asks the server for something beside acting. Throws with its words. */
export async function call<T>(verb: string, body: object = {}): Promise<T> {
  const response = await fetch(`/page/${verb}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answered = (await response.json()) as T & { ok?: boolean; error?: string };
  if (!response.ok) throw new Error(answered?.error ?? 'That did not work.');
  return answered;
}

/** Does something as the member that one is. */
export async function act(what: object): Promise<Outcome> {
  try {
    const outcome = await call<Outcome>('act', { as: ui.state?.me.id, act: what });
    if (outcome.ok && outcome.modal) {
      ui.modal = outcome.modal;
      ui.modalError = undefined;
    }
    return outcome;
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  } finally {
    changed();
  }
}

/** Uses a button or select of a message. */
export async function useControl(message: string, customId: string, what: object): Promise<void> {
  const key = `${message}:${customId}`;
  if (ui.busy.has(key)) return;
  ui.busy.add(key);
  ui.failed = undefined;
  changed();
  const outcome = await act({ message, customId, ...what });
  ui.busy.delete(key);
  if (!outcome.ok) ui.failed = { message, words: outcome.error };
  changed();
}

/** Runs something of the tools, and says meanwhile what it is. */
export async function work(words: string, run: () => Promise<unknown>): Promise<void> {
  ui.working = words;
  ui.notice = undefined;
  changed();
  try {
    await run();
  } catch (error) {
    ui.notice = error instanceof Error ? error.message : String(error);
  }
  ui.working = undefined;
  changed();
}

/** Shows a question as every screen shows it. */
export async function lookAt(key: string): Promise<void> {
  await work('Looking at the question …', async () => {
    ui.looked = { key, views: await call<Record<string, Raw> | null>('preview', { key }) };
  });
  ui.drawer = undefined;
  changed();
}

/** The list of questions, once. */
export async function listQuestions(): Promise<void> {
  ui.questions = await call<readonly ListedQuestion[]>('questions').catch(() => []);
  changed();
}

async function questionsSaved(): Promise<void> {
  await listQuestions();
  if (ui.looked) await lookAt(ui.looked.key);
}
