import { z } from 'zod';
import { type Button, button, line, type Part, row, type Screen, screen } from '../discord/components.ts';
import { route } from '../discord/custom-id.ts';
import { moment, shownName } from '../discord/text.ts';

/** Everything that leads back here. */
export const presses = { show: route('study', 'show', z.tuple([])) };

/** Something that is open, due, running or next: a sentence, and the button that leads to it. */
export type Door = { readonly says: string; readonly label: string; readonly id: string };

/** Discord takes 40 components; a sentence with its button is three. */
const MOST_DOORS = 8;

/** One door to everything. Only the first door stands out, and those with nothing behind them are not there. */
export function studyScreen(
  shown: {
    readonly name: string;
    /** The hour (0 to 23) where the member is. */
    readonly hour: number;
    readonly doors: readonly Door[];
    /** What is said when there is no door, and the way out of it. */
    readonly otherwise: Door;
    /** When the next question of the day comes. */
    readonly nextDaily: number | undefined;
    /** When group exams begin that the member has joined. */
    readonly joined: readonly number[];
    /** The member's week in the group's plan, where there is one. */
    readonly week: string | undefined;
  },
  ways: readonly Button[],
): Screen {
  const { doors, otherwise, nextDaily, joined, week } = shown;
  const shownDoors = doors.length > 0 ? doors.slice(0, MOST_DOORS) : [otherwise];
  return screen(
    `## ${greeting(shown.hour)}, ${shownName(shown.name)}`,
    ...shownDoors.flatMap(({ says, label, id }, index): readonly (Part | undefined)[] => [
      says,
      row(button(label, id, { style: index === 0 ? 'main' : 'plain' })),
    ]),
    line,
    week,
    ...joined.map((at) => `You are in for the group exam ${moment(at, 'F')}.`),
    nextDaily !== undefined && `The next question of the day comes ${moment(nextDaily, 'F')}.`,
    row(...ways),
  );
}

function greeting(hour: number): string {
  if (hour >= 5 && hour < 12) return 'Good morning';
  return hour >= 12 && hour < 18 ? 'Good afternoon' : 'Good evening';
}
