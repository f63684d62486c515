import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  MessageFlags,
} from 'discord.js';
import type { Services } from '../src/app.ts';
import { Certificates } from '../src/certified/service.ts';
import { zoneChoices } from '../src/discord/choices.ts';
import { type Command, onPress, type Press } from '../src/discord/command.ts';
import type { Screen } from '../src/discord/components.ts';
import { answer, fillIn, replace } from '../src/discord/reply.ts';
import { guildOf, personOf } from '../src/discord/who.ts';
import { timeZoneOf } from '../src/guild/rules.ts';
import { examDateOf, type Member, newMember, todayOf } from '../src/member/rules.ts';
import { forgetScreen, forgottenScreen, hiddenInWords, meScreen, presses } from '../src/member/view.ts';
import { presses as reviewPresses } from '../src/review/view.ts';
import { toTimeZone } from '../src/schedule/zones.ts';
import { UserError } from '../src/user-error.ts';
import { dateChoices, examDateNamed } from './dates.ts';

/** `/me`: a member's own settings here, and what happens to their data. */
export const me = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'me',
    description: 'Your settings and your data in this server',
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'timezone',
        description: 'Your own time zone: type a city',
        autocomplete: true,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'quiet-from',
        description: 'The hour from which I write to you no more, 21 by default',
        min_value: 0,
        max_value: 23,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'quiet-to',
        description: 'The hour from which I may write to you again, 8 by default',
        min_value: 0,
        max_value: 23,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'hide',
        description: 'Whether to hide you from boards',
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'exam-date',
        description: 'The day of your exam, for example 18 December; “none” for no date',
        autocomplete: true,
        max_length: 60,
      },
    ],
  },
  async run(interaction, services) {
    const guild = guildOf(interaction);
    const { options } = interaction;
    const typed = options.getString('timezone')?.trim();
    const timeZone = typed && toTimeZone(typed);
    if (typed && !timeZone) {
      throw new UserError(
        'I do not know that time zone. Type a city, for example Berlin, and choose from the list.',
      );
    }
    const from = options.getInteger('quiet-from');
    const to = options.getInteger('quiet-to');
    const hidden = options.getBoolean('hide');
    const typedDate = options.getString('exam-date');
    const before = timeZone ? { timeZone } : await services.members.find(guild, interaction.user.id);
    const today = todayOf(before, zoneOf(services, guild), services.clock.now());
    const exam = typedDate === null ? undefined : examDateNamed(typedDate, today);
    if (!timeZone && from === null && to === null && hidden === null && !exam) {
      await answer(interaction, await shown(services, interaction, guild));
      return;
    }
    const member = await services.members.change(guild, personOf(interaction), (now) => ({
      ...now,
      ...(timeZone ? { timeZone } : {}),
      quiet: { from: from ?? now.quiet.from, to: to ?? now.quiet.to },
      hidden: hidden ?? now.hidden,
      ...(exam ? { examDate: exam.date } : {}),
    }));
    const { id } = interaction.user;
    const note = hidden ? await hiddenNote(services, guild, id) : 'Saved.';
    await answer(interaction, await screenOf(services, guild, { id, member, note }));
  },
  async complete(interaction, services) {
    const { name, value } = interaction.options.getFocused(true);
    if (name !== 'exam-date') return zoneChoices(value, services.clock.now());
    return dateChoices(value, await services.members.today(guildOf(interaction), interaction.user.id));
  },
  presses: [
    onPress(presses.hide, async (press, [hide], services) => {
      const guild = guildOf(press);
      const member = await services.members.change(guild, personOf(press), (now) => ({
        ...now,
        hidden: hide === 'yes',
      }));
      const note =
        hide === 'yes' ? await hiddenNote(services, guild, press.user.id) : 'You are back on the boards.';
      await replace(press, await screenOf(services, guild, { id: press.user.id, member, note }));
    }),
    onPress(presses.time, async (press, [more], services) => {
      const guild = guildOf(press);
      const moreTime = more === 'yes';
      const member = await services.members.change(guild, personOf(press), (now) => ({ ...now, moreTime }));
      await replace(press, await screenOf(services, guild, { id: press.user.id, member, note: 'Saved.' }));
    }),
    onPress(presses.export, async (press, _, services) => {
      const guild = guildOf(press);
      await press.deferReply({ flags: MessageFlags.Ephemeral });
      const data = await services.members.export(guild, press.user.id);
      const text = JSON.stringify(
        { server: guild, member: press.user.id, exportedAt: services.clock.now(), ...data },
        null,
        2,
      );
      await press.editReply({
        content: 'Everything I have stored about you in this server.',
        files: [{ name: 'cohort-my-data.json', attachment: Buffer.from(text) }],
      });
    }),
    onPress(presses.forget, async (press) => {
      await replace(press, forgetScreen());
    }),
    onPress(presses.forgetNow, async (press, _, services) => {
      if (press.isModalSubmit()) return;
      // Reading everything that a member has may take longer than three seconds.
      await press.deferUpdate();
      const guild = guildOf(press);
      const { id } = press.user;
      // What was told publicly is taken back first, and what Discord does not take now stays known until it does.
      if (await services.certified.undo(guild, id)) await services.certifiedJobs().tick(guild);
      const takingBack = await services.certified.isTakingBack(guild, id);
      const rows = await services.members.erase(guild, id, takingBack ? [Certificates] : []);
      await fillIn(press, forgottenScreen(rows, takingBack));
    }),
    onPress(presses.keep, async (press, _, services) => {
      await replace(press, await shown(services, press, guildOf(press)));
    }),
  ],
} satisfies Command;

async function hiddenNote(services: Services, guild: string, id: string): Promise<string> {
  return hiddenInWords(await services.certified.isShown(guild, id));
}

async function shown(services: Services, who: Press | Parameters<Command['run']>[0], guild: string) {
  const person = personOf(who);
  const member: Member =
    (await services.members.find(guild, person.id)) ?? newMember(person.name, services.clock.now());
  return screenOf(services, guild, { id: person.id, member });
}

async function screenOf(
  services: Services,
  guild: string,
  { id, member, note }: { readonly id: string; readonly member: Member; readonly note?: string },
): Promise<Screen> {
  const reminder = await services.reviews.reminder(guild, id);
  const on = reminder !== undefined && !reminder.refused;
  const toggle = reviewPresses.remind.id(guild, on ? 'off' : 'on');
  const guildZone = zoneOf(services, guild);
  const today = todayOf(member, guildZone, services.clock.now());
  const examDate = examDateOf(member, services.plans.find(guild)?.plan.examDate, today);
  const passed = await services.certified.hasPassed(guild, id);
  return meScreen(member, { guildZone, examDate, today, passed, reminder: { on, toggle }, note });
}

function zoneOf(services: Services, guild: string): string {
  return timeZoneOf(services.guilds.find(guild));
}
