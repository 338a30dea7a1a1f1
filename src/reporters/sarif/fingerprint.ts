import { digestOf } from '../../formats/digest.ts';
import type { ReportedFinding } from '../../model/report.ts';

/** Members of arguments that tell where in the text something stands: they change when lines are added above. */
const PLACES: ReadonlySet<string> = new Set(['line', 'column', 'byte', 'marker', 'hunks', 'cut', 'first', 'base']);

/**
 * Names findings of one file, so that a later run gives the same finding the same name, wherever its line has gone to: code, path, pointer and those
 * arguments that hold no place count. Of several that are alike each has its number.
 */
export function fingerprinter(path: string): (finding: ReportedFinding) => string {
  const seen = new Map<string, number>();
  return (finding) => {
    const digest = digestOf(fingerprintText(path, finding)).slice('sha256:'.length);
    const count = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, count);
    return `${digest}:${count}`;
  };
}

/** Equal for findings that say the same about the same value. */
export function fingerprintText(path: string, { code, pointer, document, args }: ReportedFinding): string {
  return JSON.stringify([code, path, document ?? 0, pointer, withoutPlaces(args)]);
}

function withoutPlaces(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !PLACES.has(key));
  return entries
    .map(([key, member]) => [key, key === 'reason' ? numberless(member) : withoutPlaces(member)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

/** A reason tells in words where something stands, too. */
function numberless(reason: unknown): unknown {
  return typeof reason === 'string' ? reason.replace(/[0-9]+/g, '#') : withoutPlaces(reason);
}
