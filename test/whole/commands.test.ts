import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { checkCommands } from '../local-discord/check.ts';

test('every command is within Discord’s rules', () => {
  expect(checkCommands(commands.map((command) => command.data))).toEqual([]);
});

test('names of commands and of everything that can be pressed are unique', () => {
  const names = commands.map((command) => command.data.name);
  expect(new Set(names).size).toBe(names.length);
  const presses = commands.flatMap((command) => command.presses ?? []).map((press) => press.name);
  expect(presses.length).toBeGreaterThan(15);
  expect(new Set(presses).size).toBe(presses.length);
});

test('/setup is hidden from those who may not manage the server', () => {
  const setup = commands.find((command) => command.data.name === 'setup');
  expect(setup?.data.default_member_permissions).toBe('32');
});

test('what is called profile in an option is told to be the exam’s form', () => {
  type Option = { readonly name: string; readonly description: string; readonly options?: readonly Option[] };
  const all = (options: readonly Option[] = []): readonly Option[] =>
    options.flatMap((option) => [option, ...all(option.options)]);
  const profiles = commands
    .flatMap(({ data }) => all('options' in data ? data.options : []))
    .filter(({ name }) => name === 'profile');
  expect(profiles.length).toBeGreaterThan(3);
  for (const { description } of profiles) expect(description).toContain('The exam’s form');
});
