import { parentPort, workerData } from 'node:worker_threads';
import { type RawFile, readRaw } from './file.ts';

/** What a thread of `readApart` runs: one file in, what stands in it out. */
const file: RawFile = workerData;
parentPort?.postMessage(readRaw(file));
