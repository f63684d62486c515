import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process of its own that has a store open, and what it says. */
export type Child = {
  readonly process: ChildProcess;
  /** Its next line on stdout; waits for it. */
  nextLine(): Promise<string>;
  /** The whole lines it has said beyond those asked for. Complete once the process has closed. */
  rest(): string[];
};

/** Starts `child.ts` on a file: `hold` only opens it, `write` acknowledges changes on stdout until it is killed. */
export function startChild(file: string, task: 'hold' | 'write'): Child {
  const script = fileURLToPath(new URL('./child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, file, task], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  let cut = '';
  let wake = () => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (cut + text).split('\n');
    cut = parts.pop() ?? '';
    lines.push(...parts);
    wake();
  });
  child.on('close', () => wake());
  return {
    process: child,
    async nextLine() {
      for (;;) {
        const line = lines.shift();
        if (line !== undefined) return line;
        if (child.exitCode !== null || child.signalCode !== null) throw new Error('The child has ended');
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    rest: () => lines.splice(0),
  };
}
