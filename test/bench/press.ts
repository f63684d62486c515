import type { Message } from '../local-discord/index.ts';
import { type Bare, type Cards, openBare } from './bare.ts';
import { type Cohort, openCohort } from './cohort.ts';
import { median, short, spread } from './numbers.ts';
import { DUE } from './store.ts';
import type { Row } from './table.ts';

const WARM_UP = 15;
const BLOCKS = 30;
const MEMBERS_A_BLOCK = 50;

/** The presses that are timed: Cohort's two, and what the bare bot does on the same two messages. */
type Kind =
  | 'pick'
  | 'confirm'
  | 'pickText'
  | 'pickSaved'
  | 'pickCard'
  | 'confirmText'
  | 'confirmSaved'
  | 'confirmCard';

/** Milliseconds until each press was answered, by kind. */
type Times = Readonly<Record<Kind, number[]>>;

/** How long one press takes that is committed before it is answered, one at a time, beside a bot that only replies. */
export async function press(): Promise<readonly Row[]> {
  const cohort = await openCohort({ guilds: 1 });
  await cohort.bot.moveTo(DUE);
  const daily = cohort.places[0]!.room.last;
  const bare = await openBare(cohort, daily, await cardsOf(cohort, daily));
  try {
    const times = noTimes();
    for (let block = -WARM_UP; block < BLOCKS; block++) {
      const kept = block < 0 ? noTimes() : times;
      // Block by block in turn, so that what the machine does meanwhile hits both.
      await pressCohort(cohort, daily, kept);
      await pressBare(bare, kept);
    }
    return [
      row('the pick', times.pick, [times.pickText, times.pickSaved, times.pickCard]),
      row('the press that makes it final', times.confirm, [
        times.confirmText,
        times.confirmSaved,
        times.confirmCard,
      ]),
    ];
  } finally {
    await bare.close();
    await cohort.close();
  }
}

function noTimes(): Times {
  const none = (): number[] => [];
  return {
    pick: none(),
    confirm: none(),
    pickText: none(),
    pickSaved: none(),
    pickCard: none(),
    confirmText: none(),
    confirmSaved: none(),
    confirmCard: none(),
  };
}

function row(which: string, own: readonly number[], bare: readonly (readonly number[])[]): Row {
  const words = ['bare bot with a text', 'with a text after one commit', 'with the same card and no commit'];
  return {
    what: `One press at a time, ${which}: from the event until its acknowledgement, on disk by then`,
    result: spread(own),
    bare: bare
      .map(
        (times, index) => `${words[index]}: ${spread(times)} (p50 × ${short(median(own) / median(times))})`,
      )
      .join('; '),
    goal: 'p50 at most × 1.5 of the text',
  };
}

/** The two private cards as Cohort sends them, taken from its requests. */
async function cardsOf({ discord, places }: Cohort, daily: Message): Promise<Cards> {
  const scout = places[0]!.guild.addMember('Scout');
  const picked = await scout.press(daily, 'A');
  await scout.press(picked.message, 'Sure');
  const [first, second] = discord.requests
    .filter(({ route }) => route.endsWith('/callback'))
    .map(({ body }) => (body as { data: { components: unknown[] } }).data.components);
  return { pick: first!, confirm: second! };
}

async function pressCohort({ places }: Cohort, daily: Message, times: Times): Promise<void> {
  for (let count = 0; count < MEMBERS_A_BLOCK; count++) {
    const member = places[0]!.guild.addMember('Ana');
    const picked = await member.press(daily, 'A');
    const receipt = await member.press(picked.message, 'Sure');
    times.pick.push(picked.ms);
    times.confirm.push(receipt.ms);
  }
}

async function pressBare({ places }: Bare, times: Times): Promise<void> {
  const { guild, room } = places[0]!;
  const shown = room.last;
  for (let count = 0; count < MEMBERS_A_BLOCK; count++) {
    const member = guild.addMember('Ana');
    times.pickText.push((await member.pressRaw(shown, 'text')).ms);
    times.pickSaved.push((await member.pressRaw(shown, 'saved')).ms);
    const card = await member.pressRaw(shown, 'pick');
    times.pickCard.push(card.ms);
    times.confirmText.push((await member.pressRaw(card.message, 'text')).ms);
    times.confirmSaved.push((await member.pressRaw(card.message, 'saved')).ms);
    times.confirmCard.push((await member.pressRaw(card.message, 'confirm')).ms);
  }
}
