import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { Services } from '../src/app.ts';
import { presses as boardPresses } from '../src/board/view.ts';
import {
  canAnswerLate,
  type Daily,
  type FinalAnswer,
  hasLateChance,
  isFinal,
  isOpen,
} from '../src/daily/rules.ts';
import type { Picked } from '../src/daily/service.ts';
import * as view from '../src/daily/view.ts';
import { type Command, onPress, type Press } from '../src/discord/command.ts';
import type { Screen } from '../src/discord/components.ts';
import { answer } from '../src/discord/reply.ts';
import { guildOf, personOf } from '../src/discord/who.ts';
import { MOST_WORDS, Reason } from '../src/report/rules.ts';
import { FIELDS, reportModal, presses as reportPresses, thanks } from '../src/report/view.ts';
import { MINUTES, mayBeDue } from '../src/review/rules.ts';
import { presses as reviewPresses } from '../src/review/view.ts';
import { nextPosting } from '../src/schedule/rules.ts';
import type { Standing } from '../src/streak/service.ts';

/** `/daily`: what is open, privately, or your receipt. */
export const daily = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'daily',
    description: 'Today’s question, or your answer to it',
    contexts: [InteractionContextType.Guild],
  },
  async run(interaction, services) {
    const guild = guildOf(interaction);
    const open = await services.dailies.openFor(guild, interaction.user.id);
    const [only] = open;
    if (only && open.length === 1) {
      const { daily: question, answer: given } = only;
      await answer(
        interaction,
        isFinal(given)
          ? await receiptOf(services, guild, interaction.user.id, {
              daily: question,
              answer: given,
              reason: 'again',
            })
          : view.questionCard(question, given),
      );
      return;
    }
    const late = await services.dailies.lateFor(guild, interaction.user.id);
    await answer(interaction, view.todayScreen(open, late, nextTime(services, guild)));
  },
  presses: [
    onPress(view.presses.pick, async (press, [id, option, on], services) => {
      const guild = guildOf(press);
      const picked = await services.dailies.pick(guild, { ...whoAndWhen(press, id), option, on });
      await services.cards.show(press, id, await pickedScreen(services, guild, press, picked));
    }),
    onPress(view.presses.change, async (press, [id], services) => {
      await showQuestion(press, id, services);
    }),
    onPress(view.presses.open, async (press, [id], services) => {
      await showQuestion(press, id, services);
    }),
    onPress(view.presses.late, async (press, [id], services) => {
      await showQuestion(press, id, services);
    }),
    onPress(view.presses.confirm, async (press, [id, confidence], services) => {
      const guild = guildOf(press);
      const {
        daily: question,
        verdict,
        standing,
      } = await services.dailies.confirm(guild, {
        ...whoAndWhen(press, id),
        confidence,
      });
      await services.cards.show(press, id, await confirmedScreen());

      async function confirmedScreen(): Promise<Screen> {
        if (verdict.kind === 'too-late') return view.tooLate(question);
        if (verdict.kind === 'nothing-picked') return view.questionCard(question, verdict.answer);
        if (verdict.kind === 'saw-why') return seenBefore(guild, question);
        const closedMeanwhile = verdict.kind === 'final' && verdict.closedMeanwhile;
        const reason =
          verdict.kind === 'answered' ? 'again' : closedMeanwhile ? 'closed-meanwhile' : 'answered-now';
        return receiptOf(services, guild, press.user.id, {
          daily: question,
          answer: verdict.answer,
          reason,
          standing,
        });
      }
    }),
    onPress(view.presses.why, async (press, [id], services) => {
      const guild = guildOf(press);
      const { daily: question, answer: given } = await services.dailies.look(guild, id, press.user.id);
      if (!hasLateChance(question, given, press.createdTimestamp)) return showWhy(press, id, services);
      await services.cards.show(press, id, view.lookOrAnswer(question));
    }),
    onPress(view.presses.whyNow, async (press, [id], services) => showWhy(press, id, services)),
    onPress(view.presses.explain, async (press, [id], services) => {
      const guild = guildOf(press);
      const { daily: question, answer: given } = await services.dailies.look(guild, id, press.user.id);
      const shown = isFinal(given)
        ? view.explanation(guild, question, given, { report: reportPresses.open.id(id) })
        : view.questionCard(question, given);
      await services.cards.show(press, id, shown);
    }),
    onPress(reportPresses.open, async (press, [id]) => {
      if (!press.isModalSubmit()) await press.showModal(reportModal(id));
    }),
    onPress(reportPresses.send, async (press, [id], services) => {
      if (!press.isModalSubmit()) return;
      const guild = guildOf(press);
      const { daily: question } = await services.dailies.look(guild, id, press.user.id);
      const reason = Reason.catch('other').parse(press.fields.getStringSelectValues(FIELDS.reason)[0]);
      const words = press.fields.getTextInputValue(FIELDS.words).slice(0, MOST_WORDS);
      await services.reports.report(guild, personOf(press), { question: question.question, reason, words });
      await answer(press, thanks());
    }),
  ],
} satisfies Command;

