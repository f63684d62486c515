import type { Guild, LocalDiscord, Member, Room } from '../index.ts';
import { BOT_PERMISSIONS } from '../permissions.ts';

/** Since when the server and its people have been there: always the same, so that their ids are the same at every start. */
export const BORN = Date.UTC(2025, 0, 1);

/** Somebody who plays by themselves: how likely they pick the right answer, from 0 to 1. */
export type Regular = { readonly member: Member; readonly skill: number };

/** The server that is tried out. */
export type Scene = {
  readonly guild: Guild;
  readonly rooms: readonly Room[];
  /** Those that one can be; the first holds Manage Server. */
  readonly people: readonly Member[];
  readonly regulars: readonly Regular[];
};

const PEOPLE = ['Mo', 'Ana', 'Bo', 'Chidi', 'Dina'] as const;

const REGULARS: readonly (readonly [name: string, skill: number])[] = [
  ['Emeka', 0.92],
  ['Freya', 0.85],
  ['Goran', 0.8],
  ['Hana', 0.74],
  ['Ines', 0.68],
  ['Jun', 0.62],
  ['Kavya', 0.56],
  ['Leo', 0.5],
  ['Maren', 0.44],
  ['Noor', 0.38],
  ['Otis', 0.32],
  ['Pia', 0.26],
];

/** Makes the server, in the same order every time. */
export function makeScene(discord: LocalDiscord): Scene {
  const guild = discord.addGuild({ name: 'ML study group', locale: 'en-GB' });
  guild.setBotPermissions([...BOT_PERMISSIONS, 'CreateEvents', 'ManageRoles']);
  guild.addRole({ name: 'certified' });
  const rooms = ['question-of-the-day', 'study-hall', 'general'].map((name) => guild.addChannel(name));
  const people = PEOPLE.map((name, place) =>
    guild.addMember(name, place === 0 ? { permissions: ['ManageGuild', 'ManageMessages'] } : {}),
  );
  const regulars = REGULARS.map(([name, skill]) => ({ member: guild.addMember(name), skill }));
  for (const person of people) void person.direct;
  return { guild, rooms, people, regulars };
}
