import { type Batch, Change } from './change.ts';
import type { StoredValue } from './disk.ts';
import { NotSaved } from './errors.ts';
import type { Changes, Log } from './records.ts';
import { Rows } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import type { ScopeMemory } from './scope-memory.ts';
import type { Writer } from './writer.ts';

/** What a queue needs from around it. */
export type QueueOptions = {
  readonly keys: ScopeKeys;
  readonly writer: Writer;
  readonly log: Log | undefined;
  /** Makes an empty memory: at the start, and when a commit failed. */
  remember(): ScopeMemory;
  /** Told when the memory was dropped. */
  dropped(): void;
};

/** An event that waits: `run` applies it to the batch and gives what there is to tell its caller. */
type Job = { run(batch: Batch): Promise<Outcome> };

/** How an event ended; `answer` tells its caller, of the failed commit if there is one. */
type Outcome = {
  readonly change: Change;
  readonly succeeded: boolean;
  answer(failure: NotSaved | undefined): void;
};

/** The events of one scope: all that wait are applied one after another and committed together. */
export class ScopeQueue {
  readonly #options: QueueOptions;
  #memory: ScopeMemory;
  #waiting: Job[] = [];
  #running: Promise<void> | undefined;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#memory = options.remember();
  }

  /** What is committed. */
  get memory(): ScopeMemory {
    return this.#memory;
  }

  /** Resolves when nothing waits any more; `undefined` if nothing does. */
  get busy(): Promise<void> | undefined {
    return this.#running;
  }

  /** See `Records.change`. */
  change<T>(event: (changes: Changes) => Promise<T> | T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        async run(batch) {
          const change = new Change(batch);
          try {
            const result = await event(change);
            change.end(true);
            return {
              change,
              succeeded: true,
              answer: (failure) => (failure ? reject(failure) : resolve(result)),
            };
          } catch (error) {
            change.end(false);
            return { change, succeeded: false, answer: (failure) => reject(failure ?? error) };
          }
        },
      });
      this.#running ??= this.#run();
    });
  }

  async #run(): Promise<void> {
    // Those that arrive in this very moment are one batch already.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const jobs = this.#waiting;
      this.#waiting = [];
      await this.#runBatch(jobs);
    }
    this.#running = undefined;
  }

  async #runBatch(jobs: readonly Job[]): Promise<void> {
    const batch = { keys: this.#options.keys, memory: this.#memory, changed: new Rows() };
    const outcomes: Outcome[] = [];
    for (const job of jobs) outcomes.push(await job.run(batch));
    const failure = await this.#commit(batch);
    // Who has only read what is committed is not concerned by a failure.
    const concerns = ({ change }: Outcome) => failure !== undefined && change.depends;
    for (const outcome of outcomes) {
      if (outcome.succeeded && !concerns(outcome)) this.#runAfters(outcome.change);
    }
    for (const outcome of outcomes) outcome.answer(concerns(outcome) ? failure : undefined);
  }

  async #commit({ memory, changed }: Batch): Promise<NotSaved | undefined> {
    const writes: StoredValue[] = [];
    for (const { key, table, row } of changed.entries()) {
      if (row !== undefined) writes.push({ key, value: row.value });
      else if (!memory.isAbsent(table, key)) writes.push({ key, value: undefined });
    }
    if (writes.length === 0) return undefined;
    try {
      await this.#options.writer.commit(writes);
      memory.swap(changed);
      return undefined;
    } catch (error) {
      // Nobody knows whether it was saved: everything is read again.
      this.#memory = this.#options.remember();
      this.#options.dropped();
      return new NotSaved('Nothing was saved', { cause: error });
    }
  }

  #runAfters(change: Change): void {
    for (const action of change.afters) {
      try {
        action();
      } catch (error) {
        this.#options.log?.warn({ err: error }, 'What follows a commit has failed');
      }
    }
  }
}
