import type { Services } from '../src/app.ts';
import type { Press } from '../src/discord/command.ts';
import type { Screen } from '../src/discord/components.ts';
import { personOf } from '../src/discord/who.ts';
import type { Person } from '../src/member/service.ts';
import type { Run } from '../src/practice/rules.ts';
import { runScreen } from '../src/practice/view.ts';
import { presses as reviewPresses } from '../src/review/view.ts';
import { UserError } from '../src/user-error.ts';

/** The id of a run, from the interaction that asks for it. */
export function runId(interaction: { readonly id: string }): string {
  return BigInt(interaction.id).toString(36);
}

/**
 * Who presses a button that carries its server: in a server by the name carried there, in direct messages by the name
 * known from there. A button of another server is refused.
 */
export async function personIn(services: Services, guild: string, press: Press): Promise<Person> {
  if (press.guildId === guild) return personOf(press);
  if (press.guildId !== null) throw new UserError('This belongs to another server. Please use it there.');
  const known = await services.members.find(guild, press.user.id);
  return { id: press.user.id, name: known?.name ?? personOf(press).name };
}

/** The screen of a run as it is; `note` says what has to be said first. */
export function screenOf(guild: string, run: Run, note?: string): Screen {
  return runScreen(guild, run, { note, review: (minutes) => reviewPresses.start.id(guild, minutes) });
}
