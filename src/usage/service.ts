import { isFinal } from '../daily/rules.ts';
import { Answers, Dailies } from '../daily/service.ts';
import { Histories } from '../history/service.ts';
import type { Pack } from '../packs/schema.ts';
import { questionKey } from '../packs/snapshot.ts';
import { QuizAnswers, Rounds } from '../quiz/service.ts';
import type { Records } from '../records/records.ts';
import { Reports } from '../report/service.ts';
import { type FirstAnswer, type Picked, pickedTexts, type QuestionUsage, usageOf } from './rules.ts';

/** What all servers of a store together say of a pack's questions, without saying who. */
export async function readUsage(records: Records, pack: Pack): Promise<ReadonlyMap<string, QuestionUsage>> {
  const numbers = new Map<string, number>();
  const numberOf = (scope: string, member: string) => {
    const key = `${scope}/${member}`;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  const first = (await records.all(Histories)).map(
    ({ scope, ids: [member = '', key = ''], value }): FirstAnswer => ({
      who: numberOf(scope, member),
      key,
      right: value.first.right,
    }),
  );
  const reports = new Map<string, number>();
  for (const { ids } of await records.all(Reports)) {
    const key = ids[0] ?? '';
    reports.set(key, (reports.get(key) ?? 0) + 1);
  }
  const questions = pack.questions.map((question) => ({
    key: questionKey({ pack: pack.id, id: question.id }),
    wrong: question.options.filter(({ correct }) => !correct).map(({ text }) => text),
  }));
  return usageOf(questions, { first, picked: await picks(records), reports });
}

/** What was picked in dailies and quizzes, as it was shown. */
async function picks(records: Records): Promise<readonly Picked[]> {
  const dailies = await records.all(Dailies);
  const daily = new Map(dailies.map(({ scope, ids, value }) => [`${scope}/${ids[0]}`, value.question]));
  const rounds = await records.all(Rounds);
  const round = new Map(
    rounds.map(({ scope, ids, value }) => [`${scope}/${ids[0]}/${ids[1]}`, value.question]),
  );
  const answered = (await records.all(Answers)).map(({ scope, ids, value }) => ({
    question: daily.get(`${scope}/${ids[0]}`),
    places: isFinal(value) ? value.picks : [],
  }));
  const played = (await records.all(QuizAnswers)).map(({ scope, ids, value }) => ({
    question: round.get(`${scope}/${ids[0]}/${ids[1]}`),
    places: [value.pick],
  }));
  return [...answered, ...played].flatMap(({ question, places }) =>
    question && places.length > 0
      ? [{ key: questionKey(question), texts: pickedTexts(question, places) }]
      : [],
  );
}
