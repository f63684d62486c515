import './library.ts';
import { render } from 'lit';
import { app } from './app.ts';
import { changed, connect, isLight, onChange, ui } from './store.ts';

const NEAR = 120;
/** Relative times go on by themselves, in milliseconds. */
const TICK = 1000;

const root = document.getElementById('app')!;
root.replaceChildren();

let shown = '';
let count = 0;

/** Draws the page; whoever reads the newest message goes on to see the newest. */
function draw(): void {
  const before = document.getElementById('scroll');
  const follows = !before || before.scrollHeight - before.scrollTop - before.clientHeight < NEAR;
  document.documentElement.dataset.theme = isLight() ? 'light' : 'dark';
  render(app(), root);
  // A window opens once it is in the page.
  document.querySelector<HTMLDialogElement>('dialog:not([open])')?.showModal();
  const { me, server } = ui.state ?? {};
  if (me && server) document.title = `${me.name} in ${server.name}`;
  const view = `${ui.here}:${ui.looked?.key ?? ''}`;
  const isNew = view !== shown || ui.messages.size > count;
  if (view !== shown || (follows && isNew)) toEnd(ui.looked ? 'start' : 'end');
  else if (follows && !ui.looked) toEnd('end');
  shown = view;
  count = ui.messages.size;
}

/** The elements of the library draw themselves a little later; then once more. */
function toEnd(where: 'start' | 'end'): void {
  const go = () => {
    const scroll = document.getElementById('scroll');
    scroll?.scrollTo({ top: where === 'end' ? scroll.scrollHeight : 0 });
  };
  go();
  requestAnimationFrame(() => requestAnimationFrame(go));
}

onChange(draw);
setInterval(changed, TICK);
matchMedia('(prefers-color-scheme: light)').addEventListener('change', changed);
draw();
connect(new URLSearchParams(location.search).get('as') ?? undefined);
