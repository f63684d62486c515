import { Ranking } from '../../src/board/rules.ts';
import { Members } from '../../src/member/service.ts';
import { monthOf, weekOf } from '../../src/schedule/rules.ts';
import { openApp } from '../app.ts';
import { MORNING } from '../story.ts';
import { median, short } from './numbers.ts';
import { makeStore } from './store.ts';
import type { Row } from './table.ts';

const SIZES = [1000, 100_000] as const;
const ASKED = 5000;
const GUILD = '100000000000000001';
/** Members stored with one commit. */
const AT_ONCE = 10_000;

const idOf = (index: number) => String(200_000_000_000_000_000n + BigInt(index));
const pointsOf = (index: number) => 2 + ((index * 7919) % 997);

/** Top ten plus own rank with few members and with many: the ranking alone, and through the whole service. */
export async function board(): Promise<readonly Row[]> {
  const alone = SIZES.map(rankingMs);
  const whole = [];
  for (const size of SIZES) whole.push(await service(size));
  const sizes = SIZES.map((size) => size.toLocaleString('en')).join(' and with ');
  const both = (values: readonly number[]) => values.map((ms) => `${short(ms)} ms`).join(' and ');
  return [
    {
      what: `Top ten and own rank with ${sizes} members`,
      result: both(alone),
      goal: 'under 0.1 ms and flat',
    },
    {
      what: 'The same through the whole service, with names',
      result: `${both(whole.map(({ ms }) => ms))}; the first time, when the board is built from the store: ${both(whole.map(({ firstMs }) => firstMs))}`,
    },
  ];
}

/** Milliseconds for one question, the middle of many, each asked by another member. */
function rankingMs(size: number): number {
  const ranking = new Ranking();
  for (let index = 0; index < size; index++) ranking.set(idOf(index), pointsOf(index));
  return median(
    Array.from({ length: ASKED }, (_, asked) => {
      const viewer = idOf((asked * 7919) % size);
      const from = performance.now();
      ranking.page(0);
      ranking.lineOf(viewer);
      return performance.now() - from;
    }),
  );
}

async function service(size: number): Promise<{ readonly firstMs: number; readonly ms: number }> {
  const store = makeStore();
  await fillMembers(store.url, size);
  const { boards, records } = await openApp({ kind: 'sqlite', now: MORNING, url: store.url });
  const show = async (viewer: number) => {
    const from = performance.now();
    await boards.show(GUILD, { period: 'week', page: 0 }, idOf(viewer));
    return performance.now() - from;
  };
  try {
    const firstMs = await show(0);
    const times: number[] = [];
    for (let asked = 0; asked < ASKED; asked++) times.push(await show((asked * 7919) % size));
    return { firstMs, ms: median(times) };
  } finally {
    await records.close();
    store.remove();
  }
}

async function fillMembers(url: string, size: number): Promise<void> {
  const { records } = await openApp({ kind: 'sqlite', now: MORNING, url });
  const [week, month] = [weekOf(MORNING, 'UTC'), monthOf(MORNING, 'UTC')];
  for (let from = 0; from < size; from += AT_ONCE) {
    await records.change(GUILD, (changes) => {
      for (let index = from; index < Math.min(size, from + AT_ONCE); index++) {
        const points = pointsOf(index);
        changes.put(Members, [idOf(index)], {
          name: `Member ${index}`,
          since: MORNING,
          points: { all: points, week: { of: week, points }, month: { of: month, points } },
        });
      }
    });
  }
  await records.close();
}
