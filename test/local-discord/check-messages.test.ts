import { describe, expect, test } from 'vitest';
import { checkMessage, type MessageKind } from './check.ts';
import type { About } from './rules/message.ts';
import { button, choice, container, row, times, v2, words } from './samples.ts';

const link = { style: 5, custom_id: undefined, url: 'https://example.org' };
const gallery = (url: string) => ({ type: 12, items: [{ media: { url } }] });

type Good = readonly [name: string, body: object, kind?: MessageKind, about?: About];

const good: readonly Good[] = [
  ['words', { content: 'Hello' }],
  ['2000 characters', { content: 'x'.repeat(2000) }],
  ['2000 emojis, each two UTF-16 units', { content: '🎈'.repeat(2000) }],
  [
    'what discord.js always sends',
    { content: 'x', tts: false, nonce: '1', enforce_nonce: true, embeds: undefined },
  ],
  ['an embed', { embeds: [{ title: 'T', description: 'D', color: 0xffffff, footer: { text: 'F' } }] }],
  [
    'an embed with 6000 characters',
    { embeds: [{ description: 'x'.repeat(4096) }, { description: 'x'.repeat(1904) }] },
  ],
  ['an embed with a time zone', { embeds: [{ title: 'T', timestamp: '2026-11-12T08:00:00+01:00' }] }],
  [
    'content, embed and buttons',
    { content: 'x', embeds: [{ title: 'T' }], components: [row(button(1), button(2))] },
  ],
  ['five rows of five buttons', { components: times(5, (y) => row(...times(5, (x) => button(`${x}${y}`)))) }],
  ['a link', { components: [row(button(1, link))] }],
  [
    'an emoji instead of a label',
    { components: [row(button(1, { label: undefined, emoji: { name: '🎈' } }))] },
  ],
  ['a select', { components: [row(choice(25, { min_values: 0, max_values: 25 }))] }],
  ['a select of members', { components: [row({ type: 5, custom_id: 'who', max_values: 10 })] }],
  ['Components V2', v2(container(words(), { type: 14 }, row(button(1))))],
  ['a section', v2({ type: 9, components: [words()], accessory: button(1) })],
  ['40 components', v2(...times(40, () => words('x')))],
  ['4000 characters of text', v2(words('x'.repeat(2000)), words('x'.repeat(2000)))],
  ['a picture in a gallery', v2(gallery('attachment://a.png')), 'reply', { files: ['a.png'] }],
  ['a picture by address', v2(gallery('https://example.org/a.png'))],
  [
    'a file component',
    v2({ type: 13, file: { url: 'attachment://a.csv' } }),
    'message',
    { files: ['a.csv'] },
  ],
  ['a file alone', { attachments: [{ id: '0', filename: 'a.csv' }] }, 'message', { files: ['a.csv'] }],
  ['a private answer', { content: 'x', flags: 64 }, 'reply'],
  ['a private answer in V2', { ...v2(words()), flags: 32_768 | 64 }, 'reply'],
  ['a silent message', { content: 'x', flags: 4096 }],
  ['nobody is notified', { content: 'x', allowed_mentions: { parse: [] } }],
  ['one role is notified', { content: 'x', allowed_mentions: { parse: [], roles: ['123456789012345678'] } }],
  ['an edit of the embed only', { embeds: [{ title: 'T' }] }, 'edit', { before: { content: 'x' } }],
  [
    'an edit that empties the content',
    { content: null, components: [row(button(1))] },
    'edit',
    { before: { content: 'x' } },
  ],
  [
    'an edit of a V2 message without the flag',
    { components: [words()] },
    'edit',
    { before: { flags: 32_768 } },
  ],
  [
    'an edit that says the flags again',
    { ...v2(words()), flags: 32_768 | 64 },
    'update',
    { before: { flags: 32_768 | 64 } },
  ],
  [
    'an upgrade to V2',
    { ...v2(words()), content: null, embeds: [] },
    'update',
    { before: { content: 'x', embeds: [{}] } },
  ],
  ['a deferral filled in V2', v2(words()), 'reply-edit', { before: { flags: 128 | 64 } }],
  [
    'a kept picture in new components',
    v2(gallery('attachment://a.png')),
    'edit',
    { before: { flags: 32_768, attachments: [{ id: '1', filename: 'a.png' }] } },
  ],
  ['a poll', { poll: { question: { text: 'Q' }, answers: [{ poll_media: { text: 'x'.repeat(55) } }] } }],
];

