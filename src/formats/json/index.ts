import type { Format } from '../format.ts';
import { COMMENTED, type Dialect, STRICT } from './dialect.ts';
import { editJson } from './edit.ts';
import { locateJson } from './locate.ts';
import { readJson } from './reader.ts';
import { renderJson } from './render.ts';

/** JSON as RFC 8259 has it: no comments, no trailing commas. */
export const json: Format = formatOf(STRICT, ['.json']);

/** JSON with comments and trailing commas. */
export const jsonc: Format = formatOf(COMMENTED, ['.jsonc']);

function formatOf(dialect: Dialect, extensions: readonly string[]): Format {
  return {
    name: dialect.name,
    extensions,
    parse(raw) {
      const reading = readJson(raw.text, dialect);
      return reading.kind === 'value'
        ? { kind: 'parsed', raw, format: dialect.name, documents: [reading.value], notes: [] }
        : { kind: 'malformed', raw, format: dialect.name, faults: reading.faults };
    },
    locate(text, document, pointers) {
      return document === 0 ? locateJson(text, pointers) : new Map();
    },
    edit(text, parts) {
      const part = parts.get(0);
      return part === undefined ? { text, notes: [] } : editJson(text, part);
    },
    render(value) {
      return `${renderJson(value, { indent: '  ', lineBreak: '\n' })}\n`;
    },
  };
}
