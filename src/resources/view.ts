import { z } from 'zod';
import { button, menu, row, type Screen, screen } from '../discord/components.ts';
import { route } from '../discord/custom-id.ts';
import { LIMITS } from '../discord/limits.ts';
import { plain } from '../discord/text.ts';
import type { Pack, Resource } from '../packs/schema.ts';
import { resourceLine } from '../packs/view.ts';

/** Everything that can be pressed on a list of resources. */
export const presses = { topic: route('resources', 'topic', z.tuple([])) };

const KINDS: readonly { readonly kind: Resource['kind']; readonly title: string }[] = [
  { kind: 'course', title: 'Courses' },
  { kind: 'docs', title: 'To read' },
  { kind: 'practice', title: 'Where to practise' },
];

/** `/resources`: of one topic, or of the whole exam. `practise` is what the button does. */
export function resourcesScreen(
  pack: Pack,
  shown: {
    readonly topic?: { readonly id: string; readonly name: string } | undefined;
    readonly practise: string;
  },
): Screen {
  const { topic, practise } = shown;
  const all = (pack.plan?.resources ?? []).filter((resource) => resource.topic === topic?.id);
  const parts = KINDS.flatMap(({ kind, title }) => {
    const some = all.filter((resource) => resource.kind === kind);
    return some.length > 0 ? [`**${title}**\n${some.map((one) => `- ${resourceLine(one)}`).join('\n')}`] : [];
  });
  const others = pack.exam.topics.filter(({ id }) => id !== topic?.id).slice(0, LIMITS.choices);
  return screen(
    `## ${plain(topic?.name ?? pack.exam.title)}\n${topic ? 'Pages for this topic' : 'For the whole exam'}. Addresses were last opened on the day beside them.`,
    ...(parts.length > 0
      ? parts
      : ['This pack names none here. Each question links the pages it rests on, under its explanation.']),
    others.length > 0 &&
      row(
        menu(
          topic ? 'Another topic' : 'Choose a topic',
          presses.topic.id(),
          others.map(({ id, name }) => ({ label: name, value: id })),
        ),
      ),
    row(button(topic ? 'Practise this topic' : 'Practise', practise, { style: 'main' })),
  );
}
