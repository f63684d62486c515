import type { Member, Message } from '../local-discord/index.ts';
import { type Bare, openBare } from './bare.ts';
import { openCohort } from './cohort.ts';
import { median, short, spread } from './numbers.ts';
import type { Row } from './table.ts';

const WARM_UP = 10;
const BLOCKS = 30;
const PRESSES_A_BLOCK = 50;

/** Milliseconds until each press was answered: Cohort's two, and what the bare bot does on the same message. */
type Times = Readonly<Record<'pick' | 'next' | 'text' | 'saved' | 'card', number[]>>;

const noTimes = (): Times => ({ pick: [], next: [], text: [], saved: [], card: [] });

/** How long one press in a mock exam takes, on disk before it is answered, beside a bot that only replies. */
export async function exam(): Promise<readonly Row[]> {
  const cohort = await openCohort({ guilds: 1 });
  const { guild, room } = cohort.places[0]!;
  const member = guild.addMember('Ana');
  await (await member.run('/exam start', {}, { in: room })).filledIn();
  const question = member.direct.last;
  const card = question.raw.components ?? [];
  const bare = await openBare(cohort, question, { card });
  const other = bare.places[0]!.guild.addMember('Ana');
  try {
    const times = noTimes();
    for (let block = -WARM_UP; block < BLOCKS; block++) {
      const kept = block < 0 ? noTimes() : times;
      // Block by block in turn, so that what the machine does meanwhile hits both.
      await pressCohort(member, question, kept);
      await pressBare(bare, other, kept);
    }
    return [row('a letter', times.pick, times), row('the next question', times.next, times)];
  } finally {
    await bare.close();
    await cohort.close();
  }
}

/** Through the exam and back again, a letter and a turn at a time. */
async function pressCohort(member: Member, shown: Message, times: Times): Promise<void> {
  for (let count = 0; count < PRESSES_A_BLOCK; count++) {
    const letter = shown.buttons().find((label) => /^[A-E]$/.test(label)) ?? 'A';
    times.pick.push((await member.press(shown, letter)).ms);
    const forward = !shown.text().startsWith('## Question 45 ');
    if (forward) times.next.push((await member.press(shown, 'Next')).ms);
    else await member.pressRaw(shown, shown.button('Back').customId!.replace(/\d+$/, '1'));
  }
}

async function pressBare({ places }: Bare, member: Member, times: Times): Promise<void> {
  const shown = places[0]!.room.last;
  for (let count = 0; count < PRESSES_A_BLOCK; count++) {
    times.text.push((await member.pressRaw(shown, 'text')).ms);
    times.saved.push((await member.pressRaw(shown, 'saved')).ms);
    times.card.push((await member.pressRaw(shown, 'card')).ms);
  }
}

function row(which: string, own: readonly number[], { text, saved, card }: Times): Row {
  const beside = {
    'with a text': text,
    'with a text after one commit': saved,
    'with the same card and no commit': card,
  };
  return {
    what: `One press of a mock exam, ${which}: from the event until its acknowledgement, on disk by then`,
    result: spread(own),
    bare: Object.entries(beside)
      .map(
        ([words, times]) =>
          `bare bot ${words}: ${spread(times)} (p50 × ${short(median(own) / median(times))})`,
      )
      .join('; '),
    goal: 'p50 at most × 1.5 of the text',
  };
}
