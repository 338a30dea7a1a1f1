import { traceOrigins } from '../../../src/formats/origins.ts';
import { parseState } from '../../../src/formats/parse.ts';
import { rawFileOf } from '../../../src/formats/raw-file.ts';
import { type Rewritten, rewrite } from '../../../src/formats/rewrite.ts';
import { yaml } from '../../../src/formats/yaml/index.ts';
import type { MalformedFile, ParsedFile } from '../../../src/model/state-file.ts';
import type { Value } from '../../../src/model/value.ts';

/** A YAML text as the file that it would be on disk. */
export function read(text: string): ParsedFile | MalformedFile {
  return parseState(rawFileOf(new TextEncoder().encode(text), { kind: 'file', path: 'state.yaml' }), yaml);
}

/** The documents of a text that is known to be good. */
export function documentsOf(text: string): readonly Value[] {
  const file = read(text);
  if (file.kind === 'malformed') throw new Error(`${JSON.stringify(file.faults)}\n${text}`);
  return file.documents;
}

/** The file with its documents changed by steps, through the same line as a migration: trace, align, edit, re-parse, compare. */
export function rewritten(text: string, ...steps: readonly (((state: never) => unknown) | undefined)[]): Rewritten {
  const file = read(text);
  if (file.kind === 'malformed') throw new Error(`${JSON.stringify(file.faults)}\n${text}`);
  const changes = new Map(
    steps.flatMap((step, index) => {
      const before = file.documents[index] as Value;
      if (step === undefined) return [];
      const value = step(before as never) as Value;
      return [[index, { value, origins: traceOrigins(before, value) }] as const];
    }),
  );
  return rewrite(file, yaml, changes);
}

/** The new text alone. */
export function edited(text: string, ...steps: readonly (((state: never) => unknown) | undefined)[]): string {
  return rewritten(text, ...steps).text;
}