describe('messages', () => {
  for (const [name, body, kind = 'message', about = {}] of good) {
    test(`taken: ${name}`, () => {
      expect(checkMessage(JSON.parse(JSON.stringify(body)), kind, about)).toEqual([]);
    });
  }
});

type Bad = readonly [name: string, problem: RegExp, body: object, kind?: MessageKind, about?: About];

const bySchema: readonly Bad[] = [
  ['a typo in a key', /additional properties \(contents\)/, { contents: 'x' }],
  [
    'a typo in a component',
    /additional properties \(customId\)/,
    { components: [row(button(1, { customId: 'x' }))] },
  ],
  [
    '6 buttons in a row',
    /components\[0\]\.components: must NOT have more than 5/,
    { components: [row(...times(6, button))] },
  ],
  ['an empty row', /fewer than 1/, { components: [row()] }],
  ['a component of no known type', /type: must be equal to one of/, { components: [{ type: 99 }] }],
  ['a button at the top', /components\[0\]\.type/, { components: [button(1)] }],
  ['a container in a container', /components\[0\]\.type/, v2(container(container(words())))],
  ['a text input in a message', /type/, { components: [row({ type: 4, custom_id: 'x', style: 1 })] }],
  [
    'a long label',
    /label: must NOT have more than 80/,
    { components: [row(button(1, { label: 'x'.repeat(81) }))] },
  ],
  [
    'a long custom id',
    /custom_id: must NOT have more than 100/,
    { components: [row(button(1, { custom_id: 'x'.repeat(101) }))] },
  ],
  ['a style that does not exist', /style/, { components: [row(button(1, { style: 7 }))] }],
  ['26 options', /options: must NOT have more than 25/, { components: [row(choice(26))] }],
  ['no options', /options: must NOT have fewer than 1/, { components: [row(choice(0))] }],
  ['a long placeholder', /placeholder/, { components: [row(choice(2, { placeholder: 'x'.repeat(151) }))] }],
  ['a section without accessory', /accessory/, v2({ type: 9, components: [words()] })],
  [
    'a section of four texts',
    /components: must NOT have more than 3/,
    v2({ type: 9, components: times(4, () => words()), accessory: button(1) }),
  ],
  ['an empty gallery', /items/, v2({ type: 12, items: [] })],
  [
    '11 pictures',
    /items/,
    v2({ type: 12, items: times(11, () => ({ media: { url: 'https://example.org/a.png' } })) }),
  ],
  ['a spacing of 3', /spacing/, v2({ type: 14, spacing: 3 })],
  ['a text of 4001 characters', /content/, v2(words('x'.repeat(4001)))],
  ['an empty text', /content/, v2(words(''))],
  ['a long title', /embeds\[0\]\.title/, { embeds: [{ title: 'x'.repeat(257) }] }],
  ['a long description', /embeds\[0\]\.description/, { embeds: [{ description: 'x'.repeat(4097) }] }],
  [
    '26 fields',
    /embeds\[0\]\.fields/,
    { embeds: [{ fields: times(26, () => ({ name: 'n', value: 'v' })) }] },
  ],
  ['a long field', /fields\[0\]\.value/, { embeds: [{ fields: [{ name: 'n', value: 'x'.repeat(1025) }] }] }],
  ['a long footer', /footer\.text/, { embeds: [{ footer: { text: 'x'.repeat(2049) } }] }],
  ['11 embeds', /embeds: must NOT have more than 10/, { embeds: times(11, () => ({ title: 'T' })) }],
  ['a colour beyond white', /color/, { embeds: [{ title: 'T', color: 0x1000000 }] }],
  ['a time that is none', /timestamp/, { embeds: [{ title: 'T', timestamp: 'tomorrow' }] }],
  ['an embed url that is none', /url/, { embeds: [{ title: 'T', url: 'no url' }] }],
  [
    'a mention type that does not exist',
    /allowed_mentions\.parse/,
    { content: 'x', allowed_mentions: { parse: ['channels'] } },
  ],
  ['a long nonce', /nonce/, { content: 'x', nonce: 'x'.repeat(26) }],
  ['11 attachments', /attachments/, { content: 'x', attachments: times(11, (id) => ({ id })) }],
  ['content that is no text', /content/, { content: 5 }],
];

