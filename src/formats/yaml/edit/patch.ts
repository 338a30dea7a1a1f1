/** A stretch of the old text and what takes its place. */
export interface Patch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Two edits claim the same stretch of text: what they say together cannot be written that way. */
export class OverlapError extends Error {}

/** The text between two offsets with the patches applied. At one place they apply in the order given. Throws `OverlapError`. */
export function applyPatches(text: string, patches: readonly Patch[], from = 0, to = text.length): string {
  const sorted = patches.toSorted((left, right) => left.start - right.start || left.end - right.end);
  const pieces: string[] = [];
  let at = from;
  for (const patch of sorted) {
    if (patch.start < at) throw new OverlapError(`edits overlap at ${patch.start}`);
    pieces.push(text.slice(at, patch.start), patch.text);
    at = patch.end;
  }
  pieces.push(text.slice(at, to));
  return pieces.join('');
}
