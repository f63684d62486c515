import { describe, expect, test } from 'vitest';
import { checkChoices, checkCommands, checkModal } from './check.ts';
import { button, choice, field, modal, option, row, slash, times, words } from './samples.ts';

const labelled = (component: object) => ({ type: 18, label: 'Which?', component });
const reasons = (parts: object = {}) => labelled(choice(3, parts));

describe('modals', () => {
  test.each<readonly [string, object]>([
    ['a text input', modal(field(1))],
    [
      'everything about a text input',
      modal(
        field(1, {
          style: 2,
          min_length: 1,
          max_length: 4000,
          placeholder: 'x',
          value: 'x',
          required: false,
        }),
      ),
    ],
    ['five fields', modal(...times(5, field))],
    ['a select', modal(reasons({ min_values: 1, max_values: 3 }))],
    ['an optional select', modal(reasons({ required: false, min_values: 0 }))],
    ['a text above a field', modal(words(), field(1))],
    ['an old row', modal(row({ type: 4, custom_id: 'x', style: 1, label: 'Why?' }))],
    ['a file upload', modal(labelled({ type: 19, custom_id: 'x' }))],
    [
      'a radio group',
      modal(
        labelled({
          type: 21,
          custom_id: 'x',
          options: times(3, (id) => ({ label: `${id}`, value: `${id}` })),
        }),
      ),
    ],
  ])('is taken: %s', (_, body) => {
    expect(checkModal(body)).toEqual([]);
  });

  test.each<readonly [string, RegExp, object]>([
    ['no title', /title/, { custom_id: 'x', components: [field(1)] }],
    ['a long title', /title: must NOT have more than 45/, { ...modal(field(1)), title: 'x'.repeat(46) }],
    ['a blank title', /title: must not be blank/, { ...modal(field(1)), title: ' ' }],
    ['no custom id', /custom_id/, { ...modal(field(1)), custom_id: '' }],
    ['a long custom id', /custom_id/, { ...modal(field(1)), custom_id: 'x'.repeat(101) }],
    ['nothing in it', /components/, modal()],
    ['six fields', /6, at most 5/, modal(...times(6, field))],
    ['a button', /type/, modal(row(button(1)))],
    ['a button in a label', /type/, modal(labelled(button(1)))],
    ['a long label', /label/, modal({ ...field(1), label: 'x'.repeat(46) })],
    ['a long description', /description/, modal({ ...field(1), description: 'x'.repeat(101) })],
    ['a label inside a Label', /the Label has it already/, modal(field(1, { label: 'Why?' }))],
    ['an old row without label', /label: is required/, modal(row({ type: 4, custom_id: 'x', style: 1 }))],
    ['a custom id twice', /occurs twice/, modal(field(1), field(1))],
    [
      'min above max',
      /min_length: 5 is more than max_length 3/,
      modal(field(1, { min_length: 5, max_length: 3 })),
    ],
    ['max_length 4001', /max_length/, modal(field(1, { max_length: 4001 }))],
    ['max_length 0', /max_length/, modal(field(1, { max_length: 0 }))],
    ['a value that is too long', /value: longer/, modal(field(1, { value: 'xxxx', max_length: 3 }))],
    ['a value that is too short', /value: shorter/, modal(field(1, { value: 'x', min_length: 3 }))],
    ['a disabled select', /disabled/, modal(reasons({ disabled: true }))],
    ['min_values 0 of a required select', /0 needs required: false/, modal(reasons({ min_values: 0 }))],
    ['more values than options', /max_values: 4/, modal(reasons({ max_values: 4 }))],
    ['a typo', /additional properties/, modal(field(1, { placholder: 'x' }))],
  ])('is refused: %s', (_, problem, body) => {
    expect(checkModal(JSON.parse(JSON.stringify(body))).join('\n')).toMatch(problem);
  });
});

