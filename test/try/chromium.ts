import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { TryOut } from '../local-discord/page/try-out.ts';

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium of this machine: what `CHROMIUM_PATH` names, or where it usually is; undefined where there is none. */
export const chromiumPath: string | undefined =
  process.env.CHROMIUM_PATH || USUAL.find((path) => existsSync(path));

/** Why nothing that needs a browser runs, and what to do about it. */
export const NO_CHROMIUM =
  'no Chromium was found: install one (Debian: apt-get install chromium), or name it with CHROMIUM_PATH';

/** Starts the browser, which asks nobody for updates or anything else. */
export function openChromium(): Promise<Browser> {
  if (!chromiumPath) throw new Error(NO_CHROMIUM);
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** How a window is opened. */
export type WindowOptions = {
  readonly width?: number;
  readonly height?: number;
  readonly colours?: 'dark' | 'light';
  readonly scale?: number;
};

/** A member's window, with what they do most. */
export type Window = {
  readonly page: Page;
  /** What went wrong in the page, and every request to anywhere but this machine. */
  readonly wrong: readonly string[];
  /** Opens a channel or thread by its name. */
  go(place: string | RegExp): Promise<void>;
  /** Runs a command with its options, as one types and chooses them. */
  run(command: string, options?: Readonly<Record<string, string>>): Promise<void>;
  /** Presses the newest button of that name. */
  press(button: string | RegExp): Promise<void>;
  /** Waits until the newest message holds these words. */
  reads(words: string | RegExp): Promise<void>;
  close(): Promise<void>;
};

/** Opens the page as a member, in a window of its own. */
export async function openWindow(
  browser: Browser,
  { address, scene }: TryOut,
  name: string,
  { width = 1280, height = 800, colours = 'dark', scale = 1 }: WindowOptions = {},
): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: colours,
    deviceScaleFactor: scale,
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  // Two cores may be busy with other tests.
  page.setDefaultTimeout(40_000);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) wrong.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:')) wrong.push(request.url());
  });
  const member = scene.people.find((person) => person.name === name);
  await page.goto(`${address}/?as=${member?.id}`);
  await page.getByRole('combobox', { name: /^Message/ }).waitFor();
  return {
    page,
    wrong,
    async go(place) {
      const channels = page.getByRole('button', { name: 'Channels' });
      if (await channels.isVisible()) await channels.click();
      await page.getByRole('navigation').getByRole('link', { name: place }).first().click();
    },
    async run(command, options = {}) {
      await page.getByRole('combobox', { name: /^Message/ }).fill(command);
      await page.keyboard.press('Enter');
      for (const [option, value] of Object.entries(options)) {
        const field = page.getByLabel(option, { exact: true });
        if (!(await field.isVisible()))
          await page.getByRole('button', { name: `+ ${option}`, exact: true }).click();
        const isList = await field.evaluate((element) => element.tagName === 'SELECT');
        if (isList) await field.selectOption({ label: value });
        else await field.fill(value);
      }
      await page.getByRole('form', { name: command }).getByRole('button', { name: 'Send' }).click();
    },
    async press(button) {
      await page.getByRole('log').getByRole('button', { name: button, exact: true }).last().click();
    },
    async reads(words) {
      await page.getByRole('log').getByText(words).last().waitFor();
    },
    close: () => context.close(),
  };
}
