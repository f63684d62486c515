import { findTimeZones } from '../schedule/zones.ts';
import type { Choice } from './command.ts';
import { cut, LIMITS } from './limits.ts';

/** The choices that fit what was typed so far: those that begin with it first, then those that contain it. */
export function choicesFrom(all: readonly Choice[], typed: string): readonly Choice[] {
  const wanted = plainLetters(typed);
  const begins = all.filter(({ name }) => plainLetters(name).startsWith(wanted));
  const contains = all.filter(
    (choice) => !begins.includes(choice) && plainLetters(choice.name).includes(wanted),
  );
  return [...begins, ...contains]
    .slice(0, LIMITS.choices)
    .map(({ name, value }) => ({ name: cut(name, LIMITS.choiceName), value }));
}

function plainLetters(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** Time zones that fit what was typed, with their present offset. */
export function zoneChoices(typed: string, now: number): readonly Choice[] {
  return findTimeZones(typed, now)
    .slice(0, LIMITS.choices)
    .map(({ zone, offset }) => ({ name: cut(`${zone} (${offset})`, LIMITS.choiceName), value: zone }));
}
