/** A stretch of the old text and what takes its place. */
export interface Patch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text between two offsets with the patches applied. Patches must not overlap; at one place they apply in the order given. */
export function applyPatches(text: string, patches: readonly Patch[], from = 0, to = text.length): string {
  const sorted = patches.toSorted((left, right) => left.start - right.start || left.end - right.end);
  const pieces: string[] = [];
  let at = from;
  for (const patch of sorted) {
    if (patch.start < at) throw new RangeError(`edits overlap at ${patch.start}`);
    pieces.push(text.slice(at, patch.start), patch.text);
    at = patch.end;
  }
  pieces.push(text.slice(at, to));
  return pieces.join('');
}
