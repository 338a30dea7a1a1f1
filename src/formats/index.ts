import type { FormatName } from '../model/state-file.ts';
import type { Format } from './format.ts';
import { json, jsonc } from './json/index.ts';

/** The format of that name. YAML, whose library is the larger part of a start, is loaded when it is first asked for. */
export async function loadFormat(name: FormatName): Promise<Format> {
  switch (name) {
    case 'json':
      return json;
    case 'jsonc':
      return jsonc;
    case 'yaml':
      return (await import('./yaml/index.ts')).yaml;
  }
}

const BY_EXTENSION: ReadonlyMap<string, FormatName> = new Map([
  ['json', 'json'],
  ['jsonc', 'jsonc'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
]);

/**
 * The format of a file by the last extension in its name that tells (so `state.yaml.bak` and `state.json.corrupt-2026…` are what
 * they were), else by its first character: `{` or `[` is JSON, anything else YAML.
 */
export function formatNameFor(path: string, firstText = ''): FormatName {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  for (const extension of name.split('.').slice(1).reverse()) {
    const format = BY_EXTENSION.get(extension.toLowerCase());
    if (format !== undefined) return format;
  }
  return /^\s*[[{]/.test(firstText) ? 'json' : 'yaml';
}
