import { type Pointer, pointerTo } from '../model/pointer.ts';
import { isArray, type Value } from '../model/value.ts';

/** A text in a document. */
export interface TextLeaf {
  readonly pointer: Pointer;
  readonly document: number;
  /** The member that it is the value of; of an item, the member that the list is the value of; `''` for none. */
  readonly key: string;
  readonly value: string;
}

/** All texts of the documents, in their order. Recursive: for values that passed the depth limit of a format. */
export function textLeavesOf(documents: readonly Value[]): readonly TextLeaf[] {
  const leaves: TextLeaf[] = [];
  documents.forEach((root, document) => {
    const visit = (value: Value, pointer: Pointer, key: string): void => {
      if (typeof value === 'string') leaves.push({ pointer, document, key, value });
      if (typeof value !== 'object' || value === null) return;
      if (isArray(value)) {
        for (const [index, item] of value.entries()) visit(item, pointerTo(pointer, index), key);
      } else {
        for (const [name, member] of Object.entries(value)) visit(member, pointerTo(pointer, name), name);
      }
    };
    visit(root, '', '');
  });
  return leaves;
}
