import { parentPort, workerData } from 'node:worker_threads';
import { type OwnFile, takeRaw } from './taking.ts';

/** What a thread of `takeApart` runs: one file in, the questions in it out. */
const file: OwnFile = workerData;
parentPort?.postMessage(takeRaw(file));
