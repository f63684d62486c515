import { hints } from '../hints.ts';
import { readPacks } from '../load.ts';
import { counted, inOrder, type Problem } from '../problem.ts';
import type { ReadPack } from '../read-pack.ts';
import type { Pack, PackQuestion } from '../schema.ts';
import { styleFindings } from '../style/check.ts';

/** A check beyond the pack itself, such as whether every view of a question fits; what it says are errors. */
export type ExtraCheck = (question: PackQuestion, pack: Pack) => readonly string[];

/** The same of what a pack brings beside its questions. */
export type ExtraPackCheck = (pack: Pack) => readonly string[];

/** What `check` found, in the order of the files, and a line for each pack that could be read. */
export type Checked = {
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly summary: readonly string[];
};

/**
 * Checks packs: schema, links between files, the extra checks, and the pack's own style. `only` names the packs, none
 * means all; `today` is a date such as `2026-11-22`. While the first two fail for any pack, the others wait.
 */
export async function check(options: {
  readonly folder: string;
  readonly only?: readonly string[];
  readonly today: string;
  readonly extra?: readonly ExtraCheck[];
  readonly extraPack?: readonly ExtraPackCheck[];
}): Promise<Checked> {
  const { folder, only, today, extra = [], extraPack = [] } = options;
  const read = await readPacks(folder, only);
  if (!read.ok) return { errors: read.problems, warnings: [], summary: [] };
  const found = read.packs.map((pack) => checkPack(pack, today, { extra, extraPack }));
  return {
    errors: inOrder(found.flatMap(({ errors }) => errors)),
    warnings: inOrder(found.flatMap(({ warnings }) => warnings)),
    summary: read.packs.map(({ pack }, index) => summaryOf(pack, found[index])),
  };
}

type Found = { readonly errors: readonly Problem[]; readonly warnings: readonly Problem[] };

function checkPack(
  { pack, questionAt, examAt }: ReadPack,
  today: string,
  {
    extra,
    extraPack,
  }: { readonly extra: readonly ExtraCheck[]; readonly extraPack: readonly ExtraPackCheck[] },
): Found {
  const about = (question: PackQuestion, words: readonly string[]) =>
    words.map((message) => ({ ...questionAt(question.id), message: `${question.id}: ${message}` }));
  const style = styleFindings(pack).map(({ question, rule, message }) =>
    question === undefined
      ? { ...examAt(['style', rule]), message }
      : { ...questionAt(question), message: `${question}: ${message}` },
  );
  const strict = pack.exam.style?.enforce === true;
  return {
    errors: [
      ...pack.questions.flatMap((question) =>
        about(
          question,
          extra.flatMap((find) => find(question, pack)),
        ),
      ),
      ...extraPack.flatMap((find) => find(pack)).map((message) => ({ ...examAt([]), message })),
      ...(strict ? style : []),
    ],
    warnings: [
      ...pack.questions.flatMap((question) => about(question, hints(question, today))),
      ...(strict ? [] : style),
    ],
  };
}

function summaryOf(pack: Pack, found: Found | undefined): string {
  const { topics, profiles } = pack.exam;
  const size = [
    counted(pack.questions.length, 'question'),
    counted(topics.length, 'topic'),
    counted(profiles.length, 'profile'),
  ];
  const problems = [
    counted(found?.errors.length ?? 0, 'error'),
    counted(found?.warnings.length ?? 0, 'warning'),
  ];
  return `${pack.id}: ${size.join(', ')}; ${problems.join(', ')}`;
}
