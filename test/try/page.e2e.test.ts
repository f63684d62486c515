import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createMessage } from '../local-discord/messages.ts';
import { startTryOut, type TryOut } from '../local-discord/page/try-out.ts';
import type { MessageBody } from '../local-discord/rules/bodies.ts';
import { makeSmallPack } from '../small-pack.ts';
import { MORNING } from '../story.ts';
import {
  chromiumPath,
  NO_CHROMIUM,
  openChromium,
  openWindow,
  type Window,
  type WindowOptions,
} from './chromium.ts';

if (!chromiumPath) {
  process.stderr.write(`The browser tests are skipped: ${NO_CHROMIUM}\n`);
  test.skip(`the browser tests are skipped: ${NO_CHROMIUM}`);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Messages with all that the page can draw, as if the bot had sent them. */
function postEverything({ discord: { world }, scene }: TryOut): void {
  const channel = world.channels.get(scene.rooms[0]!.id)!;
  const topics = [
    { label: 'Metrics', value: 'metrics', description: 'How good it is' },
    { label: 'Tuning', value: 'tuning' },
  ];
  const picture = { id: '0', name: 'chart.png', type: 'image/png', bytes: PICTURE };
  const media = { url: 'attachment://chart.png' };
  const bodies = [
    {
      content: [
        '# Heading 1\n## Heading 2\n### Heading 3\n-# small print\n> a quote\nafter it',
        `<@${scene.people[1]!.id}> in <#${channel.id}>, <t:1794470400:R>, ||the secret||`,
        '- **one**\n- *two* __three__ ~~four~~ `five`\n```py\nx = 1\n```\nhttps://example.com/a',
      ].join('\n'),
      embeds: [
        {
          title: 'An embed',
          url: 'https://example.com',
          description: 'Described',
          color: 0x22_aa_66,
          author: { name: 'An author' },
          fields: [{ name: 'A field', value: '1', inline: true }],
          footer: { text: 'A footer' },
        },
      ],
      components: [
        {
          type: 1,
          components: [
            { type: 2, style: 1, label: 'Go', custom_id: 'a' },
            { type: 2, style: 4, label: 'Not now', custom_id: 'b', disabled: true },
            { type: 2, style: 5, label: 'Read', url: 'https://example.com' },
          ],
        },
        { type: 1, components: [{ type: 3, custom_id: 'c', placeholder: 'Pick a topic', options: topics }] },
        {
          type: 1,
          components: [
            { type: 3, custom_id: 'd', placeholder: 'Pick topics', max_values: 2, options: topics },
          ],
        },
      ],
    },
    {
      flags: 1 << 15,
      components: [
        {
          type: 17,
          accent_color: 0xaa_55_22,
          components: [
            {
              type: 9,
              components: [{ type: 10, content: 'A section' }],
              accessory: { type: 2, style: 2, label: 'Open', custom_id: 'e' },
            },
            { type: 14, divider: true, spacing: 2 },
            {
              type: 9,
              components: [{ type: 10, content: 'With a picture' }],
              accessory: { type: 11, media, description: 'A thumbnail' },
            },
            { type: 12, items: [{ media, description: 'The chart' }] },
            { type: 1, components: [{ type: 5, custom_id: 'f', placeholder: 'Somebody' }] },
          ],
        },
      ],
    },
    {},
  ] as unknown as readonly MessageBody[];
  const data = { id: '1', name: 'data.json', type: 'application/json', bytes: Buffer.from('{}') };
  for (const [place, body] of bodies.entries()) {
    const uploads = [[data], [picture], []][place]!;
    createMessage(world, { channel, author: world.bot, body, uploads, loading: place === 2 });
  }
}

/** What axe-core finds serious or worse, in words; shadow roots are looked into. */
async function seriousFindings({ page }: Window): Promise<readonly string[]> {
  return page.evaluate(`(async () => {
    ${axe}
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' at ' + target + ': ' + failureSummary));
  })()`);
}

/** What of the page stands out of the window to the side. */
async function tooWide({ page }: Window): Promise<readonly string[]> {
  return page.evaluate(`[document.documentElement, ...document.querySelectorAll('#scroll, #scroll *')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5 || element.getBoundingClientRect().left < -0.5)
    .map((element) => element.localName + '.' + element.className)
    .filter((name) => !name.includes('unseen'))`);
}

describe.skipIf(!chromiumPath)('the page of the try-out', { timeout: 180_000 }, () => {
  let browser: Browser;
  let tryOut: TryOut;
  let questions: string;
  let windows: Window[];

  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    windows = [];
    questions = makeSmallPack(12);
    const store = join(mkdtempSync(join(tmpdir(), 'cohort-try-')), 'try.sqlite');
    tryOut = await startTryOut({ port: 0, questions, store, now: MORNING, seed: 1, pace: 0 });
    await tryOut.started();
  });
  afterEach(async () => {
    for (const { wrong } of windows) expect(wrong).toEqual([]);
    await Promise.all(windows.map((window) => window.close()));
    tryOut.discord.assertClean();
    await tryOut.close();
  });

  async function as(name: string, options?: WindowOptions): Promise<Window> {
    const window = await openWindow(browser, tryOut, name, options);
    windows.push(window);
    return window;
  }

  test('the daily is set up by typing, and two members answer it, each in private', async () => {
    const [mo, ana, bo] = [await as('Mo'), await as('Ana'), await as('Bo')];
    await mo.run('/setup daily', { timezone: 'Europe/Berlin' });
    await mo.reads('Ready');
    await mo.reads('Only you can see this');
    expect(await ana.page.getByRole('log').innerText()).toContain('Nothing here yet');

    await mo.page.getByRole('button', { name: 'To the next daily' }).click();
    for (const member of [ana, bo]) {
      await member.press('A');
      await member.press('Sure');
      await member.reads(/points · /);
    }
    expect(await ana.page.locator('.only-me').count()).toBe(1);
    expect(
      await mo.page
        .getByRole('log')
        .getByText(/points · /)
        .count(),
    ).toBe(0);

    await mo.page.getByRole('button', { name: 'Next day' }).click();
    await mo.reads('2 answered.');
    const hidden = mo.page.getByRole('button', { name: /^Hidden/ });
    await hidden.press('Enter');
    await mo.page
      .locator('discord-spoiler[activated]')
      .getByText(/The answer is [AB]/)
      .waitFor();
  });

  test('a quiz of three rounds is played in two windows, and the leaderboard knows who played', async () => {
    const [mo, ana] = [await as('Mo'), await as('Ana', { width: 360, height: 740, colours: 'light' })];
    await mo.go('study-hall');
    await mo.run('/quiz start', { rounds: '3' });
    await mo.reads('It begins');
    await mo.go(/Quiz:/);
    await ana.go(/Quiz:/);
    for (const player of [mo, ana]) await player.press('Join');
    await mo.press('Start now');
    for (let round = 1; round <= 3; round++) {
      for (const player of [mo, ana]) {
        await player.reads(`Question ${round} of 3`);
        await player.press('A');
        await player.reads('You picked A');
      }
      await mo.page.getByRole('button', { name: 'A minute later' }).click();
      for (const player of [mo, ana]) {
        await player.reads(`Question ${round} of 3: the answer is`);
        await player.press(/^Ready/);
      }
    }
    for (const player of [mo, ana]) await player.reads('That was');
    await ana.press('My result');
    await ana.reads(/^\d of 3$/);
    await mo.run('/leaderboard');
    await mo.reads('2 people took part');
  });

  test('members who play by themselves fill daily, quiz and board', async () => {
    const mo = await as('Mo');
    await mo.page.getByRole('spinbutton', { name: 'How many' }).fill('6');
    await mo.page.getByRole('combobox', { name: 'How good' }).selectOption('experts');
    await mo.page.getByRole('button', { name: 'Fill the room' }).click();
    await mo.page.getByText('Emeka, Freya, Goran, Hana, Ines and Jun take part without you.').waitFor();
    await mo.run('/setup daily');
    await mo.reads('Ready');
    await mo.page.getByRole('button', { name: 'To the next daily' }).click();
    await tryOut.discord.waitFor(
      () => tryOut.scene.regulars.filter(({ member }) => member.seesEphemerals().length > 0).length === 6,
    );
    await tryOut.discord.waitFor(() =>
      tryOut.scene.regulars
        .slice(0, 6)
        .every(({ member }) => member.seesEphemerals().some((card) => /points · /.test(card.text()))),
    );
    await mo.run('/leaderboard');
    await mo.reads('6 people took part');

    await mo.go('study-hall');
    await mo.run('/quiz start', { rounds: '3' });
    await mo.reads('It begins');
    await mo.go(/Quiz:/);
    await mo.reads('In so far: Emeka, Freya, Goran, Hana, Ines and Jun');
    await mo.press('Start now');
    for (let round = 1; round <= 3; round++) {
      await mo.reads(new RegExp(`Question ${round} of 3`));
      await mo.press('A');
      await mo.reads('7 of 7 have answered');
      await mo.page.getByRole('button', { name: 'A minute later' }).click();
      await mo.reads(`Question ${round} of 3: the answer is`);
      await mo.press(/^Ready/);
    }
    await mo.reads('7 people played.');
  });

  test('a mock exam runs in the direct messages, and time goes to its end', async () => {
    const ana = await as('Ana', { width: 360, height: 740 });
    await ana.run('/exam start');
    await ana.reads('It has begun');
    await ana.go('Cohort');
    await ana.reads(/^Question 1 of /);
    await ana.press('A');
    await ana.reads('Your answer: A, saved.');
    await ana.press('Overview');
    await ana.reads('Overview');
    expect(await tooWide(ana)).toEqual([]);
    await ana.page.getByRole('button', { name: 'Try it out' }).click();
    const toItsEnd = ana.page.getByRole('button', { name: 'To the end of the exam' });
    await toItsEnd.click();
    await ana.reads(/^Time was up/);
    // The message may be read before the journey in time is over.
    await toItsEnd.waitFor({ state: 'detached' });
  });

  test('a mistyped option is said at the composer, and what was typed stays to be mended', async () => {
    const mo = await as('Mo');
    await mo.run('/quiz start', { rounds: '99' });
    await mo.page.getByRole('alert').getByText('The option rounds takes 3 to 25.').waitFor();
    await mo.page.getByLabel('rounds', { exact: true }).fill('3');
    await mo.page.keyboard.press('Enter');
    await mo.reads('It begins');
    await mo.page.getByRole('alert').waitFor({ state: 'detached' });
    await mo.run('/setup daily', { time: 'noonish' });
    await mo.reads(/noonish|time/i);
    await mo.page.getByRole('combobox', { name: /^Message/ }).fill('/nothing');
    await mo.page.keyboard.press('Enter');
    await mo.page.getByRole('alert').getByText('There is no command /nothing here').waitFor();
  });

  test('commands and suggestions are found, chosen and left with the keyboard alone', async () => {
    const { page, reads } = await as('Mo');
    await page.getByRole('combobox', { name: /^Message/ }).focus();
    await page.keyboard.type('/setup');
    const listed = page.getByRole('listbox', { name: 'Commands' }).getByRole('option');
    expect((await listed.allInnerTexts())[0]).toContain('/setup daily');
    await page.keyboard.press('Enter');
    const chip = page.getByRole('button', { name: '+ timezone' });
    const focused = page.locator(':focus');
    for (let press = 0; press < 30; press++) {
      if ((await focused.innerText()) === (await chip.innerText())) break;
      await page.keyboard.press('Shift+Tab');
    }
    await page.keyboard.press('Enter');
    await page.keyboard.type('auck');
    await page.getByRole('option', { name: /Pacific\/Auckland/ }).waitFor();
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('timezone', { exact: true }).inputValue()).toContain('Pacific/Auckland');
    await page.keyboard.press('Enter');
    await reads(/Pacific\/Auckland/);
    await page.keyboard.type('/me');
    await page.keyboard.press('Enter');
    await page.getByRole('form', { name: '/me' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('form').waitFor({ state: 'detached' });
  });

  test('a window that the bot opens is filled in and sent; members without Manage Server are not offered /setup', async () => {
    const [mo, ana] = [await as('Mo'), await as('Ana')];
    await mo.run('/setup daily');
    await mo.press('Change');
    const dialog = mo.page.getByRole('dialog', { name: 'When questions appear' });
    await dialog.getByLabel(/^Time,/).fill('10:30');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await mo.reads(/at 10:30/);
    await mo.page.getByRole('dialog').waitFor({ state: 'detached' });
    await ana.page.getByRole('combobox', { name: /^Message/ }).fill('/');
    const offered = await ana.page.getByRole('option').allInnerTexts();
    expect(offered.join()).toContain('/daily');
    expect(offered.join()).not.toContain('/setup');
  });

  test('a question is looked at on every screen; saving it shows the change, or the mistake by file and line', async () => {
    const { page } = await as('Mo');
    await page.getByRole('searchbox').fill('sums-001');
    await page.getByRole('button', { name: /^sums-001/ }).click();
    for (const screen of [
      'Question of the day',
      'Receipt, having picked A',
      'Round',
      'Reveal',
      'Exam page, having picked A',
    ])
      await page.getByRole('region', { name: screen, exact: true }).waitFor();
    const file = join(questions, 'small', 'sums.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('the right option of question 1?', 'a question that was mended?'));
    await page.getByText('a question that was mended?').first().waitFor();
    writeFileSync(file, text.replace('difficulty: recall', 'difficulty: tricky'));
    await page.getByText(/sums\.yaml:4/).waitFor();
    writeFileSync(file, text);
    await page.getByText(/sums\.yaml:4/).waitFor({ state: 'detached' });
  });

  test('starting over deletes what was said and set, and everything works again', async () => {
    const mo = await as('Mo');
    await mo.run('/setup daily');
    await mo.reads('Ready');
    await mo.page.getByRole('button', { name: 'To the next daily' }).click();
    await mo.reads('Question of the day');
    mo.page.on('dialog', (dialog) => void dialog.accept());
    await mo.page.getByRole('button', { name: 'Delete and start over' }).click();
    await mo.reads('Nothing here yet.');
    await mo.page.getByRole('button', { name: 'To the next daily' }).waitFor({ state: 'detached' });
    await mo.run('/setup daily');
    await mo.reads('Ready');
  });

  test('files that a member gets can be opened; direct messages offer only what the bot offers there', async () => {
    const ana = await as('Ana');
    await ana.run('/me');
    await ana.press('Export my data');
    const file = ana.page.getByRole('link', { name: /\.json/ });
    const got = await fetch((await file.getAttribute('href')) ?? '');
    expect(await got.json()).toBeTypeOf('object');
    await ana.go('Cohort');
    await ana.page.getByRole('combobox', { name: 'Message @Cohort' }).fill('/help');
    await ana.page.keyboard.press('Enter');
    await ana.page.getByRole('alert').getByText('There is no command /help here').waitFor();
  });

  test.each(['dark', 'light'] as const)(
    'whatever a bot can send is drawn and has a name (%s)',
    async (colours) => {
      postEverything(tryOut);
      const mo = await as('Mo', { colours });
      const log = mo.page.getByRole('log');
      for (const level of [1, 2, 3])
        await log.getByRole('heading', { level, name: `Heading ${level}` }).waitFor();
      await log.getByRole('img', { name: 'The chart' }).waitFor();
      await log.getByRole('link', { name: /data\.json/ }).waitFor();
      expect(await log.getByRole('button', { name: 'Not now' }).isDisabled()).toBe(true);
      expect(await log.getByRole('combobox', { name: 'Pick a topic' }).innerText()).toContain('Tuning');
      expect(await log.getByRole('combobox', { name: 'Somebody' }).innerText()).toContain('@Ana');
      expect(await log.getByText('the secret').isVisible()).toBe(false);
      await log.getByRole('button', { name: /^Hidden/ }).press(' ');
      expect(await log.getByText('the secret').isVisible()).toBe(true);
      await log.getByText('Cohort is thinking').waitFor();
      await log.locator('summary').click();
      await log.getByRole('checkbox', { name: /Metrics/ }).waitFor();
      expect(await seriousFindings(mo)).toEqual([]);
    },
  );

  test.each(['dark', 'light'] as const)(
    'axe-core finds nothing serious (%s), on a phone and a wide screen',
    async (colours) => {
      const [mo, phone] = [
        await as('Mo', { colours }),
        await as('Ana', { colours, width: 360, height: 740 }),
      ];
      await mo.run('/setup daily');
      await mo.reads('Ready');
      expect(await seriousFindings(mo)).toEqual([]);
      await mo.press('Change');
      await mo.page.getByRole('dialog').waitFor();
      expect(await seriousFindings(mo)).toEqual([]);
      await mo.page.keyboard.press('Escape');
      await mo.page.getByRole('button', { name: 'To the next daily' }).click();
      await phone.press('A');
      await phone.reads('How sure are you?');
      expect(await seriousFindings(phone)).toEqual([]);
      expect(await tooWide(phone)).toEqual([]);
      await phone.page.getByRole('button', { name: 'Try it out' }).click();
      expect(await seriousFindings(phone)).toEqual([]);
      await phone.page.getByRole('button', { name: 'Channels' }).click();
      expect(await seriousFindings(phone)).toEqual([]);
      await mo.run('/help');
      await mo.page.getByRole('combobox', { name: /^Message/ }).fill('/');
      expect(await seriousFindings(mo)).toEqual([]);
    },
  );

  test('the place and the member are in the address, so that a second window can be another', async () => {
    const mo = await as('Mo');
    await mo.go('general');
    await mo.page.getByRole('combobox', { name: 'You are' }).selectOption({ label: 'Chidi' });
    await mo.page.waitForFunction("document.title.startsWith('Chidi')");
    await mo.page.reload();
    await mo.page.getByRole('heading', { name: '#general' }).waitFor();
    expect(await mo.page.title()).toContain('Chidi');
    await mo.page.getByRole('combobox', { name: /^Message/ }).fill('Hello **everybody**');
    await mo.page.keyboard.press('Enter');
    await mo.page.locator('.message strong').getByText('everybody').waitFor();
    const [other] = await Promise.all([
      mo.page.context().waitForEvent('page'),
      mo.page.getByRole('link', { name: /^Second window/ }).click(),
    ]);
    await other.locator('.message strong').getByText('everybody').waitFor();
    expect(await other.title()).toContain('Mo');
  });
});
