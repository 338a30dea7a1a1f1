import { lastTokenOf, type Pointer } from '../../model/pointer.ts';
import { spellScalar } from './render.ts';
import type { ContainerPart } from './slots.ts';
import type { Style } from './style.ts';

/** What is longer is easier to read as a column. */
const WIDEST = 80;

/** True for a new array of scalars that stands on one line because others of its document do, and because it fits. */
export function isRow(
  part: ContainerPart,
  { pointer, indent }: { pointer: Pointer; indent: string },
  style: Style,
): boolean {
  if (!style.hasRows || part.kind !== 'array') return false;
  let width = indent.length + (lastTokenOf(pointer)?.length ?? 0) + style.colon.length + '"": [],'.length;
  for (const { value } of part.items) {
    if (typeof value === 'object' && value !== null) return false;
    width += spellScalar(value).length + style.comma.length + 1;
    if (width > WIDEST) return false;
  }
  return true;
}
