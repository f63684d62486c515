const EVERY = 5;

/** Waits until a condition holds, and gives back what it returned; throws after `ms` milliseconds. */
export async function waitFor<T>(condition: () => T | Promise<T>, ms = 5000): Promise<NonNullable<T>> {
  const until = performance.now() + ms;
  for (;;) {
    const value = await condition();
    if (value) return value as NonNullable<T>;
    if (performance.now() > until)
      throw new Error(`did not come true within ${ms} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}
