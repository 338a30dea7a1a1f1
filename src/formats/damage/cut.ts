import type { Position } from '../../model/finding.ts';
import { createLineMap } from '../line-map.ts';

/** Where a text breaks off: behind the last thing that it says. */
export function cutOf(text: string): Position {
  return createLineMap(text).positionAt(text.trimEnd().length);
}
