import { availableParallelism, cpus } from 'node:os';

/** A row of the table: what was measured, what came out, what it is compared with, and the goal. */
export type Row = {
  readonly what: string;
  readonly result: string;
  readonly bare?: string;
  readonly goal?: string;
};

/** The first two lines of the table. */
export const HEAD = '| what | Cohort | beside it in the same run | goal |\n| --- | --- | --- | --- |';

/** A row as a line of Markdown. */
export function lineOf({ what, result, bare = '', goal = '' }: Row): string {
  return `| ${[what, result, bare, goal].join(' | ')} |`;
}

/** The machine in a few words: cores, processor, Node's version. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() || 'unknown processor';
  return `Measured on ${availableParallelism()} cores (${model}) with Node ${process.versions.node}; the local Discord and the bot share them.`;
}