const byRules: readonly Bad[] = [
  ['2001 characters', /^content: 2001 characters/, { content: 'x'.repeat(2001) }],
  ['nothing', /empty message/, {}],
  ['blank content', /empty message/, { content: '  ' }],
  ['an edit that leaves nothing', /empty message/, { content: '' }, 'edit', { before: { content: 'x' } }],
  [
    '6001 characters in embeds',
    /6001 characters in all embeds/,
    { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
  ],
  ['an empty embed', /embeds\[0\]: must not be empty/, { embeds: [{ color: 1 }] }],
  [
    'an empty field name',
    /fields\[0\]\.name: must not be empty/,
    { embeds: [{ fields: [{ name: '', value: 'v' }] }] },
  ],
  [
    'a blank field value',
    /fields\[0\]\.value: must not be empty/,
    { embeds: [{ fields: [{ name: 'n', value: ' ' }] }] },
  ],
  [
    'an ftp address',
    /embeds\[0\]\.url: must be http/,
    { embeds: [{ title: 'T', url: 'ftp://example.org' }] },
  ],
  [
    'a picture that does not come along',
    /no file a\.png/,
    { embeds: [{ image: { url: 'attachment://a.png' } }] },
  ],
  ['41 components', /more than 40 items/, v2(...times(40, () => words('x')), words())],
  ['41 components, nested', /41 in all/, v2(container(...times(39, () => words('x'))), words())],
  [
    '41 components, one an accessory',
    /41 in all/,
    v2(...times(38, () => words('x')), { type: 9, components: [words()], accessory: button(1) }),
  ],
  ['4001 characters in all texts', /4001 characters in all texts/, v2(words('x'.repeat(4000)), words('x'))],
  ['content in V2', /content: not together/, { ...v2(words()), content: 'x' }],
  ['an embed in V2', /embeds: not together/, { ...v2(words()), embeds: [{ title: 'T' }] }],
  [
    'a poll in V2',
    /poll: not together/,
    { ...v2(words()), poll: { question: { text: 'Q' }, answers: [{ poll_media: { text: 'A' } }] } },
  ],
  ['a V2 component without the flag', /needs the flag IS_COMPONENTS_V2/, { components: [words()] }],
  [
    'a V2 component in an edit without the flag',
    /needs the flag/,
    { components: [words()] },
    'edit',
    { before: { content: 'x' } },
  ],
  [
    'a deferral filled without the flag',
    /needs the flag/,
    { components: [words()] },
    'reply-edit',
    { before: { flags: 128 } },
  ],
  [
    'taking the V2 flag away',
    /can never be taken away/,
    { flags: 0, components: [words()] },
    'edit',
    { before: { flags: 32_768 } },
  ],
  [
    'an upgrade that keeps content',
    /content: must be taken out/,
    v2(words()),
    'edit',
    { before: { content: 'x' } },
  ],
  [
    'an upgrade that keeps embeds',
    /embeds: must be taken out/,
    { ...v2(words()), content: null },
    'update',
    { before: { embeds: [{}] } },
  ],
  [
    'a V2 message emptied',
    /empty message/,
    { components: [] },
    'edit',
    { before: { flags: 32_768, components: [words()] } },
  ],
  ['six rows', /6 rows/, { components: times(6, (id) => row(button(id))) }],
  ['a button beside a select', /5 buttons or one select/, { components: [row(button(1), choice())] }],
  [
    'two selects in a row',
    /5 buttons or one select/,
    { components: [row(choice(), choice(2, { custom_id: 'other' }))] },
  ],
  ['a custom id twice', /custom_id id:1 occurs twice/, { components: [row(button(1), button(1))] }],
  ['a component id twice', /id 7 occurs twice/, v2({ ...words(), id: 7 }, { ...words(), id: 7 })],
  [
    'a button without custom id',
    /custom_id: a button that is not a link/,
    { components: [row(button(1, { custom_id: undefined }))] },
  ],
  [
    'a button with url and custom id',
    /url: only for link/,
    { components: [row(button(1, { url: 'https://example.org' }))] },
  ],
  [
    'a link without url',
    /url: a link button needs it/,
    { components: [row(button(1, { style: 5, custom_id: undefined }))] },
  ],
  [
    'a link with custom id',
    /custom_id: not for a link/,
    { components: [row(button(1, { style: 5, url: 'https://example.org' }))] },
  ],
  [
    'a button without label and emoji',
    /needs a label or an emoji/,
    { components: [row(button(1, { label: undefined }))] },
  ],
  ['a premium button without sku', /sku_id/, { components: [row(button(1, { style: 6 }))] }],
  [
    'more at least than at most',
    /min_values: 3 is more than max_values 1/,
    { components: [row(choice(5, { min_values: 3 }))] },
  ],
  [
    'more values than options',
    /max_values: 4 is more than the 3/,
    { components: [row(choice(3, { max_values: 4 }))] },
  ],
  [
    'an option value twice',
    /values must be unique/,
    { components: [row(choice(1, { options: times(2, () => ({ label: 'L', value: 'v' })) }))] },
  ],
  [
    'two defaults for one choice',
    /2 defaults/,
    {
      components: [
        row(choice(1, { options: times(2, (id) => ({ label: 'L', value: `${id}`, default: true })) })),
      ],
    },
  ],
  [
    'a file component by address',
    /must be attachment/,
    v2({ type: 13, file: { url: 'https://example.org/a.csv' } }),
  ],
  [
    'a gallery file that does not come along',
    /no file b\.png/,
    v2({ type: 12, items: [{ media: { url: 'attachment://b.png' } }] }),
    'message',
    { files: ['a.png'] },
  ],
  ['a file that nothing shows', /no component shows a\.csv/, v2(words()), 'message', { files: ['a.csv'] }],
  [
    'parse and list of users',
    /exclude each other/,
    { content: 'x', allowed_mentions: { parse: ['users'], users: ['123456789012345678'] } },
  ],
  [
    'a role twice',
    /allowed_mentions\.roles: must be unique/,
    { content: 'x', allowed_mentions: { roles: ['123456789012345678', '123456789012345678'] } },
  ],
  ['an ephemeral channel message', /flags: 64 cannot be set/, { content: 'x', flags: 64 }],
  ['an unknown flag', /flags: 2 cannot be set/, { content: 'x', flags: 2 }, 'reply'],
  [
    'making a message private by an edit',
    /flags: 64 cannot be set/,
    { content: 'x', flags: 64 },
    'update',
    { before: {} },
  ],
  ['a silent edit', /flags: 4096 cannot be set/, { content: 'x', flags: 4096 }, 'edit', { before: {} }],
  [
    'a long poll answer',
    /poll\.answers\[0\]: 56/,
    { poll: { question: { text: 'Q' }, answers: [{ poll_media: { text: 'x'.repeat(56) } }] } },
  ],
  [
    'a poll without question',
    /poll\.question\.text/,
    { poll: { question: {}, answers: [{ poll_media: { text: 'A' } }] } },
  ],
  ['an attachment id twice', /ids must be unique/, { content: 'x', attachments: [{ id: 0 }, { id: 0 }] }],
  ['enforce_nonce without a nonce', /nonce: enforce_nonce/, { content: 'x', enforce_nonce: true }],
];

function refuses(all: readonly Bad[]): void {
  for (const [name, problem, body, kind = 'message', about = {}] of all) {
    test(`refused: ${name}`, () => {
      const problems = checkMessage(JSON.parse(JSON.stringify(body)), kind, about);
      expect(problems.join('\n')).toMatch(problem);
      // One mistake is told once.
      expect(problems.length).toBeLessThan(4);
    });
  }
}

describe('messages by the schema', () => refuses(bySchema));
describe('messages by the rules', () => refuses(byRules));
