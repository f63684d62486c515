import { ApplicationCommandType, type BaseInteraction, InteractionContextType } from 'discord.js';
import type { Services } from '../src/app.ts';
import { isFinal } from '../src/daily/rules.ts';
import { presses as dailyPresses } from '../src/daily/view.ts';
import { type Command, onPress } from '../src/discord/command.ts';
import { button, type Screen } from '../src/discord/components.ts';
import { answer, replace } from '../src/discord/reply.ts';
import { count, moment, plain } from '../src/discord/text.ts';
import { guildOf, personOf } from '../src/discord/who.ts';
import { timeLeft } from '../src/exam/rules.ts';
import { presses as examPresses, leftInWords } from '../src/exam/view.ts';
import { timeZoneOf } from '../src/guild/rules.ts';
import { presses as mePresses } from '../src/member/view.ts';
import { presses as planPresses, weekLine } from '../src/plan/view.ts';
import { minutesFor, QUESTIONS } from '../src/practice/rules.ts';
import { presses as practicePresses } from '../src/practice/view.ts';
import { presses as progressPresses } from '../src/progress/view.ts';
import { MINUTES, presses as reviewPresses } from '../src/review/view.ts';
import { localHour, nextPosting } from '../src/schedule/rules.ts';
import { type Door, presses, studyScreen } from '../src/study/view.ts';

/** `/study`: the one command worth remembering. */
export const study = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'study',
    description: 'Everything in one place: what is open, due, running and next for you',
    contexts: [InteractionContextType.Guild],
  },
  async run(interaction, services) {
    await answer(interaction, await everything(interaction, services));
  },
  presses: [
    onPress(presses.show, async (press, _, services) => {
      await replace(press, await everything(press, services));
    }),
  ],
} satisfies Command;

async function everything(interaction: BaseInteraction, services: Services): Promise<Screen> {
  const guild = guildOf(interaction);
  const person = personOf(interaction);
  const settings = services.guilds.find(guild);
  const now = services.clock.now();
  const member = await services.members.find(guild, person.id);
  const myWeek = await services.plans.myWeek(guild, person.id);
  const begin = (questions: number) =>
    practicePresses.start.id(guild, 'all', '-', questions === QUESTIONS.least ? 'new' : 'mixed', questions);
  const times = settings.schedules.flatMap(
    ({ timing, timeZone }) => nextPosting(timing, timeZone, now)?.at ?? [],
  );
  return studyScreen(
    {
      name: person.name,
      hour: localHour(now, member?.timeZone ?? timeZoneOf(settings)),
      doors: [
        ...(await runningExam(services, guild, { member: person.id, at: interaction.createdTimestamp })),
        ...(await openQuestions(services, guild, person.id)),
        ...(await runs(services, guild, person.id)),
        ...(await dueCards(services, guild, person.id, member?.minutes ?? MINUTES.default)),
      ],
      otherwise: {
        says: `Nothing waits for you. Rest counts too, or learn something new: ${count(QUESTIONS.least, 'question')}, ${count(minutesFor(QUESTIONS.least), 'minute')}.`,
        label: 'Learn something new',
        id: begin(QUESTIONS.least),
      },
      week: myWeek && weekLine(myWeek),
      nextDaily: times.length > 0 ? Math.min(...times) : undefined,
    },
    [
      button('Practise', begin(QUESTIONS.default)),
      button('Progress', progressPresses.show.id()),
      ...(myWeek ? [button('Goals', planPresses.checkin.id(myWeek.week.from, 'own'))] : []),
      button('Settings', mePresses.keep.id()),
    ],
  );
}

/** The exam comes first: its time runs. */
async function runningExam(
  services: Services,
  guild: string,
  { member, at }: { readonly member: string; readonly at: number },
): Promise<readonly Door[]> {
  const seen = await services.exams.running(guild, member, at);
  if (!seen) return [];
  const { exam } = seen;
  if (seen.kind !== 'state') {
    const id = examPresses.result.id(guild, exam.id);
    return [{ says: 'Your mock exam is over: its time is up.', label: 'See the result', id }];
  }
  return [
    {
      says: `Mock exam running: ${leftInWords(timeLeft(exam, at)).toLowerCase()}.`,
      label: 'Go on with the exam',
      id: examPresses.resume.id(guild),
    },
  ];
}

async function openQuestions(services: Services, guild: string, member: string): Promise<readonly Door[]> {
  const open = (await services.dailies.openFor(guild, member)).filter(({ answer: given }) => !isFinal(given));
  return open.map(({ daily }) => ({
    says:
      open.length === 1
        ? `Today’s question is open until ${moment(daily.closesAt, 'f')}.`
        : `The question in <#${daily.channel}> is open until ${moment(daily.closesAt, 'f')}.`,
    label: open.length === 1 ? 'Answer' : `Answer: ${daily.question.topicName}`.slice(0, 34),
    id: dailyPresses.open.id(daily.id),
  }));
}

async function runs(services: Services, guild: string, member: string): Promise<readonly Door[]> {
  const found = await Promise.all(
    (['practice', 'review'] as const).map((kind) => services.practices.find(guild, member, kind)),
  );
  return found.flatMap((run) => {
    if (!run?.shown) return [];
    const left = run.ahead.length + (run.shown.given ? 0 : 1);
    const what = run.kind === 'review' ? 'Your review' : `Your practice of ${plain(run.name)}`;
    return {
      says: `${what} waits: ${count(left, 'question')} left, ${count(minutesFor(left), 'minute')}.`,
      label: run.kind === 'review' ? 'Go on with the review' : 'Go on practising',
      id: practicePresses.resume.id(guild, run.kind),
    };
  });
}

async function dueCards(
  services: Services,
  guild: string,
  member: string,
  minutes: number,
): Promise<readonly Door[]> {
  const [{ due }, running] = await Promise.all([
    services.reviews.due(guild, member),
    services.practices.find(guild, member, 'review'),
  ]);
  if (due.length === 0 || running) return [];
  return [
    {
      says:
        minutesFor(due.length) <= minutes
          ? `Review: ${due.length} due, ${count(minutesFor(due.length), 'minute')}.`
          : `Review: ${due.length} due. The most urgent ones take ${minutes} minutes.`,
      label: 'Start the review',
      id: reviewPresses.start.id(guild, minutes),
    },
  ];
}
