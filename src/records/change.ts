import type { z } from 'zod';
import { unfit } from './errors.ts';
import { rangeOf } from './keys.ts';
import type { Changes, Row, Table } from './records.ts';
import { parseRow, present, Rows } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import type { ScopeMemory } from './scope-memory.ts';
import { mergeSorted } from './sorted-chunks.ts';

/** What the events of one batch share: what is committed, and over it what those before have changed. */
export type Batch = { readonly keys: ScopeKeys; readonly memory: ScopeMemory; readonly changed: Rows };

/** One event's view of its scope, and its own changes until they join the batch's. */
export class Change implements Changes {
  readonly #batch: Batch;
  readonly #own = new Rows();
  readonly #afters: (() => void)[] = [];
  #over = false;
  #depends = false;

  constructor(batch: Batch) {
    this.#batch = batch;
  }

  get scope(): string {
    return this.#batch.keys.scope;
  }

  /** Whether its outcome rests on rows that are not on disk yet: its own, or those of an event before it that it has read. */
  get depends(): boolean {
    return this.#depends;
  }

  get afters(): readonly (() => void)[] {
    return this.#afters;
  }

  async get<S extends z.ZodType>(table: Table<S>, ...ids: string[]): Promise<z.output<S> | undefined> {
    const key = this.#key(table, ids);
    const own = this.#own.peek(table)?.find(key);
    if (own !== undefined) return own.value?.value;
    const changed = this.#batch.changed.peek(table)?.find(key);
    if (changed === undefined) return (await this.#batch.memory.get(table, key))?.value;
    this.#depends = true;
    return changed.value?.value;
  }

  async list<S extends z.ZodType>(
    table: Table<S>,
    ...idPrefix: string[]
  ): Promise<readonly Row<z.output<S>>[]> {
    const prefix = this.#key(table, idPrefix);
    const committed = await this.#batch.memory.list(table, prefix);
    const range = rangeOf(prefix);
    const changed = this.#batch.changed.peek(table)?.range(range) ?? [];
    if (changed.length > 0) this.#depends = true;
    const own = this.#own.peek(table)?.range(range) ?? [];
    return present(mergeSorted(mergeSorted(committed, changed), own));
  }

  put<S extends z.ZodType>(table: Table<S>, ids: readonly string[], value: z.input<S>): void {
    const key = this.#key(table, ids);
    this.#own.of(table).set(key, parseRow(table, { key, value }, unfit));
    this.#depends = true;
  }

  remove<S extends z.ZodType>(table: Table<S>, ids: readonly string[]): void {
    this.#own.of(table).set(this.#key(table, ids), undefined);
    this.#depends = true;
  }

  after(action: () => void): void {
    this.#check();
    this.#afters.push(action);
  }

  /** The event has ended: its changes join the batch's, if it succeeded, and nothing can be added any more. */
  end(succeeded: boolean): void {
    this.#over = true;
    if (succeeded) this.#batch.changed.assign(this.#own);
  }

  #key(table: Table<z.ZodType>, ids: readonly string[]): string {
    this.#check();
    return this.#batch.keys.of(table, ids);
  }

  #check(): void {
    if (this.#over) throw new Error('This change is over: something in its event was not awaited');
  }
}
