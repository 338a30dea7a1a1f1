import type { Format } from '../format.ts';
import { edit } from './edit/edit.ts';
import { locate } from './locate.ts';
import { readDocuments } from './read.ts';
import { render } from './render.ts';

/**
 * YAML 1.2 with `<<`, one document or several, as an object; `%YAML 1.1` is honoured. What a tag of another vocabulary means is not known:
 * such a scalar is a string, such a collection what its brackets say, and the tag stays.
 */
export const yaml: Format = {
  name: 'yaml',
  extensions: ['yaml', 'yml'],
  parse(raw) {
    const read = readDocuments(raw.text);
    if (read.kind === 'faults') return { kind: 'malformed', raw, format: 'yaml', faults: read.faults };
    return { kind: 'parsed', raw, format: 'yaml', documents: read.documents, notes: [] };
  },
  locate,
  edit,
  render,
};
