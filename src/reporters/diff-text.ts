import { visible } from '../model/visible.ts';
import type { Paint } from './paint.ts';

/** A unified diff, as it is but for what a terminal would obey: lines are neither cut nor re-wrapped. */
export function diffText(diff: string, paint: Paint): string {
  return diff
    .split('\n')
    .map((line) => paintLine(line, paint))
    .join('\n');
}

function paintLine(line: string, paint: Paint): string {
  // Tabs keep their width in a diff; they are no danger.
  const safe = line.split('\t').map(visible).join('\t');
  if (line.startsWith('+++') || line.startsWith('---')) return paint.strong(safe);
  if (line.startsWith('@@')) return paint.note(safe);
  if (line.startsWith('+')) return paint.added(safe);
  return line.startsWith('-') ? paint.removed(safe) : safe;
}
