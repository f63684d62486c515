import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

type Import = { readonly from: string; readonly typeOnly: boolean };

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name).split(sep).join('/'));
}

/** What a file imports: files of ours relative to the root, packages by name. */
function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\s+(type\s+)?[^;'"]*?from\s+'([^']+)'/gms)].map(
    ([, type, from]) => ({
      typeOnly: type !== undefined,
      from: from?.startsWith('.')
        ? relative(root, resolve(root, dirname(file), from))
            .split(sep)
            .join('/')
        : (from ?? ''),
    }),
  );
}

/** Values may come from what `allowed` names; types from there and from what `types` names. */
function wrongImports(file: string, allowed: RegExp, types: RegExp = allowed): readonly string[] {
  return importsOf(file)
    .filter(({ from, typeOnly }) => !allowed.test(from) && !(typeOnly && types.test(from)))
    .map(({ from }) => `${file} imports ${from}`);
}

const files = [...sources('src'), ...sources('commands')];
const PURE = 'zod|chrono-node|temporal-polyfill|cron-parser|@js-sdsl/ordered-map|ts-fsrs';
const RULES = String.raw`src/[a-z]+/rules\.ts|src/plan/(posts|effort|content)\.ts|src/schedule/[a-z-]+\.ts|src/packs/(schema|snapshot)\.ts`;

describe('imports point one way', () => {
  test('rules import rules and small pure libraries', () => {
    const rules = files.filter((file) =>
      /\/rules\.ts$|^src\/schedule\/|^src\/plan\/(posts|effort|content)\.ts$/.test(file),
    );
    expect(rules.length).toBeGreaterThan(5);
    expect(rules.flatMap((file) => wrongImports(file, new RegExp(`^(${PURE}|${RULES})$`)))).toEqual([]);
  });

  test('services import rules, services and records, and never Discord', () => {
    const allowed = new RegExp(
      `^(${PURE}|${RULES}|src/[a-z]+/service\\.ts|src/(app|user-error)\\.ts|src/records/records\\.ts|src/packs/exchange/apart\\.ts)$`,
    );
    // Files of other programs are read and taken in a thread of their own: values come from `apart` alone.
    const types = /^src\/packs\/(load|exchange\/(exchange|taking))\.ts$/;
    const services = files.filter((file) => file.endsWith('/service.ts'));
    expect(services.length).toBeGreaterThan(3);
    expect(
      services.flatMap((file) =>
        wrongImports(file, allowed, new RegExp(`${allowed.source}|${types.source}`)),
      ),
    ).toEqual([]);
  });

  test('views import how things look, and only the types of their services', () => {
    const looks = String.raw`discord\.js|${PURE}|${RULES}|src/discord/[a-z-]+\.ts|src/picture/(bars|scores|svg|timeline)\.ts|src/packs/view\.ts`;
    // A feature with much to say has several views, and one of them says what they share.
    const allowed = (file: string) => new RegExp(`^(${looks}|${dirname(file)}/([a-z]+-)?view\\.ts)$`);
    const types = /^src\/[a-z]+\/service\.ts$/;
    const views = files.filter((file) => /^src\/[a-z-]+\/([a-z]+-)?view\.ts$/.test(file));
    expect(views).toContain('src/plan/member-view.ts');
    expect(views.flatMap((file) => wrongImports(file, allowed(file), types))).toEqual([]);
  });

  test('commands never reach into the store or the jobs', () => {
    const commands = files.filter((file) => file.startsWith('commands/'));
    expect(
      commands.flatMap((file) => importsOf(file).filter(({ from }) => /^src\/(records|jobs)/.test(from))),
    ).toEqual([]);
  });

  test('only main.ts imports commands', () => {
    const others = files.filter((file) => file.startsWith('src/') && file !== 'src/main.ts');
    expect(
      others.flatMap((file) => importsOf(file).filter(({ from }) => from.startsWith('commands/'))),
    ).toEqual([]);
  });

  test('nobody reads the clock or the dice but those who are the clock and the dice', () => {
    const mayRead = new Set(['src/test-hook.ts', 'src/packs/tool.ts']);
    const readers = files.filter((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return !mayRead.has(file) && /Date\.now\(|new Date\(\)|Math\.random\(/.test(text);
    });
    expect(readers).toEqual([]);
  });
});
