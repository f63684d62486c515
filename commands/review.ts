import { ApplicationCommandOptionType, ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { Services } from '../src/app.ts';
import { type Command, onPress } from '../src/discord/command.ts';
import type { Screen } from '../src/discord/components.ts';
import { answer, replace } from '../src/discord/reply.ts';
import { guildOf, personOf } from '../src/discord/who.ts';
import type { Person } from '../src/member/service.ts';
import { QUESTIONS } from '../src/practice/rules.ts';
import { presses as practicePresses } from '../src/practice/view.ts';
import { MINUTES } from '../src/review/rules.ts';
import * as view from '../src/review/view.ts';
import { personIn, runId, screenOf } from './runs.ts';

/** `/review`: what is due in one's spaced repetition, most at risk first. */
export const review = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'review',
    description: 'What you missed, guessed or were not sure of, when it is time to see it again',
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'minutes',
        description: 'How long you have: your own pace of /plan me, or 15 minutes by default',
        min_value: MINUTES.least,
        max_value: MINUTES.most,
      },
    ],
  },
  async run(interaction, services) {
    const guild = guildOf(interaction);
    const member = await services.members.find(guild, interaction.user.id);
    const minutes = interaction.options.getInteger('minutes') ?? member?.minutes ?? MINUTES.default;
    const wish = { guild, person: personOf(interaction), id: runId(interaction), minutes };
    await answer(interaction, await begun(services, wish));
  },
  presses: [
    onPress(view.presses.start, async (press, [guild, minutes], services) => {
      const person = await personIn(services, guild, press);
      const shown = await begun(services, { guild, person, id: runId(press), minutes });
      // A reminder in direct messages stays, with its button that ends them.
      await (press.guildId === null ? answer : replace)(press, shown);
    }),
    onPress(view.presses.remind, async (press, [guild, to], services) => {
      const person = await personIn(services, guild, press);
      await services.reviews.setReminder(guild, person, to === 'on');
      await replace(press, view.reminderScreen(guild, to === 'on'));
    }),
  ],
} satisfies Command;

async function begun(
  services: Services,
  wish: { readonly guild: string; readonly person: Person; readonly id: string; readonly minutes: number },
): Promise<Screen> {
  const { guild, person, id, minutes } = wish;
  const started = await services.reviews.start(guild, person, { id, minutes });
  if (started.kind === 'started') return screenOf(guild, started.run, view.fitLine(started.run));
  return view.nothingDue(guild, {
    nextAt: started.nextAt,
    sealed: started.sealed,
    reminder: await services.reviews.reminder(guild, person.id),
    practise: practicePresses.start.id(guild, 'all', '-', 'new', QUESTIONS.least),
  });
}
