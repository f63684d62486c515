import { resolve } from 'node:path';
import { parser } from '@lezer/python';
import { validate } from '@polyglot-sql/sdk';
import { describe, expect, test } from 'vitest';
import { readPacks } from '../../src/packs/load.ts';

const loaded = await readPacks(resolve(import.meta.dirname, '../../questions'));
const questions = loaded.ok ? loaded.packs.flatMap(({ pack }) => pack.questions) : [];

/** Blocks of code in stems and options, with the language that the fence names. A gap `____` is a name like any other. */
const blocks = questions.flatMap(({ id, stem, options }) =>
  [stem, ...options.map(({ text }) => text)].flatMap((text) =>
    [...text.matchAll(/```(\w*)\n([\s\S]*?)```/g)].map(([, language = '', code = '']) => ({
      id,
      language,
      code,
    })),
  ),
);
const of = (wanted: string) => blocks.filter(({ language }) => language === wanted);

/** Where a Python text cannot be read, as the lines it stands on. */
function pythonErrors(code: string): readonly string[] {
  const found: string[] = [];
  parser.parse(code).iterate({
    enter: ({ type, from }) => {
      if (type.isError) found.push(code.slice(0, from).split('\n').at(-1) + code.slice(from).split('\n')[0]!);
    },
  });
  return found;
}

test('every block of code names its language', () => {
  const known = ['python', 'sql', 'json', 'text'];
  expect(blocks.filter(({ language }) => !known.includes(language))).toEqual([]);
});

test.each(of('python'))('the code of $id is Python', ({ code }) => {
  expect(pythonErrors(code)).toEqual([]);
});

test.each(of('sql'))('the code of $id is SQL of Databricks', ({ code }) => {
  expect(validate(code, 'databricks').errors).toEqual([]);
});

test.each(of('json'))('the code of $id is JSON', ({ code }) => {
  expect(() => JSON.parse(code)).not.toThrow();
});

/** Calls, assignments and clauses that an option gives as its answer, or as part of it. */
const snippets = questions.flatMap(({ id, options }) =>
  options.flatMap(({ text }) =>
    [...text.matchAll(/`([^`]+)`/g)]
      .map(([, code = '']) => ({ id, code }))
      .filter(({ code }) => /[(=[]/.test(code)),
  ),
);

test.each(snippets)('what an option of $id answers is code: $code', ({ code }) => {
  // The head of a block has its body elsewhere, and a clause its statement.
  const python = [code, `${code} pass`].some((text) => pythonErrors(text).length === 0);
  const sql = [code, `ALTER TABLE t ${code}`].some((text) => validate(text, 'databricks').valid);
  expect(python || sql).toBe(true);
});

describe('code that cannot be read is found', () => {
  test.each(['f(a=1, 2)\ng(', 'for x in y\n    pass', 'df.filter("a" >)'])('Python: %j', (code) => {
    expect(pythonErrors(code)).not.toEqual([]);
  });
  test.each(['SELEC * FROM t', 'SELECT a FROM WHERE b', 'CREATE TABLE t (a INT,, b INT)'])(
    'SQL: %j',
    (code) => {
      expect(validate(code, 'databricks').errors).not.toEqual([]);
    },
  );
});
