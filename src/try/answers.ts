import type { Services } from '../app.ts';
import { everyView } from '../every-view.ts';
import { snapshot } from '../packs/snapshot.ts';
import { firstWords } from '../packs/view.ts';
import { nextPosting } from '../schedule/rules.ts';

const LISTED_WORDS = 70;

/** Something that the clock can be moved to. */
export type Upcoming = { readonly what: string; readonly at: number };

/** What the page of the try-out asks the bot: its packs, how a question looks, and what comes next. */
export function tryOutAnswers(services: Services) {
  const { packs, guilds, exams, clock } = services;
  return {
    /** Every question, as one picks it from a list. */
    questions: () =>
      [...packs.all()].flatMap((pack) =>
        pack.questions.map((question) => {
          const shown = snapshot(pack, question, [...question.options.keys()]);
          return {
            key: `${pack.id}/${question.id}`,
            topic: shown.topicName,
            words: firstWords(shown, LISTED_WORDS),
          };
        }),
      ),
    /** Every message in which a question is shown, by name; undefined for one that is not there. */
    preview(key: string) {
      const [packId = '', id = ''] = key.split('/');
      const pack = packs.get(packId);
      const question = pack?.byId.get(id);
      return (
        pack && question && everyView(snapshot(pack, question, [...question.options.keys()]), clock.now())
      );
    },
    /** The moments that one would want to move to, soonest first. */
    upcoming(): readonly Upcoming[] {
      const now = clock.now();
      const dailies = [...guilds.present()].flatMap(([, guild]) =>
        guild.schedules.flatMap(({ timing, timeZone }) => nextPosting(timing, timeZone, now)?.at ?? []),
      );
      const examEnds = exams.nextDue();
      return [
        ...(dailies.length > 0 ? [{ what: 'the next daily', at: Math.min(...dailies) }] : []),
        ...(examEnds !== undefined && examEnds > now ? [{ what: 'the end of the exam', at: examEnds }] : []),
      ].sort((one, other) => one.at - other.at);
    },
  };
}
