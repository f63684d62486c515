import type { PublicMessage, Screen } from './components.ts';
import { LIMITS } from './limits.ts';

/** What does not fit Discord's room in a message, in words; empty when all of it fits. Counts UTF-16 units, as the strictest do. */
export function roomProblems(message: Screen | PublicMessage): readonly string[] {
  const counted = count(message.components);
  const problems = [over('components', counted.components, LIMITS.components)];
  if ('flags' in message) problems.push(over('characters of text', counted.text, LIMITS.textDisplay));
  else {
    const [embed] = message.embeds;
    problems.push(
      over('characters of content', message.content.length, LIMITS.content),
      over('characters in the embed', embed?.description?.length ?? 0, LIMITS.embedDescription),
    );
  }
  return problems.filter((problem) => problem !== undefined);
}

function over(what: string, amount: number, most: number): string | undefined {
  return amount > most ? `${amount} ${what}; at most ${most} fit` : undefined;
}

/** Components and characters of text, nested ones included. */
function count(part: unknown): { readonly components: number; readonly text: number } {
  if (Array.isArray(part)) {
    const counts = part.map(count);
    return {
      components: counts.reduce((sum, one) => sum + one.components, 0),
      text: counts.reduce((sum, one) => sum + one.text, 0),
    };
  }
  if (typeof part !== 'object' || part === null) return { components: 0, text: 0 };
  const inside = count('components' in part ? part.components : undefined);
  const text = 'content' in part && typeof part.content === 'string' ? part.content.length : 0;
  return { components: inside.components + 1, text: inside.text + text };
}
