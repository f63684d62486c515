import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barsPicture } from '../../src/picture/bars.ts';
import { toPng } from '../../src/picture/png.ts';
import { scoresPicture } from '../../src/picture/scores.ts';
import { inLines, LOOK } from '../../src/picture/svg.ts';

const mark = { share: 32 / 45, percent: 71, name: 'Pass mark' };

/** Width and height as a PNG states them. */
function sizeOf(png: Buffer): readonly number[] {
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

/** The relative luminance of a colour and the contrast of two, as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const part = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(one: string, other: string): number {
  const [less = 0, more = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

describe('a picture of bars', () => {
  const shown = {
    title: 'Right on first attempts',
    mark,
    bars: [
      { name: 'ML Workflows', right: 19, of: 28, weight: 19 },
      { name: 'Model <Deployment>', right: 0, of: 0, weight: 12.4 },
    ],
  };

  test('is a PNG of its size, and says what it is in a few words', async () => {
    const picture = barsPicture(shown);
    expect(sizeOf(await toPng(picture))).toEqual([picture.width, picture.height]);
    expect(picture.alt).toBe(
      'Right on first attempts: a bar for each domain. Pass mark: 71 %. The results are in the text below.',
    );
  });

  test('has a share and a bar only where the answers are not few', () => {
    const [bar] = shown.bars;
    const drawn = (few: boolean) => barsPicture({ ...shown, bars: bar ? [{ ...bar, few }] : [] }).svg;
    expect(drawn(false)).toContain('68 % right');
    expect(drawn(false)).toContain(LOOK.fill);
    expect(drawn(true)).not.toContain('68 %');
    expect(drawn(true)).not.toContain(LOOK.fill);
    expect(drawn(true)).toContain('19 of 28');
  });

  test('can be drawn and told for any names and numbers', async () => {
    const bar = fc.record({
      name: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
      right: fc.nat(999),
      of: fc.nat(999),
      weight: fc.double({ min: 0, max: 100, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(bar, { maxLength: 12 }), async (bars) => {
        const picture = barsPicture({ ...shown, bars });
        expect(picture.alt.length).toBeLessThanOrEqual(1024);
        expect(sizeOf(await toPng(picture))[0]).toBe(LOOK.width);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a picture of scores', () => {
  const score = (right: number) => ({ right, of: 45, date: '12 Nov' });

  test.each([[[]], [[45]], [[0, 45]], [Array.from({ length: 40 }, (_, index) => index)]])(
    'is drawn for %j right of 45',
    async (rights) => {
      const picture = scoresPicture({ title: 'Mock exams', scores: rights.map(score), mark });
      expect(sizeOf(await toPng(picture))).toEqual([picture.width, picture.height]);
      expect(picture.svg).not.toMatch(/NaN|Infinity/);
    },
  );

  test('says what it is in a few words', () => {
    const picture = scoresPicture({ title: 'Mock exams', scores: [24, 36].map(score), mark });
    expect(picture.alt).toBe(
      'Mock exams: a line from the first to the latest. Pass mark: 71 %. The results are in the text below.',
    );
  });
});

test('a long name stands in two lines at most', () => {
  expect(inLines('ML Workflows', 30, 400)).toEqual(['ML Workflows']);
  const lines = inLines('Everything there is to know about the deployment of models, and more', 30, 400);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/…$/);
});

test.each(['text', 'quiet', 'mark', 'fill'] as const)('%s can be read on the panel', (colour) => {
  expect(contrast(LOOK[colour], LOOK.panel)).toBeGreaterThanOrEqual(4.5);
});
