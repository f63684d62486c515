import { DiscordAPIError } from 'discord.js';
import { expect, test } from 'vitest';
import { failureOf } from '../../src/discord/failure.ts';

const refusal = (code: number, status: number) =>
  new DiscordAPIError({ code, message: 'No' }, code, status, 'POST', '/', {});

test.each([
  ['direct messages opened too fast', refusal(40003, 403), 'passing'],
  ['direct messages closed', refusal(50007, 403), 'forbidden'],
  ['a permission that is missing', refusal(50013, 403), 'forbidden'],
  ['a message that is gone', refusal(10008, 404), 'gone'],
  ['a server error', refusal(0, 502), 'passing'],
  ['a rate limit', refusal(0, 429), 'passing'],
  ['a body that is refused', refusal(50035, 400), undefined],
  ['an error of ours', new TypeError('x'), undefined],
])('%s', (_, error, expected) => {
  expect(failureOf(error)).toBe(expected);
});
