import { describe, expect, test } from 'vitest';
import { howToStart, portOf, refusalInWords } from '../../src/try/rules.ts';

const BARE = { token: undefined, nodeEnv: undefined, storeUrl: undefined, storeExists: false };

describe('how npm start begins', () => {
  test.each([
    ['with a token the bot starts', { token: 'abc' }, { kind: 'bot' }],
    ['with a token also in production', { token: 'abc', nodeEnv: 'production' }, { kind: 'bot' }],
    ['with nothing set it can be tried out', {}, { kind: 'try-out' }],
    ['an empty token is none', { token: '  ' }, { kind: 'try-out' }],
    ['development is no production', { nodeEnv: 'development' }, { kind: 'try-out' }],
    ['production needs a token', { nodeEnv: 'production' }, { kind: 'refused', because: 'production' }],
    ['a store of its own needs a token', { storeUrl: 'memory:' }, { kind: 'refused', because: 'store-url' }],
    ['where a bot has run a token is needed', { storeExists: true }, { kind: 'refused', because: 'store' }],
  ] as const)('%s', (_, given, start) => {
    expect(howToStart({ ...BARE, ...given })).toEqual(start);
  });

  test.each(['production', 'store-url', 'store'] as const)(
    'a refusal (%s) says how to get a token',
    (because) => {
      const words = refusalInWords({ kind: 'refused', because });
      expect(words).toContain('DISCORD_TOKEN is missing');
      expect(words).toContain('https://discord.com/developers/applications');
    },
  );

  test.each([
    [undefined, 8123],
    ['', 8123],
    ['0', 0],
    ['9000', 9000],
    ['65536', undefined],
    ['80.5', undefined],
    ['http', undefined],
  ])('PORT %s means %s', (text, port) => {
    expect(portOf(text)).toBe(port);
  });
});
