import { type Collection, type Entry, isCollection, type Node, type Tree } from '../node.ts';
import { nextLine, ownEnd } from './lines.ts';

/** The collection that an entry stands in, and where the text before its entries starts. */
export interface Home {
  readonly parent: Collection;
  readonly index: number;
  readonly start: number;
}

/** Finds the home of every entry; the tree is walked when the first is asked for. */
export function createHomes(tree: Tree, text: string): (entry: Entry) => Home | undefined {
  let homes: Map<Entry, Home> | undefined;
  return (entry) => {
    homes ??= homesIn(tree, text);
    return homes.get(entry);
  };
}

/** Where the text between the opening of the document and its root starts. */
export function rootStart(tree: Tree, text: string): number {
  return tree.hasMarker ? nextLine(text, tree.slot) : 0;
}

function homesIn(tree: Tree, text: string): Map<Entry, Home> {
  const homes = new Map<Entry, Home>();
  const visit = (parent: Node, start: number): void => {
    if (!isCollection(parent)) return;
    parent.entries.forEach((entry, index) => {
      homes.set(entry, { parent, index, start });
      visit(entry.value, nextLine(text, entry.slot));
    });
  };
  visit(tree.root, rootStart(tree, text));
  return homes;
}

/** How far back the comments above an entry may reach. */
export function limitOf(text: string, { parent, index, start }: Home): number {
  const before = parent.entries[index - 1];
  return before === undefined ? start : ownEnd(text, parent, before);
}
