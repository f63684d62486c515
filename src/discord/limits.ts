/** Limits of Discord that the bot's own texts must keep, in UTF-16 units where they count characters. Named once, used everywhere. */
export const LIMITS = {
  customId: 100,
  buttonLabel: 34,
  buttonsInRow: 5,
  content: 2000,
  embedTitle: 256,
  embedDescription: 4096,
  embedFooter: 2048,
  textDisplay: 4000,
  components: 40,
  choices: 25,
  choiceName: 100,
  threadName: 100,
  eventName: 100,
  eventDescription: 1000,
  eventLocation: 100,
  nonce: 25,
  name: 32,
  messagesPage: 100,
  membersAtOnce: 100,
} as const;

/** Cuts text to `most` UTF-16 units, ending in an ellipsis and never inside a surrogate pair. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept.trimEnd()}…`;
}
