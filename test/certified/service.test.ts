import { afterEach, describe, expect, test } from 'vitest';
import { packsOf } from '../../src/packs/load.ts';
import { openApp, type TestApp } from '../app.ts';
import { pack } from '../exam/play.ts';

const GUILD = '500000000000000001';
const ana = { id: '600000000000000001', name: 'Ana' };
const OF = { member: ana.id, pack: pack.id };
const POST = { channel: '100000000000000001', id: '200000000000000001' };

let app: TestApp;
afterEach(() => app.records.close());

const opened = () => openApp({ kind: 'memory', now: Date.UTC(2026, 10, 20, 8), packs: packsOf([pack]) });
const found = async () => (await app.certified.find(GUILD, ana.id, pack.id))?.certified;

describe('taking a pass back', () => {
  test('while it is taken back it cannot be said again, and afterwards nothing of the old one is inherited', async () => {
    app = await opened();
    await app.certified.pass(GUILD, ana, '2026-11-19');
    await app.certified.keep(GUILD, OF, (now) => ({ ...now, stage: 'told', post: POST, role: 'role' }));
    await app.certified.undo(GUILD, ana.id);
    await expect(app.certified.pass(GUILD, ana, '2026-11-18')).rejects.toThrow('Say it again in a minute');
    const then = await found();
    expect(then?.date).toBe('2026-11-19');
    await app.certified.takenBack(GUILD, OF, then!);
    const said = await app.certified.pass(GUILD, ana, '2026-11-18');
    expect(said).toMatchObject({ again: false, certified: { date: '2026-11-18', stage: 'telling' } });
    expect(said.certified).not.toHaveProperty('post');
    expect(said.certified).not.toHaveProperty('role');
  });

  test('a pass that is not being taken back any more stays', async () => {
    app = await opened();
    await app.certified.pass(GUILD, ana, '2026-11-19');
    await app.certified.undo(GUILD, ana.id);
    const then = await found();
    await app.certified.keep(GUILD, OF, (now) => ({ ...now, stage: 'told' }));
    await app.certified.takenBack(GUILD, OF, then!);
    expect(await found()).toMatchObject({ stage: 'told' });
    expect(await app.certified.wall(GUILD)).toHaveLength(1);
  });
});
