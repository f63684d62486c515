import type { Disk } from './disk.ts';

type Waiting = { readonly key: string; resolve(value: unknown): void; reject(reason: unknown): void };

/** Reads single keys: one read at a time, and what was asked for meanwhile together in the next. */
export class Loader {
  readonly #disk: Disk;
  #waiting: Waiting[] = [];
  #running = false;

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** The stored value, `undefined` if there is none. */
  load(key: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Those asked for in this very moment are one read already.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      await this.#read(waiting);
    }
    this.#running = false;
  }

  async #read(waiting: readonly Waiting[]): Promise<void> {
    const results = await this.#disk.read(waiting.map(({ key }) => key));
    for (const [i, { resolve, reject }] of waiting.entries()) {
      const result = results[i];
      if (result?.status === 'rejected') reject(result.reason);
      else resolve(result?.value);
    }
  }
}
