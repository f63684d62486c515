import { ApplicationCommandOptionType, ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { Services } from '../src/app.ts';
import { type Command, onPress, type Press } from '../src/discord/command.ts';
import type { Screen } from '../src/discord/components.ts';
import { answer, replace } from '../src/discord/reply.ts';
import { guildOf, personOf } from '../src/discord/who.ts';
import { afterPick, Origin, QUESTIONS } from '../src/practice/rules.ts';
import type { Pressed, Scope, Started } from '../src/practice/service.ts';
import * as view from '../src/practice/view.ts';
import { UserError } from '../src/user-error.ts';
import { personIn, runId, screenOf } from './runs.ts';
import { topicChoices } from './topic.ts';

/** `/practice`: questions by oneself, one private card after another. */
export const practice = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'practice',
    description: 'Questions just for you, with the answer at once',
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'topic',
        description: 'One topic; a mix by the exam’s weights by default',
        autocomplete: true,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'questions',
        description: 'How many questions, 10 by default',
        min_value: QUESTIONS.least,
        max_value: QUESTIONS.most,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'source',
        description: 'Which questions, mixed by default',
        choices: [
          { name: 'new: questions you have not met', value: 'new' },
          { name: 'missed: questions you missed last time', value: 'missed' },
          { name: 'mixed: some of both', value: 'mixed' },
        ],
      },
    ],
  },
  async run(interaction, services) {
    const guild = guildOf(interaction);
    const { options } = interaction;
    const topic = services.stock.topicNamed(guild, options.getString('topic'));
    const origin = Origin.catch('mixed').parse(options.getString('source'));
    const started = await services.practices.start(guild, personOf(interaction), {
      id: runId(interaction),
      scope: topic ? { kind: 'topic', id: topic.id } : { kind: 'all' },
      count: options.getInteger('questions') ?? QUESTIONS.default,
      origin,
    });
    await answer(interaction, startedScreen(guild, started));
  },
  complete: async (interaction, services) => topicChoices(interaction, services),
  presses: [
    onPress(view.presses.pick, async (press, [guild, kind, run, number, picks, place], services) => {
      const person = await personIn(services, guild, press);
      const pressed = await services.practices.look(guild, { person, kind, run, number });
      const question = pressed.run?.shown?.question;
      if (pressed.kind === 'old' || !question || pressed.run.shown?.given || !question.options[place]) {
        await replace(press, pressedScreen(guild, pressed));
        return;
      }
      await replace(press, view.questionScreen(guild, pressed.run, afterPick(question, picks, place)));
    }),
    onPress(view.presses.answer, async (press, [guild, kind, run, number, picks, confidence], services) => {
      const person = await personIn(services, guild, press);
      const pressed = await services.practices.answer(guild, {
        person,
        kind,
        run,
        number,
        picks,
        confidence,
        at: press.createdTimestamp,
      });
      await replace(press, pressedScreen(guild, pressed));
    }),
    onPress(view.presses.next, async (press, [guild, kind, run, number], services) => {
      const person = await personIn(services, guild, press);
      await replace(
        press,
        pressedScreen(guild, await services.practices.next(guild, { person, kind, run, number })),
      );
    }),
    onPress(view.presses.stop, async (press, [guild, kind, run, number], services) => {
      const person = await personIn(services, guild, press);
      await replace(
        press,
        pressedScreen(guild, await services.practices.stop(guild, { person, kind, run, number })),
      );
    }),
    onPress(view.presses.explain, async (press, [guild, kind, run, number], services) => {
      const person = await personIn(services, guild, press);
      const pressed = await services.practices.look(guild, { person, kind, run, number });
      const shown =
        pressed.kind === 'shown' ? view.explanationScreen(guild, pressed.run) : pressedScreen(guild, pressed);
      await replace(press, shown);
    }),
    onPress(view.presses.resume, async (press, [guild, kind], services) => {
      const run = await services.practices.find(guild, press.user.id, kind);
      if (!run) throw new UserError('There is nothing to go on with. `/practice` begins something new.');
      await replace(press, screenOf(guild, run));
    }),
    onPress(view.presses.start, async (press, [guild, kind, id, origin, count], services) => {
      const scope: Scope = kind === 'all' ? { kind } : { kind, id };
      await startPractice(press, services, { guild, scope, origin, count });
    }),
  ],
} satisfies Command;

async function startPractice(
  press: Press,
  services: Services,
  wish: { readonly guild: string; readonly scope: Scope; readonly origin: Origin; readonly count: number },
): Promise<void> {
  const { guild, scope, origin } = wish;
  const person = await personIn(services, guild, press);
  const count = Math.min(QUESTIONS.most, Math.max(1, wish.count));
  const started = await services.practices.start(guild, person, { id: runId(press), scope, count, origin });
  await replace(press, startedScreen(guild, started));
}

function startedScreen(guild: string, started: Started): Screen {
  return started.kind === 'started'
    ? screenOf(guild, started.run)
    : view.nothingScreen(guild, started.origin, started.sealed);
}

function pressedScreen(guild: string, pressed: Pressed): Screen {
  return pressed.kind === 'shown' ? screenOf(guild, pressed.run) : view.oldCard(guild, pressed.run);
}
