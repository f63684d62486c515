import { ApplicationCommandType, type BaseInteraction, InteractionContextType } from 'discord.js';
import type { Services } from '../src/app.ts';
import { isFinal } from '../src/daily/rules.ts';
import { presses as dailyPresses, lateInWords } from '../src/daily/view.ts';
import { type Command, onPress } from '../src/discord/command.ts';
import { button, type Screen } from '../src/discord/components.ts';
import { answer, replace } from '../src/discord/reply.ts';
import { count, moment, plain, weekdayOf } from '../src/discord/text.ts';
import { guildOf, personOf } from '../src/discord/who.ts';
import { timeLeft } from '../src/exam/rules.ts';
import { presses as examPresses, leftInWords } from '../src/exam/view.ts';
import { beginUntil, type Group, mayBegin } from '../src/group/rules.ts';
import { presses as groupPresses } from '../src/group/view.ts';
import { timeZoneOf } from '../src/guild/rules.ts';
import { isForRest } from '../src/member/rules.ts';
import { presses as mePresses } from '../src/member/view.ts';
import { weekLine } from '../src/plan/member-view.ts';
import { presses as planPresses } from '../src/plan/view.ts';
import { minutesFor, QUESTIONS } from '../src/practice/rules.ts';
import { presses as practicePresses } from '../src/practice/view.ts';
import { presses as progressPresses } from '../src/progress/view.ts';
import { offerLine, presses as reviewPresses } from '../src/review/view.ts';
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
  const joined = await services.groups.joinedBy(guild, person.id);
  const canBegin = joined.filter((group) => mayBegin(group, now) === 'yes');
  const begin = (questions: number) =>
    practicePresses.start.id(guild, 'all', '-', questions === QUESTIONS.least ? 'new' : 'mixed', questions);
  const stage = await services.progress.stage(guild, person.id);
  const mayLearn = !isForRest(stage);
  const times = settings.schedules.flatMap(
    ({ timing, timeZone }) => nextPosting(timing, timeZone, now)?.at ?? [],
  );
  return studyScreen(
    {
      name: person.name,
      hour: localHour(now, member?.timeZone ?? timeZoneOf(settings)),
      doors: [
        ...(await runningExam(services, guild, { member: person.id, at: interaction.createdTimestamp })),
        ...canBegin.map(groupExam),
        ...(await openQuestions(services, guild, person.id)),
        ...(await lateQuestions(services, guild, person.id)),
        ...(mayLearn ? await runs(services, guild, person.id) : []),
        ...(mayLearn ? await dueCards(services, guild, person.id) : []),
      ],
      otherwise: {
        says: `Nothing waits for you. Rest counts too, or learn something new: ${count(QUESTIONS.least, 'question')}, ${count(minutesFor(QUESTIONS.least), 'minute')}.`,
        label: 'Learn something new',
        id: begin(QUESTIONS.least),
      },
      stage,
      week: myWeek && weekLine(myWeek),
      joined: joined.filter((group) => !canBegin.includes(group)).map(({ startsAt }) => startsAt),
      nextDaily: times.length > 0 ? Math.min(...times) : undefined,
    },
    [
      ...(mayLearn ? [button('Practise', begin(QUESTIONS.default))] : []),
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

function groupExam(group: Group): Door {
  return {
    says: `The group exam is on. Begin by ${moment(beginUntil(group), 't')}; you have the full time from then on.`,
    label: 'Start my exam',
    id: groupPresses.begin.id(group.id),
  };
}

async function lateQuestions(services: Services, guild: string, member: string): Promise<readonly Door[]> {
  const late = await services.dailies.lateFor(guild, member);
  return late.map((daily) => ({
    says: lateInWords(daily),
    label: late.length === 1 ? 'Answer late' : `Answer late: ${weekdayOf(daily.date)}`,
    id: dailyPresses.late.id(daily.id),
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

async function dueCards(services: Services, guild: string, member: string): Promise<readonly Door[]> {
  const offer = await services.reviews.offer(guild, member);
  if (!offer) return [];
  const id = reviewPresses.start.id(guild, offer.minutes);
  return [{ says: offerLine(offer), label: 'Start the review', id }];
}
