import { z } from 'zod';
import { button, line, row, type Screen, screen } from '../discord/components.ts';
import { carried, route } from '../discord/custom-id.ts';
import { count, listed, plain } from '../discord/text.ts';
import { markPercent } from '../packs/rules.ts';
import type { Pack, Profile } from '../packs/schema.ts';
import { factLine } from '../packs/view.ts';

/** What `/exam-info` is about: its form, what changed, the usual mistakes, the day itself. */
export const Part = z.enum(['facts', 'changes', 'mistakes', 'day']);
export type Part = z.infer<typeof Part>;

/** Everything that can be pressed on it: a part, a profile, a page of the mistakes. */
export const presses = { show: route('exam-info', 'show', z.tuple([Part, carried.word, carried.page])) };

const MISTAKES_A_PAGE = 6;
const LABELS: Readonly<Record<Part, string>> = {
  facts: 'The exam',
  changes: 'What changed',
  mistakes: 'Usual mistakes',
  day: 'On the day',
};

/** `/exam-info`: one part of what there is to know. */
export function infoScreen(
  pack: Pack,
  shown: { readonly profile: Profile; readonly part: Part; readonly page: number },
): Screen {
  const { profile, part, page } = shown;
  const pages = pagesOf(pack);
  const at = Math.min(page, pages - 1);
  const to = (next: Part, place = 0, of = profile) => presses.show.id(next, of.id, place);
  const parts = Part.options.filter((option) => has(pack, option));
  const others = pack.exam.profiles.filter(({ id }) => id !== profile.id);
  return screen(
    `## ${part === 'facts' ? plain(pack.exam.title) : LABELS[part]}\n${profile.name}`,
    ...bodyOf(pack, { profile, part, page: at }),
    line,
    row(
      ...parts.filter((option) => option !== part).map((option) => button(LABELS[option], to(option))),
      part === 'mistakes' && at > 0 && button('Earlier', to('mistakes', at - 1)),
      part === 'mistakes' && at < pages - 1 && button('Later', to('mistakes', at + 1)),
    ),
    part === 'facts' &&
      others.length > 0 &&
      row(...others.slice(0, 5).map((one) => button(one.name, to('facts', 0, one)))),
  );
}

/** How many pages the usual mistakes take. */
export function pagesOf({ plan }: Pack): number {
  return Math.max(1, Math.ceil((plan?.mistakes.length ?? 0) / MISTAKES_A_PAGE));
}

/** Whether a pack has anything for a part. */
function has({ plan }: Pack, part: Part): boolean {
  if (part === 'facts') return true;
  if (part === 'changes') return (plan?.changes.length ?? 0) > 0;
  return plan !== undefined && (part === 'mistakes' ? plan.mistakes : plan.advice).length > 0;
}

function bodyOf(
  pack: Pack,
  { profile, part, page }: { readonly profile: Profile; readonly part: Part; readonly page: number },
): readonly (string | undefined)[] {
  const { plan } = pack;
  if (part === 'facts') {
    return [
      formText(profile),
      `**What it asks**\n${profile.domains.map((domain) => `- ${domain.name}: ${domain.weight} %, ${count(domain.count, 'question')}`).join('\n')}`,
      plan && plan.facts.length > 0
        ? `**How it is taken**\n${plan.facts.map(({ text }) => `- ${text}`).join('\n')}\n-# ${sources(plan.facts)}`
        : undefined,
    ];
  }
  if (part === 'changes') return [(plan?.changes ?? []).map((text) => `- ${text}`).join('\n')];
  if (part === 'mistakes') {
    const some = (plan?.mistakes ?? []).slice(page * MISTAKES_A_PAGE, (page + 1) * MISTAKES_A_PAGE);
    const nameOf = (topic: string) => pack.exam.topics.find(({ id }) => id === topic)?.name ?? topic;
    return [some.map(({ topic, text }) => `**${plain(nameOf(topic))}**\n${text}`).join('\n\n')];
  }
  const about = (which: 'time' | 'energy') =>
    (plan?.advice ?? []).filter((one) => one.about === which).map(({ text }) => `- ${text}`);
  const [time, energy] = [about('time'), about('energy')];
  return [
    time.length > 0 ? `**Your time**\n${time.join('\n')}` : undefined,
    energy.length > 0 ? `**Your energy**\n${energy.join('\n')}` : undefined,
  ];
}

function formText(profile: Profile): string {
  const { questions, minutes, pass } = profile;
  const share = markPercent(profile);
  const each = (minutes / questions).toFixed(1).replace(/\.0$/, '');
  const mark = pass.published
    ? `${pass.right} right to pass, ${share} %.`
    : `No pass mark is published; here ${pass.right} right count as passed, ${share} %.`;
  return `${count(questions, 'question')} in ${count(minutes, 'minute')}, about ${each} minutes each. ${mark}`;
}

/** Where the facts were read: each address once. */
function sources(facts: NonNullable<Pack['plan']>['facts']): string {
  const seen = new Map(facts.map((fact) => [`${fact.url} ${fact.checked}`, fact]));
  return listed([...seen.values()].map((fact) => factLine({ ...fact, text: 'Read there' })));
}
