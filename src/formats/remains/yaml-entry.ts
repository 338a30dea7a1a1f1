import type { Value } from '../../model/value.ts';
import { readQuickly } from '../yaml/quick.ts';
import { readDocuments } from '../yaml/read.ts';

/** An entry given to the library costs as much as that many characters more. */
const COST_OF_ASKING = 500;
const LEAST_BUDGET = 2 * 1024 * 1024;

/** Reads texts that are one document, such as an entry of a block collection by itself. */
export interface EntryReader {
  /** `undefined` for what is anything else, and when the work has become too much. */
  read(source: string, column: number): Value | undefined;
  isSpent(): boolean;
}

/** For the entries of a text of that length: all together cost no more than a few readings of the text. */
export function createEntryReader(length: number): EntryReader {
  let left = length + LEAST_BUDGET;
  return {
    read(source, column) {
      // The quick reader asks for a text at the margin, and takes none in which blanks at the start of a line would mean anything else.
      const plain = readQuickly(column === 0 ? source : source.replaceAll(`\n${' '.repeat(column)}`, '\n'));
      if (plain !== undefined) return plain;
      left -= source.length + COST_OF_ASKING;
      if (left < 0) return undefined;
      const read = readDocuments(' '.repeat(column) + source);
      return read.kind === 'documents' && read.documents.length === 1 ? read.documents[0] : undefined;
    },
    isSpent: () => left < 0,
  };
}
