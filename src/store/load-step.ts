import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { errnoOf } from '../model/errors.ts';

/** The exports of a migration, or why it cannot be loaded. */
export type LoadedStep =
  | { readonly kind: 'loaded'; readonly exports: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly reason: string };

/** How Node says that it does not take TypeScript: an older one, and any one for a file below node_modules. */
const NO_TYPESCRIPT: ReadonlySet<string> = new Set([
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
]);

/** Why a step in TypeScript cannot be run, and what to do. */
export const NO_STRIPPER =
  'it is TypeScript, which this Node cannot run: use Node 22.18 or newer, or install amaro beside it (npm install --save-dev amaro)';

// Runs on Node's loader thread, so it is handed over as text. Modules that a migration imports come through here as well.
const STRIPPING_LOADER = `
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
let transform;
export async function initialize({ amaro, from }) { transform = createRequire(from)(amaro).transformSync; }
export async function load(url, context, next) {
  if (!/^file:.*\\.m?ts(?:\\?|$)/.test(url)) return next(url, context);
  const text = await readFile(new URL(url), 'utf8');
  return { format: 'module', shortCircuit: true, source: transform(text, { mode: 'strip-only' }).code };
}`;

/** Set once a process: loaders stay. */
let isStripping = false;

/**
 * Loads a migration by its absolute path: this runs code of the repository. TypeScript goes to Node itself where it strips types (22.18 and later), else
 * through `amaro`, where that is installed for the migration. A module is loaded once a process.
 */
export async function loadStep(path: string): Promise<LoadedStep> {
  const url = pathToFileURL(path).href;
  const isTypeScript = /\.m?ts$/.test(path);
  try {
    return await load(isTypeScript && isStripping ? stripped(url) : url);
  } catch (error) {
    if (isTypeScript && NO_TYPESCRIPT.has(errnoOf(error) ?? '')) return loadByAmaro(path, url);
    return failure(path, error);
  }
}

async function loadByAmaro(path: string, url: string): Promise<LoadedStep> {
  if (!isStripping) {
    const amaro = findAmaro(path);
    if (amaro === undefined) {
      return { kind: 'failed', reason: NO_STRIPPER };
    }
    register(`data:text/javascript,${encodeURIComponent(STRIPPING_LOADER)}`, {
      parentURL: url,
      data: { amaro, from: path },
    });
    isStripping = true;
  }
  try {
    return await load(stripped(url));
  } catch (error) {
    return failure(path, error);
  }
}

/** Node keeps a module that it once refused as refused; under another address it is asked anew. */
function stripped(url: string): string {
  return `${url}?stripped`;
}

async function load(url: string): Promise<LoadedStep> {
  const exports: Readonly<Record<string, unknown>> = await import(url);
  return { kind: 'loaded', exports };
}

/** Where the type stripper is that was installed for a migration; nothing of it is run. `undefined` where there is none. */
export function findAmaro(path: string): string | undefined {
  try {
    return createRequire(path).resolve('amaro');
  } catch (error) {
    if (errnoOf(error) === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** Whatever a module throws while it loads is its failure, not ours. */
function failure(path: string, error: unknown): LoadedStep {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { kind: 'failed', reason: `it cannot be loaded: ${message}${adviceOn(error, path)}` };
}

/** What to do about it, or where to look; `''` where the message says enough. */
function adviceOn(error: unknown, path: string): string {
  if (errnoOf(error) === 'ERR_MODULE_NOT_FOUND' && error instanceof Error) {
    const isBare = /^Cannot find module '[^']*[/\\][^'./\\]+'/.test(error.message);
    return isBare ? '; an import names its file with the extension' : '';
  }
  if (!(error instanceof SyntaxError)) return '';
  if (/\bexport\b|\bimport\b/.test(error.message) && /\.(?:js|ts)$/.test(path)) {
    return '; name it .mjs or .mts, or say "type": "module" in the package.json above it';
  }
  // Of TypeScript Node tells the place, in front of the stack; of JavaScript the loader does not.
  const [, line] = /^[^\n]*\.m?ts:(\d+)\n/.exec(error.stack ?? '') ?? [];
  if (line !== undefined) return ` (line ${line})`;
  return /\.m?js$/.test(path) ? '; to see where, run: node --check' : '';
}
