import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { TestProject } from 'vitest/node';

const ROOT = resolve(import.meta.dirname, '..');

/** In a bundle a source file is still where it was, so that what it opens beside itself is found. */
const whereItWas: Plugin = {
  name: 'where-it-was',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](src|commands)[\\/].*\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
    }));
  },
};

/**
 * Puts the bot's own sources into one file, packages left as they are, and says where that is in `COHORT_BUNDLE`: hundreds of
 * tests start the bot as a process, and more than half of each start would be the translation of its sources.
 */
async function bundle(): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'src/main.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
    plugins: [whereItWas],
  });
  const { text } = outputFiles[0]!;
  // Within the project, so that its packages are found from there; by content, so that no run changes another's.
  const folder = join(ROOT, 'node_modules/.cache/cohort');
  const file = join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.mjs`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
  process.env.COHORT_BUNDLE = file;
}

/** Runs before all tests, and again before a watched run. */
export async function setup(project: TestProject): Promise<void> {
  await bundle();
  project.onTestsRerun(bundle);
}
