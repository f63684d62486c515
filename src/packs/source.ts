import { CORE_SCHEMA, load } from 'js-yaml';
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parse, parseDocument } from 'yaml';
import type { Path, Place, Problem } from './problem.ts';

/** A YAML file as read: its value, and the line of anything in it. */
export type Source = {
  readonly file: string;
  readonly value: unknown;
  /** Where a path's last step stands; where that is missing, what should hold it. */
  at(path: Path): Place;
};

export type SourceRead =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads YAML. Lines are worked out only when somebody asks, since a file without problems needs none. Refuses with every
 * syntax error and its line.
 */
export function readSource(file: string, text: string): SourceRead {
  let document: Positions | undefined;
  const positions = () => {
    document ??= positionsOf(text);
    return document;
  };
  const value = parsedOrBroken(text);
  if (value === BROKEN && positions().errors.length > 0) {
    return {
      ok: false,
      problems: positions().errors.map(({ line, message }) => ({ file, line, message })),
    };
  }
  return {
    ok: true,
    source: {
      file,
      value: value === BROKEN ? parse(text) : value,
      at: (path) => ({ file, line: positions().line(path) }),
    },
  };
}

const BROKEN = Symbol('broken');

/**
 * The value alone, by the parser that is four times as fast; what it refuses is left to the one that knows lines. The
 * core schema keeps dates as text.
 */
function parsedOrBroken(text: string): unknown {
  try {
    // An empty file is nothing, here as there.
    return load(text, { schema: CORE_SCHEMA }) ?? null;
  } catch {
    return BROKEN;
  }
}

type Positions = {
  readonly errors: readonly { readonly line: number; readonly message: string }[];
  line(path: Path): number;
};

function positionsOf(text: string): Positions {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(1, counter.linePos(offset).line);
  return {
    errors: document.errors.map(({ pos, message }) => ({
      line: lineAt(pos[0]),
      message: `this is not valid YAML: ${message}`,
    })),
    line: (path) => lineAt(offsetOf(document.contents, path)),
  };
}

function offsetOf(root: Node | null, path: Path): number {
  let node: unknown = root;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    const pair = isMap(node) ? node.items.find((item) => keyOf(item) === step) : undefined;
    const found = isSeq(node) && typeof step === 'number' ? node.items[step] : pair?.value;
    if (found === undefined && !pair) break;
    offset = startOf(pair?.key) ?? startOf(found) ?? offset;
    node = found;
  }
  return offset;
}

function keyOf({ key }: Pair<unknown, unknown>): unknown {
  return isScalar(key) ? key.value : undefined;
}

function startOf(node: unknown): number | undefined {
  if (isScalar(node) || isMap(node) || isSeq(node)) return node.range?.[0];
  return undefined;
}
