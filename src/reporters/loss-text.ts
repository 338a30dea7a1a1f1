import type { PlanStep } from '../model/plan.ts';
import type { Pointer } from '../model/pointer.ts';
import type { DataLoss, Difference } from '../model/recovery.ts';
import { shown } from './shown.ts';

type Sort = 'changed' | 'gone' | 'added';

const SORTS: readonly Sort[] = ['changed', 'gone', 'added'];

/** So many pointers of each sort are shown, the others counted. */
const FEW = 3;

const NOTHING = 'nothing that could be read of the broken file';

/** What a repair loses, as a clause behind `lost:`. It names places, never values; `all`: every place that the report lists. */
export function lossText(loss: DataLoss, extent: 'few' | 'all'): string {
  switch (loss.kind) {
    case 'unknown':
      return 'nobody can say: nothing of the broken file could be read, or nothing that could be compared';
    case 'none':
      return NOTHING + restText(loss);
    case 'known':
      return differenceText(loss.difference, extent) + restText(loss);
  }
}

/** The same in a few words, for a column. */
export function shortLossText(loss: DataLoss): string {
  if (loss.kind === 'unknown') return 'unknown';
  const extent = loss.isPartial ? ' (partly read)' : '';
  if (loss.kind === 'none') return `nothing${extent}`;
  const { counts } = loss.difference;
  const parts = SORTS.flatMap((sort) => (counts[sort] > 0 ? [`${counts[sort]} ${sort}`] : []));
  return (isMoreAlone(loss.difference) ? ['nothing', ...parts] : parts).join(', ') + extent;
}

/**
 * What a recorded step says of its loss: steps are read as they were recorded, by whatever version of statefix that was. `undefined` where it says nothing that can
 * be told.
 */
export function recordedLoss(step: PlanStep): DataLoss | undefined {
  const loss: unknown = step.kind === 'restore' ? step.dataLoss : undefined;
  return isDataLoss(loss) ? loss : undefined;
}

function isDataLoss(value: unknown): value is DataLoss {
  if (!isRecord(value)) return false;
  if (value['kind'] === 'unknown') return true;
  if (typeof value['isPartial'] !== 'boolean') return false;
  return value['kind'] === 'none' || (value['kind'] === 'known' && isDifference(value['difference']));
}

function isDifference(value: unknown): value is Difference {
  if (!isRecord(value)) return false;
  const { counts } = value;
  return isRecord(counts) && SORTS.every((sort) => typeof counts[sort] === 'number' && Array.isArray(value[sort]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function differenceText(difference: Difference, extent: 'few' | 'all'): string {
  const { counts } = difference;
  const sorts = SORTS.filter((sort) => counts[sort] > 0);
  const parts = sorts.map((sort, index) => {
    const noun = index > 0 ? '' : counts[sort] === 1 ? ' value' : ' values';
    return `${counts[sort]}${noun} ${sort}${placesText(difference[sort], counts[sort], extent)}`;
  });
  // More than there was is no loss.
  if (isMoreAlone(difference)) return [NOTHING, ...parts].join('; ');
  return `against the broken file, ${parts.join(', ')}`;
}

function isMoreAlone({ counts }: Difference): boolean {
  return counts.changed === 0 && counts.gone === 0;
}

function placesText(pointers: readonly Pointer[], count: number, extent: 'few' | 'all'): string {
  const told = (extent === 'all' ? pointers : pointers.slice(0, FEW)).map((pointer) =>
    pointer === '' ? 'the whole document' : shown(pointer),
  );
  if (told.length === 0) return '';
  return ` (${told.join(', ')}${count > told.length ? ` and ${count - told.length} more` : ''})`;
}

function restText({ isPartial }: { readonly isPartial: boolean }): string {
  return isPartial ? '; what the rest of it held, nobody can say' : '';
}
