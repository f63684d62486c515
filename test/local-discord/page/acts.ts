import { z } from 'zod';
import type { Answer } from '../driver/answer.ts';
import { type Message, messageOf } from '../driver/message.ts';
import type { Filled } from '../driver/modal-values.ts';
import type { Given } from '../driver/options.ts';
import { Room } from '../driver/room.ts';
import type { GivenFile, Value } from '../driver/values.ts';
import type { LocalDiscord, Member } from '../index.ts';
import type { Scene } from './scene.ts';
import type { Outcome } from './wire.ts';

const MOST_MODALS = 50;

const GivenValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.object({ name: z.string(), type: z.string(), base64: z.string() }),
]);
const Values = z.record(z.string(), z.union([GivenValue, z.array(GivenValue), z.null()]));

const Act = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('run'), place: z.string(), command: z.string(), given: Values }),
  z.object({
    verb: z.literal('complete'),
    place: z.string(),
    command: z.string(),
    given: Values,
    focused: z.string(),
  }),
  z.object({ verb: z.literal('press'), message: z.string(), customId: z.string() }),
  z.object({
    verb: z.literal('choose'),
    message: z.string(),
    customId: z.string(),
    values: z.array(z.string()),
  }),
  z.object({ verb: z.literal('submit'), modal: z.string(), place: z.string(), filled: Values }),
  z.object({ verb: z.literal('say'), place: z.string(), text: z.string().trim().min(1).max(2000) }),
  z.object({ verb: z.literal('dismiss'), message: z.string() }),
]);

/** What somebody does on the page. */
export type Act = z.infer<typeof Act>;

/** Does what members do on the page, by the same driver as the tests. */
export function createActs({ world }: LocalDiscord, scene: Scene) {
  const modals = new Map<string, { readonly answer: Answer; readonly member: Member }>();
  let lastModal = 0;

  function memberOf(id: unknown): Member {
    const member = scene.people.find((person) => person.id === id);
    if (!member) throw new Error('nobody by that id can be played');
    return member;
  }
  function roomOf(id: string): Room {
    const channel = world.channels.get(id);
    if (!channel) throw new Error('This channel is gone.');
    return new Room(world, channel);
  }
  function messageBy(id: string): Message {
    const open = [...world.channels.values()].flatMap(({ messages }) => messages.get(id) ?? []);
    const state = open[0] ?? world.privateMessages.get(id);
    if (!state) throw new Error('This message is gone.');
    return messageOf(world, state);
  }
  function outcome(member: Member, answer: Answer): Outcome {
    if (answer.kind === 'modal') {
      lastModal += 1;
      const key = String(lastModal);
      modals.set(key, { answer, member });
      if (modals.size > MOST_MODALS) modals.delete(modals.keys().next().value ?? '');
      const { title, components } = answer.modal;
      return { ok: true, modal: { key, title, components } };
    }
    return { ok: true, message: answer.kind === 'deferred-update' ? undefined : answer.message.id };
  }

  async function perform(member: Member, act: Act): Promise<Outcome> {
    switch (act.verb) {
      case 'run': {
        const where = { in: roomOf(act.place) };
        return outcome(member, await member.run(`/${act.command}`, given(act.given), where));
      }
      case 'complete': {
        const { command, focused, place } = act;
        const where = { in: roomOf(place) };
        return {
          ok: true,
          choices: await member.complete(`/${command}`, given(act.given), focused, where),
        };
      }
      case 'press':
        return outcome(member, await member.press(messageBy(act.message), act.customId));
      case 'choose':
        return outcome(member, await member.choose(messageBy(act.message), act.customId, act.values));
      case 'submit': {
        const modal = modals.get(act.modal);
        if (modal?.member !== member) throw new Error('This window is too old. Open it again.');
        const filled = values(act.filled) as Filled;
        const sent = await member.submit(modal.answer, filled, { in: roomOf(act.place) });
        modals.delete(act.modal);
        return outcome(member, sent);
      }
      case 'say':
        return { ok: true, message: member.say(roomOf(act.place), act.text).id };
      case 'dismiss':
        member.dismiss(messageBy(act.message));
        return { ok: true };
    }
  }

  /** Does it; what Discord's client or the bot has against it comes back in words. */
  return async (as: unknown, body: unknown): Promise<Outcome> => {
    try {
      const member = memberOf(as);
      const act = Act.safeParse(body);
      if (!act.success) throw new Error(z.prettifyError(act.error));
      return await perform(member, act.data);
    } catch (error) {
      return { ok: false, error: inWords(error) };
    }
  };
}

function values(typed: z.infer<typeof Values>): Record<string, Value | readonly Value[] | null> {
  const one = (value: z.infer<typeof GivenValue>): Value =>
    typeof value === 'object'
      ? ({
          name: value.name,
          type: value.type,
          content: Buffer.from(value.base64, 'base64'),
        } satisfies GivenFile)
      : value;
  return Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [
      name,
      value === null ? null : Array.isArray(value) ? value.map(one) : one(value),
    ]),
  );
}

function given(typed: z.infer<typeof Values>): Given {
  return values(typed) as Given;
}

/** The driver's errors name who did what; on the page that is plain to see. */
function inWords(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  if (/did not answer within|no answer came/.test(words)) return 'The application did not respond.';
  if (/was not connected/.test(words)) return 'The bot is not connected. Wait a moment and try again.';
  const text = words.split('\n')[0] ?? '';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
