import { compareIds } from './ids.ts';
import type { MessageState } from './world.ts';

/** The messages of a channel, oldest first, found by id without looking at the others. */
export type MessageList = {
  readonly all: readonly MessageState[];
  get(id: string): MessageState | undefined;
  add(message: MessageState): void;
  remove(id: string): void;
  /** As Discord lists them: at most `limit`, newest first; right after `after`, or right before `before`. */
  page(query: { after?: string; before?: string; around?: string; limit: number }): readonly MessageState[];
};

/** An empty list. */
export function createMessageList(): MessageList {
  const all: MessageState[] = [];
  const byId = new Map<string, MessageState>();

  /** The index of the first message that is not older than the id. */
  function indexOf(id: string): number {
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareIds(all[middle]!.wire.id, id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    all,
    get: (id) => byId.get(id),
    add(message) {
      byId.set(message.wire.id, message);
      const last = all.at(-1);
      if (!last || compareIds(last.wire.id, message.wire.id) < 0) all.push(message);
      else all.splice(indexOf(message.wire.id), 0, message);
    },
    remove(id) {
      if (byId.delete(id)) all.splice(indexOf(id), 1);
    },
    page({ after, before, around, limit }) {
      if (around !== undefined) {
        const start = Math.max(0, indexOf(around) - (limit >> 1));
        return all.slice(start, start + limit).reverse();
      }
      if (after !== undefined) {
        const at = indexOf(after);
        const start = all[at]?.wire.id === after ? at + 1 : at;
        return all.slice(start, start + limit).reverse();
      }
      const end = before === undefined ? all.length : indexOf(before);
      return all.slice(Math.max(0, end - limit), end).reverse();
    },
  };
}
