import { writeSync } from 'node:fs';
import { openRecords } from '../../src/records/records.ts';
import { Thing } from './adapters.ts';

// A process for the tests to kill: see child-process.ts.

const [, , file, task] = process.argv;
const say = (line: string) => writeSync(1, `${line}\n`);
process.stdin.on('close', () => process.exit()).resume(); // never outlives the test

const records = await openRecords({ url: `sqlite://${file}`, clock: Date, tables: [Thing] }).catch(
  (error) => {
    say(String(error));
    process.exit(1);
  },
);
say('open');

/** Writes the same number to two rows, and says so when it is saved. */
async function write(worker: number): Promise<void> {
  for (let round = 0; ; round++) {
    const [scope, id] = [String((worker % 2) + 1), `${worker}-${round % 50}`];
    const n = await records.change(scope, async (changes) => {
      const next = ((await changes.get(Thing, id, 'left'))?.n ?? 0) + 1;
      changes.put(Thing, [id, 'left'], { n: next });
      changes.put(Thing, [id, 'right'], { n: next });
      return next;
    });
    say(`${scope} ${id} ${n}`);
  }
}

if (task === 'write') await Promise.all(Array.from({ length: 10 }, (_, worker) => write(worker)));
