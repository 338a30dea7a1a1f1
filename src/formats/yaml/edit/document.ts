import type { Part } from '../../alignment.ts';
import { createFinder } from '../find.ts';
import { type Collection, type Entry, isBlockCollection, isCollection, type Tree } from '../node.ts';
import { styleOf } from '../style.ts';
import { createAnchors } from './anchors.ts';
import { type Assignment, assign } from './assign.ts';
import { patchBlock } from './block.ts';
import { createAdrift, shortened } from './comments.ts';
import { compose, composeNode } from './compose.ts';
import type { Editor, Slot, Wish } from './editor.ts';
import { patchFlow } from './flow.ts';
import { createHomes } from './homes.ts';
import { settleMerges } from './merge.ts';
import type { Patch } from './patch.ts';
import { patchSlot } from './slot.ts';
import { noteRespelled } from './spellings.ts';

/** Collects the edits that make one document say `part`. Throws `MIGRATION_FAILED` where an inherited member would have to go. */
export function editTree(text: string, tree: Tree, part: Part, note: Editor['note'], patches: Patch[]): void {
  const find = createFinder(tree);
  const homeOf = createHomes(tree, text);
  const editor: Editor = {
    text,
    tree,
    style: styleOf(text, tree),
    anchors: createAnchors(),
    find,
    kept: new Set(),
    copied: new Set(),
    settled: settledEntries(part, find),
    adrift: createAdrift(text, homeOf),
    homeOf,
    note,
    patchSlot: (slot, wish, out) => patchSlot(editor, slot, wish, out),
    patchCollection: (slot, node, wish, out) => patchCollection(editor, slot, node, wish, out),
    compose: (one, target) => compose(editor, one, target),
    composeNode: (node, place, wish, target) => composeNode(editor, node, place, wish, target),
  };
  const slot: Slot = {
    node: tree.root,
    entry: undefined,
    start: tree.slot,
    parentIndent: -1,
    kind: 'root',
    isFlow: false,
    pointer: '',
  };
  patchSlot(editor, slot, part, patches);
  noteRespelled(text, tree, part, note);
  const lost = editor.adrift.drain();
  if (lost.length > 0)
    note('', `comments that moved into a flow collection are left out: ${lost.map(shortened).join(', ')}`);
}

function patchCollection(editor: Editor, slot: Slot, node: Collection, wish: Wish, out: Patch[]): void {
  if (wish === 'same') {
    patchAround(editor, slot, node, everyEntry(node), out);
    return;
  }
  if (wish.kind !== 'object' && wish.kind !== 'array') return;
  const assignment = settleMerges(editor, node, assign(node, wish, editor.find), wish.value, slot.pointer);
  patchAround(editor, slot, node, assignment, out);
}

function patchAround(editor: Editor, slot: Slot, node: Collection, assignment: Assignment, out: Patch[]): void {
  if (isBlockCollection(node)) patchBlock(editor, slot, node, assignment, out);
  else patchFlow(editor, slot, node, assignment, out);
}

/** All entries stay as they are; only aliases in them may have to give way. */
function everyEntry(node: Collection): Assignment {
  return { survivors: new Map(node.entries.map((entry) => [entry, 'same'])), lead: [], behind: new Map() };
}

/** The entries that some container keeps: a second text of one of them goes without its comments. */
function settledEntries(part: Part, find: Editor['find']): Set<Entry> {
  const settled = new Set<Entry>();
  const visit = (one: Part): void => {
    if (one.kind !== 'object' && one.kind !== 'array') return;
    const host = one.origin === undefined ? undefined : find(one.origin)?.node;
    if (host !== undefined && isCollection(host))
      for (const entry of assign(host, one, find).survivors.keys()) settled.add(entry);
    if (one.kind === 'object') for (const member of one.members) visit(member.part);
    else for (const item of one.items) visit(item);
  };
  visit(part);
  return settled;
}
