import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readPacks } from '../../src/packs/load.ts';

const folder = join(import.meta.dirname, 'computed');
const read = await readPacks(resolve(import.meta.dirname, '../../questions'));
if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
const questions = new Map(read.packs.flatMap(({ pack }) => [...pack.byId]));

type Computed = Readonly<Record<string, () => string>>;
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
const entries = await Promise.all(
  files.map(async (name) => {
    const { computed }: { computed: Computed } = await import(join(folder, name));
    return Object.entries(computed);
  }),
);

test.each(entries.flat())('%s: the right option says what is computed', (id, compute) => {
  const right = questions
    .get(id)
    ?.options.filter((option) => option.correct)
    .map((option) => option.text);
  expect(right?.join('\n')).toContain(compute());
});
