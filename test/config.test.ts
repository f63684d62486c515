import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { describe, expect, test } from 'vitest';
import { readConfig, VARIABLES } from '../src/config.ts';

describe('the environment', () => {
  test('needs nothing but a token', () => {
    const read = readConfig({ DISCORD_TOKEN: 'abc' });
    expect(read).toMatchObject({
      ok: true,
      config: {
        apiUrl: 'https://discord.com/api',
        storeUrl: 'sqlite://data/cohort.sqlite',
        questionsDir: 'questions',
        logLevel: 'info',
        localDiscord: false,
      },
    });
  });

  test('an empty variable counts as not set', () => {
    expect(readConfig({ DISCORD_TOKEN: 'abc', STORE_URL: '', LOG_LEVEL: ' ' })).toMatchObject({
      ok: true,
      config: { storeUrl: 'sqlite://data/cohort.sqlite', logLevel: 'info' },
    });
  });

  test('names every problem at once, in words, and never a value', () => {
    const read = readConfig({
      DISCORD_API_URL: 'nonsense',
      STORE_URL: 'mysql://secret',
      DEV_GUILD_ID: '12',
      LOG_LEVEL: 'loud',
    });
    expect(read.ok).toBe(false);
    if (read.ok) throw new Error('accepted');
    expect(read.problems.map((problem) => problem.split(' ')[0])).toEqual([
      'DISCORD_TOKEN',
      'DISCORD_API_URL',
      'STORE_URL',
      'DEV_GUILD_ID',
      'LOG_LEVEL',
    ]);
    expect(read.problems.join()).not.toMatch(/nonsense|secret|loud/);
  });

  test.each([
    ['http://127.0.0.1:8123/api', true],
    ['http://localhost:8123/api', true],
    ['https://discord.com/api', false],
    ['https://127.0.0.1.example.com/api', false],
  ])('%s is on this machine: %s', (address, local) => {
    expect(readConfig({ DISCORD_TOKEN: 'abc', DISCORD_API_URL: address })).toMatchObject({
      config: { localDiscord: local },
    });
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');

  test('explains exactly the variables that are read', () => {
    expect(Object.keys(parse(text)).sort()).toEqual([...VARIABLES].sort());
    const blocks = text.trim().split('\n\n').slice(1);
    for (const block of blocks) expect(block).toMatch(/^(# .+\n)+[A-Z_]+=/);
  });

  test('gives the defaults', () => {
    const { DISCORD_TOKEN: _, ...given } = parse(text);
    const withDefaults = readConfig({ DISCORD_TOKEN: 'abc' });
    expect(readConfig({ ...given, DISCORD_TOKEN: 'abc' })).toEqual(withDefaults);
  });
});