describe('commands', () => {
  const choices = (count: number) => times(count, (id) => ({ name: `Choice ${id}`, value: `${id}` }));
  const sub = (name: string, parts: object = {}) => ({
    type: 1,
    name,
    description: 'A subcommand',
    ...parts,
  });

  test.each<readonly [string, readonly object[]]>([
    ['a command', [slash()]],
    ['permissions as a string', [slash({ default_member_permissions: '32' })]],
    ['administrators only', [slash({ default_member_permissions: '0' })]],
    [
      'subcommands',
      [slash({ options: [sub('a', { options: [option('x', { required: true }), option('y')] }), sub('b')] })],
    ],
    ['a group', [slash({ options: [{ type: 2, name: 'g', description: 'A group', options: [sub('a')] }] })]],
    ['25 choices', [slash({ options: [option('x', { choices: choices(25) })] })]],
    ['autocomplete', [slash({ options: [option('x', { autocomplete: true })] })]],
    [
      'localizations',
      [slash({ name_localizations: { de: 'quizfrage' }, description_localizations: { de: 'Ein Quiz' } })],
    ],
    ['a name in another script', [slash({ name: 'クイズ' })]],
    ['a user command', [{ type: 2, name: 'Show Progress' }]],
    ['the same name for another type', [slash(), { type: 2, name: 'quiz' }]],
    ['contexts', [slash({ contexts: [0, 1], integration_types: [0], nsfw: false })]],
    ['100 commands', times(100, (id) => slash({ name: `quiz${id}` }))],
  ])('are taken: %s', (_, body) => {
    expect(checkCommands(body)).toEqual([]);
  });

  test.each<readonly [string, RegExp, unknown]>([
    ['no list', /must be a list/, slash()],
    ['a typo', /additional properties/, [slash({ descripton: 'x' })]],
    ['a long name', /name/, [slash({ name: 'x'.repeat(33) })]],
    ['upper case', /must be lower case/, [slash({ name: 'Quiz' })]],
    ['a space in the name', /not allowed/, [slash({ name: 'my quiz' })]],
    ['upper case in an option', /options\[0\]\.name.*lower case/, [slash({ options: [option('Topic')] })]],
    ['no description', /description: is required/, [slash({ description: '' })]],
    ['a long description', /description/, [slash({ description: 'x'.repeat(101) })]],
    ['an option without description', /description/, [slash({ options: [{ type: 3, name: 'x' }] })]],
    [
      '26 options',
      /options: must NOT have more than 25/,
      [slash({ options: times(26, (id) => option(`o${id}`)) })],
    ],
    ['26 choices', /choices/, [slash({ options: [option('x', { choices: choices(26) })] })]],
    [
      'a long choice value',
      /more than 100 characters/,
      [slash({ options: [option('x', { choices: [{ name: 'n', value: 'x'.repeat(101) }] })] })],
    ],
    [
      'a choice twice',
      /every name must be unique/,
      [
        slash({
          options: [
            option('x', {
              choices: [
                { name: 'n', value: '1' },
                { name: 'n', value: '2' },
              ],
            }),
          ],
        }),
      ],
    ],
    [
      'a text as an integer choice',
      /value/,
      [slash({ options: [{ ...option('x', { choices: [{ name: 'n', value: 'v' }] }), type: 4 }] })],
    ],
    [
      'autocomplete with choices',
      /autocomplete excludes choices/,
      [slash({ options: [option('x', { autocomplete: true, choices: choices(1) })] })],
    ],
    [
      'required after optional',
      /required options come first/,
      [slash({ options: [option('a'), option('b', { required: true })] })],
    ],
    ['an option name twice', /names must be unique/, [slash({ options: [option('a'), option('a')] })]],
    ['subcommands among options', /cannot be mixed/, [slash({ options: [sub('a'), option('b')] })]],
    [
      'a group in a group',
      /type|group/,
      [
        slash({
          options: [
            {
              type: 2,
              name: 'g',
              description: 'g',
              options: [{ type: 2, name: 'h', description: 'h', options: [sub('a')] }],
            },
          ],
        }),
      ],
    ],
    ['a command name twice', /names of chat input commands/, [slash(), slash()]],
    ['101 commands', /101 chat input/, times(101, (id) => slash({ name: `quiz${id}` }))],
    ['16 user commands', /16 user/, times(16, (id) => ({ type: 2, name: `User ${id}` }))],
    [
      'a user command with description',
      /description: must be empty/,
      [{ type: 2, name: 'Show', description: 'x' }],
    ],
    [
      '8001 characters',
      /characters in all/,
      [
        slash({
          options: times(25, (id) =>
            option(`o${id}`, {
              description: 'x'.repeat(100),
              choices: times(10, (n) => ({ name: `${n}`.padEnd(40, 'x'), value: `${n}` })),
            }),
          ),
        }),
      ],
    ],
    ['an unknown locale', /unknown locale xx/, [slash({ name_localizations: { xx: 'quiz' } })]],
    ['a context that does not exist', /contexts/, [slash({ contexts: [3] })]],
    ['a context twice', /contexts: must be unique/, [slash({ contexts: [0, 0] })]],
    [
      'permissions in words',
      /default_member_permissions/,
      [slash({ default_member_permissions: 'ManageGuild' })],
    ],
  ])('are refused: %s', (_, problem, body) => {
    expect(checkCommands(JSON.parse(JSON.stringify(body))).join('\n')).toMatch(problem);
  });
});

describe('suggestions', () => {
  const suggest = (choices: readonly object[]) => ({ choices });

  test('are taken by the type of the option', () => {
    expect(checkChoices(suggest([{ name: 'Berlin', value: 'Europe/Berlin' }]))).toEqual([]);
    expect(checkChoices(suggest([{ name: 'One', value: 1 }]), 4)).toEqual([]);
    expect(checkChoices(suggest([]))).toEqual([]);
  });

  const bad: readonly (readonly [string, RegExp, object, number?])[] = [
    ['26', /choices/, suggest(times(26, (id) => ({ name: `${id}`, value: `${id}` })))],
    ['a long name', /name/, suggest([{ name: 'x'.repeat(101), value: 'v' }])],
    ['an empty name', /name/, suggest([{ name: '', value: 'v' }])],
    ['a long value', /more than 100/, suggest([{ name: 'n', value: 'x'.repeat(101) }])],
    ['a number for a text', /value: must be string/, suggest([{ name: 'n', value: 1 }])],
    ['a fraction for an integer', /value: must be integer/, suggest([{ name: 'n', value: 1.5 }]), 4],
    ['a text for a number', /value: must be integer/, suggest([{ name: 'n', value: 'v' }]), 4],
  ];
  for (const [name, problem, data, type] of bad) {
    test(`are refused: ${name}`, () => {
      expect(checkChoices(data, type).join('\n')).toMatch(problem);
    });
  }
});
