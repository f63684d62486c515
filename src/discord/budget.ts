import PQueue from 'p-queue';

/** What a request is for, most urgent first: closings and reveals, then new questions, then counters and tidying. */
export type Urgency = 'closing' | 'daily' | 'counter';

/** Requests a second: each class has its own room, and together they stay under Discord's 50 for one bot. */
const PER_SECOND = { all: 45, closing: 45, daily: 25, counter: 20 } as const;
const PRIORITY = { closing: 2, daily: 1, counter: 0 } as const;

/** The one budget of requests that are not answers to interactions. */
export type Budget = {
  /** Runs the request when there is room for it; resolves and rejects as it does. */
  run<T>(urgency: Urgency, request: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void>;
};

/** Makes the budget; one a process. */
export function createBudget(): Budget {
  const queue = (perSecond: number) => new PQueue({ interval: 1000, intervalCap: perSecond });
  const all = queue(PER_SECOND.all);
  const classes = {
    closing: queue(PER_SECOND.closing),
    daily: queue(PER_SECOND.daily),
    counter: queue(PER_SECOND.counter),
  };
  return {
    async run<T>(urgency: Urgency, request: () => Promise<T>): Promise<T> {
      let result: { readonly value: T } | undefined;
      await classes[urgency].add(() =>
        all.add(
          async () => {
            result = { value: await request() };
          },
          { priority: PRIORITY[urgency] },
        ),
      );
      if (!result) throw new Error('the request was dropped from the queue');
      return result.value;
    },
    async idle() {
      await Promise.all([...Object.values(classes), all].map((waiting) => waiting.onIdle()));
    },
  };
}
