import type { App } from '../app.ts';
import { Answers } from '../daily/service.ts';
import { timeZoneOf } from '../guild/rules.ts';
import type { GuildService } from '../guild/service.ts';
import { isListed, type Member, type Periods, shouldCheckPresence } from '../member/rules.ts';
import { Members } from '../member/service.ts';
import { monthEnds, monthOf, weekEnds, weekOf } from '../schedule/rules.ts';
import { Boards, type Line, PAGE, type Period, Ranking, type Reach, withinReach } from './rules.ts';

/** What a member asks to see: a period, a page from 0, and perhaps one topic only. */
export type BoardWish = { readonly period: Period; readonly page: number; readonly topic?: string };

/** A board as one member sees it. */
export type BoardPage = BoardWish & {
  readonly lines: readonly (Line & { readonly name: string })[];
  readonly pages: number;
  readonly size: number;
  /** When the period turns, in epoch milliseconds; undefined for the whole time. */
  readonly endsAt: number | undefined;
  readonly mine: {
    readonly line: Line | undefined;
    readonly reach: Reach;
    readonly hidden: boolean;
    readonly points: number;
  };
};

/** The boards of all guilds: in memory, built on first use, changed only after a commit. */
export type BoardService = {
  show(guild: string, wish: BoardWish, viewer: string): Promise<BoardPage>;
  /**
   * Up to 100 of those shown from this page on whom the gateway should be asked about, because its last word is over a
   * day old; none when nobody on the page itself needs it.
   */
  unchecked(guild: string, wish: BoardWish): Promise<readonly string[]>;
  /** After a member's record was committed. */
  follow(guild: string, id: string, member: Member): void;
  /** After a member's data was deleted. */
  remove(guild: string, id: string): void;
  /** Drops the boards of guilds that nobody looked at or played in since then. */
  forgetIdle(since: number): void;
};

/** So many pages of members fit one question to the gateway: 100. */
const ASKED_PAGES = 10;

type Kept = { readonly boards: Boards; usedAt: number };

/** Makes the board service. */
export function createBoards(app: App, guilds: GuildService): BoardService {
  const kept = new Map<string, Kept>();
  app.records.onDrop((guild) => kept.delete(guild));

  function periods(guild: string): Periods {
    const zone = timeZoneOf(guilds.find(guild));
    return { week: weekOf(app.clock.now(), zone), month: monthOf(app.clock.now(), zone) };
  }

  async function boardsOf(guild: string): Promise<Boards> {
    const now = periods(guild);
    const known = kept.get(guild);
    if (known && known.boards.periods.week === now.week && known.boards.periods.month === now.month) {
      known.usedAt = app.clock.now();
      return known.boards;
    }
    // In the guild's queue, so that no answer is committed between reading the members and following them.
    return app.records.change(guild, async (changes) => {
      const boards = new Boards(now);
      for (const { ids, value } of await changes.list(Members)) if (ids[0]) boards.follow(ids[0], value);
      changes.after(() => kept.set(guild, { boards, usedAt: app.clock.now() }));
      return boards;
    });
  }

  async function topicRanking(guild: string, topic: string, period: Period): Promise<Ranking> {
    const isCounted = inPeriod(period, app.clock.now(), timeZoneOf(guilds.find(guild)));
    const points = new Map<string, number>();
    for (const { ids, value } of await app.records.in(guild).list(Answers)) {
      const member = ids[1];
      if (!member || value.topic !== topic || !value.outcome || !isCounted(value.outcome.at)) continue;
      points.set(member, (points.get(member) ?? 0) + value.outcome.points);
    }
    const ranking = new Ranking();
    for (const [id, earned] of points) {
      const member = await app.records.in(guild).get(Members, id);
      if (member && isListed(member)) ranking.set(id, earned);
    }
    return ranking;
  }

  async function rankingOf(guild: string, { topic, period }: BoardWish): Promise<Ranking> {
    return topic ? topicRanking(guild, topic, period) : (await boardsOf(guild)).of(period);
  }

  return {
    async show(guild, wish, viewer) {
      const ranking = await rankingOf(guild, wish);
      const pages = Math.max(1, Math.ceil(ranking.size / PAGE));
      const page = Math.min(wish.page, pages - 1);
      const reader = app.records.in(guild);
      const lines = await Promise.all(
        ranking
          .page(page)
          .map(async (line) => ({ ...line, name: (await reader.get(Members, line.member))?.name ?? '' })),
      );
      const me = await reader.get(Members, viewer);
      const line = ranking.lineOf(viewer);
      return {
        ...wish,
        page,
        pages,
        lines,
        size: ranking.size,
        endsAt: endOf(wish.period, app.clock.now(), timeZoneOf(guilds.find(guild))),
        mine: {
          line,
          reach: withinReach(ranking, viewer),
          hidden: me?.hidden ?? false,
          points: line?.points ?? pointsOf(me, wish.period, periods(guild)),
        },
      };
    },
    async unchecked(guild, wish) {
      const ranking = await rankingOf(guild, wish);
      const now = app.clock.now();
      const reader = app.records.in(guild);
      const stale: string[] = [];
      for (let page = wish.page; page < wish.page + ASKED_PAGES; page++) {
        for (const { member: id } of ranking.page(page)) {
          const member = await reader.get(Members, id);
          if (member && shouldCheckPresence(member, now)) stale.push(id);
        }
        if (stale.length === 0) break;
      }
      return stale;
    },
    follow(guild, id, member) {
      kept.get(guild)?.boards.follow(id, member);
    },
    remove(guild, id) {
      kept.get(guild)?.boards.remove(id);
    },
    forgetIdle(since) {
      for (const [guild, { usedAt }] of kept) if (usedAt < since) kept.delete(guild);
    },
  };
}

function endOf(period: Period, now: number, zone: string): number | undefined {
  if (period === 'all') return undefined;
  return period === 'week' ? weekEnds(now, zone) : monthEnds(now, zone);
}

const LONGEST_PERIOD = 32 * 24 * 60 * 60 * 1000;

/** Whether a moment falls in the current period; local dates are worked out only for the moments that may. */
function inPeriod(period: Period, now: number, zone: string): (at: number) => boolean {
  if (period === 'all') return () => true;
  const idOf = period === 'week' ? weekOf : monthOf;
  const current = idOf(now, zone);
  return (at) => now - at < LONGEST_PERIOD && idOf(at, zone) === current;
}

function pointsOf(member: Member | undefined, period: Period, now: Periods): number {
  if (!member) return 0;
  if (period === 'all') return member.points.all;
  const latest = member.points[period];
  return latest?.of === now[period] ? latest.points : 0;
}
