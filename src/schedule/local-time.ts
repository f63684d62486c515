import { Temporal } from 'temporal-polyfill';

/** A stretch of time in which a zone's clocks are the same amount ahead of UTC. All in milliseconds. */
type Span = { readonly from: number; readonly until: number; readonly offset: number };

const MOST_SPANS = 16;
/** More than any zone has been ahead of UTC since 1900, in milliseconds. */
const MOST_AHEAD = 16 * 60 * 60 * 1000;

/**
 * What Temporal said before. Asking it takes microseconds, and a tick asks for every schedule of the bot; the answer is
 * the same until a zone's next transition, so it is remembered a zone.
 */
const known = new Map<string, readonly Span[]>();

function spanAt(at: number, zone: string): Span {
  const spans = known.get(zone) ?? [];
  return spans.find((span) => span.from <= at && at < span.until) ?? learn(at, zone, spans);
}

function learn(at: number, zone: string, spans: readonly Span[]): Span {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const until = there.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  const span = { from: at, until, offset: there.offsetNanoseconds / 1e6 };
  const others = spans.filter((other) => other.until !== until);
  known.set(zone, [span, ...others].slice(0, MOST_SPANS));
  return span;
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. Throws a RangeError for an unknown zone. */
export function offsetAt(at: number, zone: string): number {
  return spanAt(at, zone).offset;
}

/** What a zone's clocks show at a moment, as the epoch milliseconds at which clocks in UTC show the same. */
export function wallAt(at: number, zone: string): number {
  return at + offsetAt(at, zone);
}

/**
 * The first moment at which a zone's clocks show `wall` (given as `wallAt` gives it), or, where they jump over it, the
 * first moment after the jump. With `since` only what comes after that moment is looked at.
 */
export function firstAt(wall: number, zone: string, since: number = wall - MOST_AHEAD): number {
  let span = spanAt(since, zone);
  let at = wall - span.offset;
  while (at >= span.until) {
    const turn = span.until;
    span = spanAt(turn, zone);
    at = Math.max(wall - span.offset, turn);
  }
  return at;
}
