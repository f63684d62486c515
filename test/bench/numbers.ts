/** The value that this share (0 to 1) of the values does not exceed; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** A number with two digits that say something, thousands set apart. */
export function short(value: number): string {
  const digits = value === 0 ? 0 : Math.max(0, 1 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Milliseconds in words: the middle and what one in a hundred exceeds. */
export function spread(values: readonly number[]): string {
  return `p50 ${short(median(values))} ms, p99 ${short(quantile(values, 0.99))} ms`;
}

/** Bytes as mebibytes. */
export function mebibytes(bytes: number | undefined): string {
  return bytes === undefined ? 'unknown' : `${Math.round(bytes / 2 ** 20)} MiB`;
}
