import { seededRandom } from '../../src/random.ts';
import { estimate, inTenths, isTelling } from '../../src/readiness/rules.ts';
import { type Life, live, MARK, MODELS, QUESTIONS, SECTIONS } from './learners.ts';
import type { Row } from './table.ts';

/** Learners of the seed on which the model's constants were chosen are not those it is measured on. */
export const SEED = { chosenOn: 1, measuredOn: 20_261 } as const;
const LEARNERS = 6000;

/** A forecast and what came of it. */
export type Forecast = { readonly chance: number; readonly passed: boolean };

/** The expected calibration error over ten bands: the distance of chance and share, weighed by size (Naeini et al. 2015). */
export function calibrationError(forecasts: readonly Forecast[]): number {
  return bandsOf(forecasts).reduce(
    (sum, { size, chance, share }) => sum + (size / forecasts.length) * Math.abs(chance - share),
    0,
  );
}

/** The mean squared distance of chance and outcome (Brier 1950). */
export function brier(forecasts: readonly Forecast[]): number {
  const sum = forecasts.reduce((total, { chance, passed }) => total + (chance - (passed ? 1 : 0)) ** 2, 0);
  return sum / forecasts.length;
}

type Band = {
  readonly tenths: number;
  readonly size: number;
  readonly chance: number;
  readonly share: number;
};

function bandsOf(forecasts: readonly Forecast[]): readonly Band[] {
  return Array.from({ length: 11 }, (_, tenths) => {
    const inBand = forecasts.filter(({ chance }) => Math.round(chance * 10) === tenths);
    const size = inBand.length;
    return {
      tenths,
      size,
      chance: inBand.reduce((sum, { chance }) => sum + chance, 0) / size,
      share: inBand.filter(({ passed }) => passed).length / size,
    };
  }).filter(({ size }) => size > 0);
}

/** Everything measured on so many learners of a seed. */
export function measure(seed: number, learners = LEARNERS) {
  const random = seededRandom(seed);
  const told = Array.from({ length: learners }, () => live(random)).flatMap((life) => {
    const made = estimate(SECTIONS, life.evidence, { mark: MARK, now: life.now });
    return isTelling(made, QUESTIONS) ? [{ life, made }] : [];
  });
  const passed = ({ real }: Life) => real >= MARK;
  const given = told.map(({ life, made }) => ({ chance: inTenths(made.chance) / 10, passed: passed(life) }));
  const exact = told.map(({ life, made }) => ({ chance: made.chance, passed: passed(life) }));
  const withMocks = told.filter(({ life }) => life.mocks.length > 0);
  const withThree = told.filter(({ life }) => life.mocks.length >= 3);
  const ours = (some: typeof told) =>
    brier(some.map(({ life, made }) => ({ chance: inTenths(made.chance) / 10, passed: passed(life) })));
  const rule = (some: typeof told, last: number, toChance: (score: number) => number) =>
    brier(
      some.map(({ life }) => {
        const scores = life.mocks.slice(-last);
        const score = scores.reduce((sum, one) => sum + one, 0) / scores.length;
        return { chance: toChance(score), passed: passed(life) };
      }),
    );
  const inRange = told.filter(({ life, made }) => life.real >= made.low && life.real <= made.high).length;
  return {
    learners,
    told: told.length,
    passedShare: told.filter(({ life }) => passed(life)).length / told.length,
    bands: bandsOf(given),
    error: calibrationError(given),
    exactError: calibrationError(exact),
    covered: inRange / told.length,
    groups: [
      ...MODELS.map((model) => ({ who: model, isIn: (life: Life) => life.model === model })),
      { who: 'fewer than 60 answers', isIn: (life: Life) => life.evidence.length < 60 },
      { who: 'no mock exam', isIn: (life: Life) => life.mocks.length === 0 },
      { who: 'a real exam like ours', isIn: (life: Life) => !life.harder },
      { who: 'a harder real exam', isIn: (life: Life) => life.harder },
    ].map(({ who, isIn }) => {
      const some = told.filter(({ life }) => isIn(life));
      const forecasts = some.map(({ life, made }) => ({
        chance: inTenths(made.chance) / 10,
        passed: passed(life),
      }));
      return {
        who,
        told: some.length,
        error: calibrationError(forecasts),
        bias: some.reduce((sum, { life, made }) => sum + made.mean - life.real, 0) / some.length,
      };
    }),
    last: {
      of: withMocks.length,
      ours: ours(withMocks),
      yesNo: rule(withMocks, 1, yesNo),
      chance: rule(withMocks, 1, binomialChance),
    },
    three: {
      of: withThree.length,
      ours: ours(withThree),
      yesNo: rule(withThree, 3, yesNo),
      chance: rule(withThree, 3, binomialChance),
    },
  };
}

/** The rule as people use it: passed if the score reaches the mark. */
const yesNo = (score: number) => (score >= MARK ? 1 : 0);

/** The rule at its kindest: the chance of reaching the mark if each question is right with the score's share. */
function binomialChance(score: number): number {
  const share = Math.min(0.999, Math.max(0.001, score / QUESTIONS));
  let term = (1 - share) ** QUESTIONS;
  let below = 0;
  for (let right = 0; right < MARK; right++) {
    below += term;
    term *= ((QUESTIONS - right) / (right + 1)) * (share / (1 - share));
  }
  return 1 - below;
}

/** How often the chance of passing is right, band by band, and beside the two rules that people use. */
export async function readiness(): Promise<readonly Row[]> {
  const found = measure(SEED.measuredOn);
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const beside = ({ yesNo: plainly, chance }: { yesNo: number; chance: number }) =>
    `${plainly.toFixed(3)} as yes or no, ${chance.toFixed(3)} as a chance`;
  return [
    ...found.bands.map(({ tenths, size, chance, share }) => ({
      what: `Readiness said as ${tenths} in 10`,
      result: `${percent(share)} of ${size} simulated learners passed`,
      bare: `said: ${percent(chance)}`,
    })),
    {
      what: `Calibration error over ${found.told} of ${found.learners} learners who were told a chance`,
      result: `${found.error.toFixed(3)} as said in tenths, ${found.exactError.toFixed(3)} before rounding`,
      goal: 'at most 0.05',
    },
    {
      what: 'Real scores within the 80 % range',
      result: percent(found.covered),
      goal: 'near 80 %',
    },
    ...found.groups.map(({ who, told, error, bias }) => ({
      what: `Of these, ${who} (${told})`,
      result: `calibration error ${error.toFixed(3)}, expected score off by ${bias.toFixed(1)} marks`,
    })),
    {
      what: `Brier score, beside the last mock exam's score (${found.last.of} learners)`,
      result: found.last.ours.toFixed(3),
      bare: beside(found.last),
      goal: 'lower than beside it',
    },
    {
      what: `Brier score, beside the mean of the last three (${found.three.of} learners)`,
      result: found.three.ours.toFixed(3),
      bare: beside(found.three),
      goal: 'lower than beside it',
    },
  ];
}
