import { existsSync } from 'node:fs';
import { openRecords } from '../../records/records.ts';
import { tables } from '../../tables.ts';
import { ENOUGH, type QuestionUsage, reasonsToRewrite, urgency } from '../../usage/rules.ts';
import { readUsage } from '../../usage/service.ts';
import { counted } from '../problem.ts';
import type { Pack } from '../schema.ts';
import { questionKey } from '../snapshot.ts';
import { inPercent } from '../style/measures.ts';

const FIRST = 20;

/**
 * What a store's answers say of a pack's questions, as lines of text: how many, how hard, which to rewrite first. No names and no
 * ids of people. The store must not be in use: a copy of the file will do. Throws an Error in words when it cannot be opened.
 */
export async function usageLines(url: string, packs: readonly Pack[]): Promise<readonly string[]> {
  const file = url.replace(/^sqlite:\/\//, '');
  // Opening would make an empty one, and say that nobody has ever answered.
  if (file !== url && !existsSync(file)) throw new Error(`there is no store ${file}`);
  const records = await openRecords({ url, clock: Date, tables });
  try {
    const lines: string[] = [];
    for (const pack of packs) lines.push(...linesOf(pack, await readUsage(records, pack)));
    return lines;
  } finally {
    await records.close();
  }
}

type Row = { readonly id: string; readonly usage: QuestionUsage };

function linesOf(pack: Pack, usage: ReadonlyMap<string, QuestionUsage>): readonly string[] {
  const rows = pack.questions.flatMap(({ id }) => {
    const found = usage.get(questionKey({ pack: pack.id, id }));
    return found ? [{ id, usage: found }] : [];
  });
  const asked = rows.filter((row) => row.usage.answers > 0);
  const answers = asked.reduce((sum, row) => sum + row.usage.answers, 0);
  const right = asked.reduce((sum, row) => sum + row.usage.answers * row.usage.rightShare, 0);
  const doubtful = rows
    .map((row) => ({ ...row, reasons: reasonsToRewrite(row.usage) }))
    .filter(({ reasons }) => reasons.length > 0)
    .sort((one, other) => urgency(other.usage) - urgency(one.usage));
  return [
    `${pack.id}: ${counted(answers, 'first answer')} to ${asked.length} of ${counted(rows.length, 'question')}${answers > 0 ? `, ${inPercent((right / answers) * 100)} right` : ''}`,
    '',
    `To look at first (discrimination and options from ${ENOUGH} answers on)`,
    ...(doubtful.length === 0 ? ['  nothing yet'] : doubtful.slice(0, FIRST).map(line)),
    ...(doubtful.length > FIRST ? [`  and ${doubtful.length - FIRST} more`] : []),
    '',
    ...(asked.length === 0 ? [] : tableOf(asked)),
  ];
}

const ID = 40;

/** Every question that was answered, the hardest first. */
function tableOf(asked: readonly Row[]): readonly string[] {
  const rows = asked.toSorted((one, other) => one.usage.rightShare - other.usage.rightShare);
  return [
    'All that were answered, hardest first',
    `  ${'question'.padEnd(ID)}  answers   right  discrimination`,
    ...rows.map(({ id, usage: { answers, rightShare, discrimination } }) =>
      [
        `  ${id.padEnd(ID)}`,
        answers.toLocaleString('en-US').padStart(7),
        inPercent(rightShare * 100).padStart(6),
        (discrimination?.toFixed(2) ?? '-').padStart(14),
      ].join('  '),
    ),
    '',
  ];
}

function line({ id, usage, reasons }: Row & { readonly reasons: readonly string[] }): string {
  const { answers, rightShare, discrimination } = usage;
  const numbers = [
    counted(answers, 'answer'),
    ...(answers > 0 ? [`${inPercent(rightShare * 100)} right`] : []),
    ...(discrimination === undefined ? [] : [`discrimination ${discrimination.toFixed(2)}`]),
  ];
  return `  ${id}: ${numbers.join(', ')}: ${reasons.join('; ')}`;
}