function whoAndWhen(press: Press, id: string) {
  return { daily: id, person: personOf(press), at: press.createdTimestamp };
}

/** The answer, for who gives none any more. */
async function showWhy(press: Press, id: string, services: Services): Promise<void> {
  const guild = guildOf(press);
  const { daily: question, answer: given } = await services.dailies.seeWhy(guild, whoAndWhen(press, id));
  const report = reportPresses.open.id(id);
  await services.cards.show(press, id, view.explanation(guild, question, given, { report }));
}

/** Said instead of a card for a late answer. */
function seenBefore(guild: string, question: Daily): Screen {
  const report = reportPresses.open.id(question.id);
  return view.explanation(guild, question, undefined, { report, instead: true });
}

/** The question in private; the receipt when it is answered; the explanation when it is too late to answer. */
async function showQuestion(press: Press, id: string, services: Services): Promise<void> {
  const guild = guildOf(press);
  const { daily: question, answer: given } = await services.dailies.look(guild, id, press.user.id);
  await services.cards.show(press, id, await screenFor());

  async function screenFor(): Promise<Screen> {
    if (isFinal(given)) {
      return receiptOf(services, guild, press.user.id, { daily: question, answer: given, reason: 'again' });
    }
    const at = press.createdTimestamp;
    if (isOpen(question, at)) return view.questionCard(question, given);
    if (given?.sawWhyAt !== undefined) return seenBefore(guild, question);
    return canAnswerLate(question, at) ? view.questionCard(question, given) : view.tooLate(question);
  }
}

async function pickedScreen(
  services: Services,
  guild: string,
  press: Press,
  { daily: question, verdict }: Picked,
): Promise<Screen> {
  switch (verdict.kind) {
    case 'picked':
      return view.confidenceCard(question, verdict.answer);
    case 'answered':
      return receiptOf(services, guild, press.user.id, {
        daily: question,
        answer: verdict.answer,
        reason: 'again',
      });
    case 'closed-on-pick':
      return view.confidenceCard(question, verdict.answer);
    case 'saw-why':
      return seenBefore(guild, question);
    case 'too-late':
      return view.tooLate(question);
  }
}

async function receiptOf(
  services: Services,
  guild: string,
  member: string,
  shown: { daily: Daily; answer: FinalAnswer; reason: view.ReceiptReason; standing?: Standing },
): Promise<Screen> {
  const [open, [late], known] = await Promise.all([
    services.dailies.openFor(guild, member),
    services.dailies.lateFor(guild, member),
    services.members.find(guild, member),
  ]);
  // Reading their cards would double what a press costs: the review itself says what is due.
  const mayReview = known !== undefined && mayBeDue(known, services.clock.now());
  const other = open.find(
    ({ daily: another, answer: given }) => another.id !== shown.daily.id && !isFinal(given),
  );
  return view.receipt(guild, shown.daily, shown.answer, {
    standing: shown.standing ?? (await services.dailies.standing(guild, member)),
    reason: shown.reason,
    next: {
      open: other?.daily,
      late,
      review: mayReview ? reviewPresses.start.id(guild, known.minutes ?? MINUTES.default) : undefined,
    },
    board: boardPresses.show.id('week', 0, '-'),
    report: reportPresses.open.id(shown.daily.id),
  });
}

function nextTime(services: Services, guild: string): number | undefined {
  const now = services.clock.now();
  const times = services.guilds
    .find(guild)
    .schedules.flatMap(({ timing, timeZone }) => nextPosting(timing, timeZone, now)?.at ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}
