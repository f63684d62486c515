import { Worker } from 'node:worker_threads';
import PQueue from 'p-queue';
import type { FileTaken, OwnFile } from './taking.ts';

/** As `takeRaw`, or `too-much`: it took more time or memory than one file may. */
export type TakenApart = FileTaken | { readonly kind: 'too-much' };

/** What one file may take: a thousand ordinary questions take two seconds and less than half of the memory. */
const ONE_FILE = { ms: 20_000, megabytes: 256 } as const;

/** A plain thread knows no TypeScript, and on Node 20 `--import tsx` does not teach it any; this does, on every version. */
const BEGIN = `
  import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
    register();
    return import(${JSON.stringify(new URL('./thread.ts', import.meta.url).href)});
  });
`;

/** Files wait for one another, so that however many are sent at once they take no more than this of the machine. */
const queue = new PQueue({ concurrency: 2 });

/** Makes questions of a file in a thread of its own, so that no press waits for it, whatever somebody made that file of. */
export async function takeApart(file: OwnFile, ms: number = ONE_FILE.ms): Promise<TakenApart> {
  let taken: TakenApart | undefined;
  await queue.add(async () => {
    taken = await inThread(file, ms);
  });
  if (!taken) throw new Error('the file was dropped from the queue');
  return taken;
}

function inThread(file: OwnFile, ms: number): Promise<TakenApart> {
  const thread = new Worker(BEGIN, {
    eval: true,
    execArgv: [],
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: ONE_FILE.megabytes },
  });
  return new Promise<TakenApart>((resolve, reject) => {
    const timer = setTimeout(() => resolve({ kind: 'too-much' }), ms);
    thread.once('message', (taken: FileTaken) => resolve(taken));
    thread.once('error', (error) => {
      const isFull = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (isFull) resolve({ kind: 'too-much' });
      else reject(error);
    });
    thread.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('the thread that reads a file ended without a word'));
    });
  }).finally(() => thread.terminate());
}
