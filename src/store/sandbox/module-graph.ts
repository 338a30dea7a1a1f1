import { dirname, extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { init, parse } from 'es-module-lexer';
import { errnoOf } from '../../model/errors.ts';
import { visible } from '../../model/visible.ts';
import type { FsOps } from '../fs-ops.ts';
import { readBytes } from '../read-bytes.ts';
import { isInside } from '../shown-path.ts';
import type { ModuleSource } from './messages.ts';

/** All that a step is made of, itself first; or why it cannot be run, as a clause about the step. */
export type ModuleGraph =
  | { readonly kind: 'graph'; readonly modules: readonly ModuleSource[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Takes the types out of the text of a TypeScript file. */
export type StripTypes = (text: string, path: string) => Promise<StrippedTypes>;

export type StrippedTypes =
  | { readonly kind: 'stripped'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };

const MOST_MODULES = 200;
const MOST_BYTES = 1024 * 1024;

/** Carries a refusal out of the search; never leaves this file. */
class Refused extends Error {}

/**
 * Reads a step and all that it imports, before any of it is run. Only files in the directory of the migrations are read, links followed to where they lead,
 * and only JavaScript, TypeScript and JSON; any import but a relative one, and any import while the step runs, is refused with its place. The step stands in the directory of its kind in that of the
 * migrations.
 */
export async function readModules(fs: FsOps, stepPath: string, strip: StripTypes): Promise<ModuleGraph> {
  const modules = new Map<string, ModuleSource>();
  try {
    await init;
    const root = realPathOf(fs, dirname(dirname(stepPath)), 'it');
    const ahead = [placeIn(fs, stepPath, root, 'it')];
    for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
      const url = pathToFileURL(at).href;
      if (modules.has(url)) continue;
      if (modules.size >= MOST_MODULES) throw new Refused(`it imports more than ${MOST_MODULES} files`);
      const who = modules.size === 0 ? 'it' : `${nameOf(at, root)}, which it needs,`;
      const source = await sourceOf(fs, at, who, strip);
      const imported = importsOf(source, who, at, root, fs);
      modules.set(url, {
        url,
        source,
        imports: new Map(imported.map(({ specifier, path }) => [specifier, pathToFileURL(path).href])),
      });
      ahead.push(...imported.map(({ path }) => path));
    }
    return { kind: 'graph', modules: [...modules.values()] };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

interface Imported {
  readonly specifier: string;
  readonly path: string;
}

/** What looks like an import that is made while a step runs: a scanner may take code for a regular expression. */
const DYNAMIC = /\bimport(?:\s|\/\*[\s\S]{0,200}?\*\/|\/\/[^\n]{0,200}\n){0,20}\(/g;
/** A type in a comment, which is no code: outside of comments, texts and expressions nothing in JavaScript starts with `@`. */
const TYPE_IN_COMMENT = /(?:\/\*\*|^\s*\*)\s*@\w+\s*\{[\w<>,.\s|&]*$/;

function importsOf(source: string, who: string, path: string, root: string, fs: FsOps): readonly Imported[] {
  const imports = scanned(source, who);
  for (const { index } of source.matchAll(DYNAMIC)) {
    const line = source.slice(source.lastIndexOf('\n', index) + 1, index);
    if (TYPE_IN_COMMENT.test(line) || imports.some(({ offset }) => offset === index)) continue;
    throw new Refused(
      `${who} holds what looks like an import while it runs (${placeOf(source, index)}); write it otherwise`,
    );
  }
  return imports.map(({ specifier, offset }) => {
    const at = `(${placeOf(source, offset)})`;
    if (specifier === undefined) {
      throw new Refused(
        `${who} imports while it runs ${at}; in the sandbox every import stands at the top, with its path`,
      );
    }
    const named = `${who} imports ${shown(specifier)} ${at}`;
    if (!/^\.\.?\//.test(specifier)) {
      throw new Refused(
        `${named}; in the sandbox a step imports only files of the directory of its migrations, by relative paths`,
      );
    }
    return { specifier, path: placeIn(fs, resolved(specifier, path, named), root, named) };
  });
}

/** Every import, those that are made while it runs without a specifier. A text that cannot be scanned is refused. */
function scanned(
  source: string,
  who: string,
): readonly { readonly specifier: string | undefined; readonly offset: number }[] {
  try {
    const [imports] = parse(source);
    // -2 is `import.meta`.
    return imports
      .filter(({ d }) => d !== -2)
      .map(({ d, n, ss }) => ({ specifier: d === -1 ? n : undefined, offset: ss }));
  } catch {
    // Its errors have no code and are about the text alone: loading it would say the same at more length.
    throw new Refused(`${who} is no JavaScript that can be scanned for its imports`);
  }
}

function resolved(specifier: string, from: string, named: string): string {
  const url = new URL(specifier, pathToFileURL(from));
  if (url.search !== '' || url.hash !== '' || /%2f|%5c|%00/i.test(url.pathname)) {
    throw new Refused(`${named}, which is no path of a file`);
  }
  return fileURLToPath(url);
}

/** Where a file really is; refused where that is not below `root`. */
function placeIn(fs: FsOps, path: string, root: string, named: string): string {
  const real = realPathOf(fs, path, named);
  if (isInside(real, root)) return real;
  throw new Refused(
    `${named === 'it' ? 'it stands' : `${named}, which stands`} outside of the directory of its migrations`,
  );
}

function realPathOf(fs: FsOps, path: string, named: string): string {
  try {
    return fs.realpath(path);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    const what =
      errno === 'ENOENT' ? 'is not there; an import names its file with the extension' : `cannot be read (${errno})`;
    throw new Refused(named === 'it' ? `it cannot be loaded: ${errno}` : `${named}, which ${what}`);
  }
}

async function sourceOf(fs: FsOps, path: string, who: string, strip: StripTypes): Promise<string> {
  const found = readBytes(fs, path, MOST_BYTES);
  if (found.kind === 'too-large') throw new Refused(`${who} is larger than 1 MiB`);
  if (found.kind !== 'bytes') {
    throw new Refused(`${who} cannot be loaded: ${found.kind === 'absent' ? 'it is gone' : found.reason}`);
  }
  const text = new TextDecoder().decode(found.bytes);
  switch (extname(path)) {
    case '.js':
    case '.mjs':
      return text;
    case '.json':
      return `export default JSON.parse(${JSON.stringify(text)});`;
    case '.ts':
    case '.mts': {
      const stripped = await strip(text, path);
      if (stripped.kind === 'refused') throw new Refused(stripped.reason);
      return stripped.text;
    }
    default:
      throw new Refused(`${who} is no .js, .mjs, .ts, .mts or .json file`);
  }
}

function nameOf(path: string, root: string): string {
  return visible(path.slice(root.length + 1).replaceAll('\\', '/'));
}

function shown(specifier: string): string {
  return visible(specifier.length > 100 ? `${specifier.slice(0, 100)}…` : specifier);
}

function placeOf(source: string, offset: number): string {
  const before = source.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
