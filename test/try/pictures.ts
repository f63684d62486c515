import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { startTryOut, type TryOut } from '../local-discord/page/try-out.ts';
import { MORNING } from '../story.ts';
import { openChromium, openWindow, type Window } from './chromium.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'docs/pictures');
const WIDTH = 640;
const HEIGHT = 1500;
const SCHOOL_DAYS = 4;
const PLAYERS = 9;

/** `npm run pictures`: plays a week on the page and takes the pictures that the README opens with, dark and light. */
async function takePictures(browser: Browser, tryOut: TryOut): Promise<void> {
  const mo = await openWindow(browser, tryOut, 'Mo');
  const viewers = await Promise.all(
    (['dark', 'light'] as const).map(async (colours) => ({
      colours,
      window: await openWindow(browser, tryOut, 'Ana', { width: WIDTH, height: HEIGHT, colours, scale: 2 }),
    })),
  );
  const [ana] = viewers.map(({ window }) => window);

  async function take(
    name: string,
    of: (window: Window) => ReturnType<Window['page']['locator']>,
  ): Promise<void> {
    for (const { colours, window } of viewers) {
      // Nobody points at anything in a picture.
      await window.page.mouse.move(0, 0);
      await window.page.evaluate('document.activeElement?.blur()');
      await of(window).screenshot({ path: join(FOLDER, `${name}-${colours}.png`) });
    }
  }
  /** Everybody who plays by themselves has done what there is to do. */
  const settled = () => new Promise((done) => setTimeout(done, 1500));

  tryOut.regulars.fill(PLAYERS, 'mixed');
  await mo.run('/setup daily', { timezone: 'Europe/Berlin' });
  await mo.reads('Ready');
  for (let day = 0; day < SCHOOL_DAYS; day++) {
    await mo.page.getByRole('button', { name: 'To the next daily' }).click();
    await settled();
    await ana!.press('B');
    await ana!.press('Sure');
    await ana!.reads(/points? · /);
    if (day < SCHOOL_DAYS - 1)
      await ana!.page.getByRole('button', { name: 'Dismiss message' }).last().click();
  }
  await tryOut.moveTo(tryOut.discord.now() + 20 * 60_000);
  await settled();
  const newest = (window: Window) => window.page.locator('.message:not(.only-me)').last();
  await take('daily', newest);
  await take('receipt', (window) => window.page.locator('.message.only-me').last());

  await ana!.run('/leaderboard');
  await ana!.reads('This week');
  await take('leaderboard', (window) => window.page.locator('.message').last());

  await mo.go('study-hall');
  await mo.run('/quiz start', { rounds: '3' });
  await mo.reads('It begins');
  await mo.go(/Quiz:/);
  for (const { window } of viewers) await window.go(/Quiz:/);
  await settled();
  await mo.press('Start now');
  await ana!.reads('Question 1 of 3');
  await ana!.press('A');
  await settled();
  await mo.page.getByRole('button', { name: 'A minute later' }).click();
  for (const { window } of viewers) await window.reads('Question 1 of 3: the answer is');
  await settled();
  await take('quiz', newest);
}

mkdirSync(FOLDER, { recursive: true });
const store = join(mkdtempSync(join(tmpdir(), 'cohort-pictures-')), 'try.sqlite');
const tryOut = await startTryOut({
  port: 0,
  questions: join(ROOT, 'questions'),
  store,
  now: MORNING - 3 * 24 * 60 * 60 * 1000,
  seed: 7,
  pace: 0.05,
});
await tryOut.started();
const browser = await openChromium();
await takePictures(browser, tryOut);
await browser.close();
await tryOut.close();
tryOut.discord.assertClean();
process.stdout.write(`The pictures are in ${FOLDER}\n`);
