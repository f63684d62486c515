import type { Disk } from './disk.ts';

type Waiting = { readonly key: string; resolve(value: unknown): void; reject(reason: unknown): void };

/** Reads single keys; those asked for at the same moment are read together. */
export class Loader {
  readonly #disk: Disk;
  #waiting: Waiting[] = [];

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** The stored value, `undefined` if there is none. */
  load(key: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
      if (this.#waiting.length === 1) queueMicrotask(() => this.#read());
    });
  }

  async #read(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    const results = await this.#disk.read(waiting.map(({ key }) => key));
    for (const [i, { resolve, reject }] of waiting.entries()) {
      const result = results[i];
      if (result?.status === 'rejected') reject(result.reason);
      else resolve(result?.value);
    }
  }
}
