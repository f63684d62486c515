import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const BROWSER = join(import.meta.dirname, 'browser');

/** What the page is made of, by address. */
export type Bundle = ReadonlyMap<string, { readonly type: string; readonly body: string }>;

/** Bundles the page; takes some tenths of a second. */
export async function bundlePage(): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [join(BROWSER, 'main.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  const script = outputFiles[0]?.text ?? '';
  const [html, style] = await Promise.all(
    ['index.html', 'style.css'].map((name) => readFile(join(BROWSER, name), 'utf8')),
  );
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: html ?? '' }],
    ['/page.js', { type: 'text/javascript; charset=utf-8', body: script }],
    ['/page.css', { type: 'text/css; charset=utf-8', body: style ?? '' }],
  ]);
}
