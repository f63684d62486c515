import { setTimeout as wait } from 'node:timers/promises';
import { loadPacks, type Packs } from '../../../src/packs/load.ts';
import { type Message, messageOf } from '../driver/message.ts';
import type { LocalDiscord } from '../index.ts';
import type { Change } from '../world.ts';
import type { Regular, Scene } from './scene.ts';

/** How soon and how late somebody presses, in milliseconds. */
const THINKS = { from: 400, to: 6000 } as const;
const LETTER = /^[A-E]$/;
const CONFIDENCES = ['Sure', 'Not quite', 'Just guessing'] as const;

/** Members who take part in dailies and quizzes by themselves, so that podium and leaderboard look alive. */
export type Regulars = {
  /** Who takes part; nobody at first. */
  readonly playing: readonly Regular[];
  /** Lets so many take part, the better ones first or last or a mix; 0 sends all away. */
  fill(count: number, level: Level): void;
  /** The questions were saved again. */
  readAgain(): Promise<void>;
  stop(): void;
};

/** How good those are who fill the room. */
export type Level = 'mixed' | 'beginners' | 'experts';

/** What the regulars need; `pace` 0 lets them press at once, 1 like people. */
type Options = {
  readonly discord: LocalDiscord;
  readonly scene: Scene;
  readonly questions: string;
  readonly random: () => number;
  readonly pace: number;
};

/** Makes the regulars of a scene. */
export async function createRegulars(options: Options): Promise<Regulars> {
  const { discord, scene, questions, random, pace } = options;
  const { world } = discord;
  let packs: Packs | undefined;
  let playing: readonly Regular[] = [];
  /** What each has pressed already: `member:message:button`. */
  const done = new Set<string>();
  const stopping = new AbortController();

  async function readAgain(): Promise<void> {
    const read = await loadPacks(questions);
    if (read.ok) packs = read.packs;
  }

  /** The letters of the right options, found by the words of the question; none when it is not one of the packs'. */
  function rightLetters(message: Message): readonly string[] {
    const text = message.text();
    for (const pack of packs?.all() ?? []) {
      const question = pack.questions.find(({ stem }) => text.includes(stem));
      if (!question) continue;
      const right = question.options.filter(({ correct }) => correct);
      return lettersOf(message).filter((shown) =>
        right.some((option) => text.includes(`**${shown}**  ${option.text}`)),
      );
    }
    return [];
  }

  /** What somebody picks: all that is right, or as many with something wrong among them. */
  function choose(message: Message, { skill }: Regular): readonly string[] {
    const right = rightLetters(message);
    if (right.length > 0 && random() < skill) return right;
    const wrong = lettersOf(message).filter((shown) => !right.includes(shown));
    const first = wrong[Math.floor(random() * wrong.length)];
    return first ? [first, ...right.slice(1)] : [];
  }

  /** What somebody would press on a public message, one after another. */
  function wanted(message: Message, regular: Regular): readonly string[] {
    const single = message.buttons().find((label) => label === 'Join' || label.startsWith('Ready'));
    if (single) return [single];
    return lettersOf(message).length > 1 ? choose(message, regular) : [];
  }

  async function act(message: Message, regular: Regular): Promise<void> {
    const { member } = regular;
    await wait(pace * (THINKS.from + random() * (THINKS.to - THINKS.from)), undefined, {
      signal: stopping.signal,
    });
    const [first, ...more] = wanted(message, regular);
    if (!first || !playing.includes(regular)) return;
    const answer = await member.press(message, first);
    if (answer.kind !== 'message' && answer.kind !== 'update') return;
    const card = answer.message;
    if (!card.ephemeral) return;
    for (const label of more) await member.press(card, label);
    const confidence = CONFIDENCES[Math.floor(random() * CONFIDENCES.length)]!;
    if (card.hasButton(confidence)) await member.press(card, confidence);
  }

  function look(message: Message): void {
    if (message.ephemeral || message.authorId !== discord.botUser.id) return;
    for (const regular of playing) {
      const [seen] = wanted(message, regular);
      if (!seen) continue;
      const kind = LETTER.test(seen) ? 'letter' : seen.split(' ')[0];
      const key = `${regular.member.id}:${message.id}:${kind}`;
      if (done.has(key)) continue;
      done.add(key);
      // Too late, already closed, or the bot is just restarting: then this one does not take part in it.
      act(message, regular).catch(() => {});
    }
  }
  const watch = (change: Change) => {
    if (change.kind === 'message' && playing.length > 0) look(messageOf(world, change.message));
  };

  await readAgain();
  world.watchers.add(watch);
  return {
    get playing() {
      return playing;
    },
    fill(count, level) {
      const order =
        level === 'beginners'
          ? [...scene.regulars].reverse()
          : level === 'experts'
            ? scene.regulars
            : [...scene.regulars].sort((one, other) => mixed(scene, one) - mixed(scene, other));
      playing = order.slice(0, count);
      for (const room of scene.guild.rooms) for (const message of room.messages.slice(-3)) look(message);
    },
    readAgain,
    stop() {
      stopping.abort();
      world.watchers.delete(watch);
    },
  };
}

/** An order in which good and weak ones alternate. */
function mixed({ regulars }: Scene, regular: Regular): number {
  const place = regulars.indexOf(regular);
  return (place * 5) % regulars.length;
}

function lettersOf(message: Message): readonly string[] {
  return message.buttons().filter((label) => LETTER.test(label));
}
