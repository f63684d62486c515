import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Followed, followPacks } from '../../src/packs/follow.ts';
import { loadPacks, type PacksLoaded } from '../../src/packs/load.ts';
import { waitFor } from '../local-discord/driver/wait-for.ts';
import { makeSmallPack } from '../small-pack.ts';

describe('packs that are followed', () => {
  let folder: string;
  let file: string;
  let followed: Followed;
  let reads: PacksLoaded[];

  beforeEach(async () => {
    folder = makeSmallPack(2);
    file = join(folder, 'small', 'sums.yaml');
    reads = [];
    const first = await loadPacks(folder);
    if (!first.ok) throw new Error('the small pack has problems');
    followed = followPacks(folder, first.packs, (read) => reads.push(read));
  });
  afterEach(() => followed.stop());

  const stem = () => followed.packs.get('small')?.byId.get('sums-001')?.stem;

  test('a question that was saved is there at once', async () => {
    writeFileSync(file, readFileSync(file, 'utf8').replace('of question 1?', 'of the mended question?'));
    await waitFor(() => stem()?.includes('mended'));
    expect(reads.at(-1)?.ok).toBe(true);
  });

  test('a mistake is told by file and line, and the questions stay as they were', async () => {
    const before = stem();
    writeFileSync(file, readFileSync(file, 'utf8').replace('difficulty: recall', 'difficulty: tricky'));
    const read = await waitFor(() => reads.at(-1));
    expect(read).toMatchObject({ ok: false, problems: [{ file, line: 4 }] });
    expect(stem()).toBe(before);
  });

  test('a new pack is found, and its files are followed as well', async () => {
    const [exam, sums] = ['exam.yaml', 'sums.yaml'].map((name) =>
      readFileSync(join(folder, 'small', name), 'utf8'),
    );
    mkdirSync(join(folder, 'another'));
    writeFileSync(join(folder, 'another', 'exam.yaml'), exam ?? '');
    writeFileSync(join(folder, 'another', 'sums.yaml'), sums ?? '');
    // Its folder may have been read before its files were there.
    await waitFor(async () => {
      writeFileSync(join(folder, 'small', 'sums.yaml'), sums ?? '');
      await new Promise((done) => setTimeout(done, 300));
      return followed.packs.ids.includes('another');
    });
    writeFileSync(
      join(folder, 'another', 'sums.yaml'),
      (sums ?? '').replace('of question 2?', 'of the new pack?'),
    );
    await waitFor(() => followed.packs.get('another')?.byId.get('sums-002')?.stem.includes('new pack'));
  });

  test('the lock of an editor is no file of a pack', async () => {
    symlinkSync('somebody@somewhere.1234:5678', join(folder, 'small', '.#sums.yaml'));
    expect(await waitFor(() => reads.at(-1))).toMatchObject({ ok: true });
  });

  test('a folder that is gone is told, and does not end the bot', async () => {
    rmSync(folder, { recursive: true });
    expect(await waitFor(() => reads.at(-1))).toMatchObject({ ok: false, problems: [{ file: folder }] });
    expect(stem()).toBeDefined();
  });

  test('nothing is read any more once it was stopped', async () => {
    followed.stop();
    writeFileSync(file, 'nonsense');
    await new Promise((done) => setTimeout(done, 400));
    expect(reads).toEqual([]);
  });
});
