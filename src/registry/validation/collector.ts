import type { Pointer } from '../../model/pointer.ts';
import type { SchemaProblem } from '../validator.ts';
import { type Place, placeName } from './resource.ts';

/** As many problems as are told of one document. */
export const MAX_PROBLEMS = 100;
/** As many sub-schemas as an explanation may try; a verdict is not limited. Forms within forms would take exponential time. */
const MAX_TRIES = 100_000;

/** A problem as a keyword tells it. */
export interface Told {
  readonly keyword: string;
  readonly pointer: Pointer;
  readonly expected: string;
  readonly found: string;
  readonly key?: string | undefined;
  readonly suggestion?: string | undefined;
  readonly atKey?: boolean;
}

/** Gathers problems up to a limit, so that an array of a million wrong items costs no memory. */
export class Collector {
  readonly problems: SchemaProblem[] = [];
  private readonly limit: number;
  private readonly tries: { left: number };

  constructor(limit: number = MAX_PROBLEMS, tries: { left: number } = { left: MAX_TRIES }) {
    this.limit = limit;
    this.tries = tries;
  }

  get isFull(): boolean {
    return this.problems.length >= this.limit;
  }

  /** False once the explanation has cost enough. */
  spend(): boolean {
    this.tries.left -= 1;
    return this.tries.left > 0;
  }

  tell(place: Place, { keyword, pointer, expected, found, key, suggestion, atKey }: Told): void {
    const args = {
      keyword,
      expected,
      found,
      ...(key === undefined ? {} : { key }),
      ...(suggestion === undefined ? {} : { suggestion }),
      schema: placeName(place),
    };
    this.add({ pointer, atKey: atKey ?? false, args });
  }

  add(problem: SchemaProblem): void {
    if (!this.isFull) this.problems.push(problem);
  }

  /** A collector for one form of several, which draws on the same patience. */
  branch(limit: number): Collector {
    return new Collector(limit, this.tries);
  }
}

/** Sorted by pointer, items by their index; problems of one place stay as they were told. */
export function inOrder(problems: readonly SchemaProblem[]): readonly SchemaProblem[] {
  return problems.toSorted((left, right) => comparePointers(left.pointer, right.pointer));
}

function comparePointers(left: Pointer, right: Pointer): number {
  const lefts = left.split('/');
  const rights = right.split('/');
  for (let index = 0; index < Math.min(lefts.length, rights.length); index += 1) {
    const a = lefts[index] ?? '';
    const b = rights[index] ?? '';
    if (a === b) continue;
    const areNumbers = /^\d+$/.test(a) && /^\d+$/.test(b);
    if (areNumbers && Number(a) !== Number(b)) return Number(a) - Number(b);
    return a < b ? -1 : 1;
  }
  return lefts.length - rights.length;
}
