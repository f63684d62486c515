import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { SUMS, smallPack } from './build.ts';

const root = resolve(import.meta.dirname, '../..');

function run(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'src/packs/tool.ts', ...words],
    { cwd: root, encoding: 'utf8' },
  );
  return { status, out: stdout, err: stderr };
}

test('check exits with 0 when there are no errors, and sums up', async () => {
  const { status, out } = run('check', '--folder', await smallPack());
  expect([status, out]).toEqual([0, 'small: 1 question, 2 topics, 1 profile; 0 errors, 0 warnings\n']);
});

test('check exits with 1 when there are errors, and names file and line', async () => {
  const folder = await smallPack({ 'small/sums.yaml': SUMS.replace('apply', 'easy') });
  const { status, out, err } = run('check', '--folder', folder, 'small');
  expect(status).toBe(1);
  expect(out).toContain(`${folder}/small/sums.yaml:4 error: sums-001: \`difficulty\` is`);
  expect(err).toBe('The check failed: 1 error.\n');
});

test('a pack exported to a file and imported as a new pack has no errors, and what is refused is named by line', async () => {
  const folder = await smallPack();
  const file = join(folder, 'sums.csv');
  expect(run('export', 'small', '--format', 'csv', '--out', file, '--folder', folder).status).toBe(0);
  appendFileSync(file, 'x-001,sums,apply,No options?,,\n');
  const elsewhere = mkdtempSync(join(tmpdir(), 'cohort-import-'));
  const { status, out } = run('import', file, '--pack', 'copy', '--folder', elsewhere);
  expect(status).toBe(0);
  expect(out).toContain(`${file}:3 refused: x-001: a front/back card without options`);
  expect(out).toContain('1 question, 1 refused. Now: npm run pack -- check copy');
  expect(run('check', 'copy', '--folder', elsewhere).status).toBe(0);
  expect(run('import', file, '--pack', 'small', '--folder', folder).out).toContain(
    '1 already there. Nothing was written: mend',
  );
});

test('export says what the format cannot hold, and where it cannot be written', async () => {
  const folder = await smallPack();
  const to = (file: string) =>
    run('export', 'small', '--format', 'aiken', '--out', join(folder, file), '--folder', folder);
  expect(to('sums.txt').out).toMatch(/A file of this kind cannot hold: topics, ids, explanations/);
  const { status, err } = to('nowhere/sums.txt');
  expect(status).toBe(1);
  expect(err).toMatch(/^The file .*nowhere\/sums\.txt cannot be written: ENOENT[^\n]*\n$/);
});

test('a topic goes out for a blind reader, and what is answered is compared with the key', async () => {
  const folder = await smallPack();
  const sheets = mkdtempSync(join(tmpdir(), 'cohort-sheets-'));
  const { status, out } = run('blind', 'sums', '--out', sheets, '--folder', folder);
  expect([status, out.match(/sums\.\w+\.md/g)]).toEqual([0, ['sums.options.md', 'sums.questions.md']]);
  expect(readFileSync(join(sheets, 'sums.questions.md'), 'utf8')).toContain('- B: 4\n');
  writeFileSync(join(sheets, 'read.txt'), 'sums-001: B\n');
  expect(run('blind', 'sums', '--answers', join(sheets, 'read.txt'), '--folder', folder)).toMatchObject({
    status: 0,
    out: 'sums: 1 of 1 as keyed (100.0%)\n',
  });
  expect(run('blind', 'sums', '--folder', folder).status).toBe(1);
});

test.each([[[]], [['bake']], [['check', '--bake']]])('%j is answered with the verbs there are', (words) => {
  const { status, err } = run(...words);
  expect(status).toBe(1);
  expect(err).toContain('npm run pack -- <verb>');
});
