import { type Pointer, parentOf } from '../../model/pointer.ts';
import type { SchemaProblem } from '../validator.ts';

/** As many problems as are looked at to tell the forms apart. */
const ENOUGH = 20;
/** Keywords that say what a value is; the others say how it is made. */
const IDENTITY: ReadonlySet<string> = new Set(['type', 'const', 'enum']);

interface Form {
  readonly problems: readonly SchemaProblem[];
  /** Smaller is nearer: the value is of another type; members that name the form have other values; problems; how far the value got. */
  readonly rank: readonly [misfit: number, names: number, problems: number, shallowness: number];
}

/**
 * Explains why a value at a place fits none of several forms by the one that it is meant to be: the problems of the form it comes nearest to; where
 * all forms stumble over the same member (the one that names the form) or over what the value is, one problem that lists what they ask
 * for; where no form is nearest, `undefined`.
 */
export function bestForm(
  reasons: readonly (readonly SchemaProblem[])[],
  at: Pointer,
): readonly SchemaProblem[] | undefined {
  const forms = reasons.map((problems) => formOf(problems.slice(0, ENOUGH), at));
  const common = commonStumble(forms, at);
  if (common !== undefined) return [common];
  const [best, second] = forms.toSorted((left, right) => compare(left.rank, right.rank));
  const isNearest = second === undefined || (best !== undefined && compare(best.rank, second.rank) < 0);
  return best !== undefined && best.problems.length > 0 && isNearest ? best.problems : undefined;
}

function formOf(problems: readonly SchemaProblem[], at: Pointer): Form {
  const misfit = problems.some((problem) => problem.pointer === at && IDENTITY.has(problem.args.keyword)) ? 1 : 0;
  const names = problems.filter((problem) => isName(problem, at)).length;
  const depth = Math.max(0, ...problems.map(({ pointer }) => pointer.split('/').length));
  return { problems, rank: [misfit, names, problems.length, -depth] };
}

/** A member of the value itself that must have a certain value. */
function isName({ pointer, atKey, args }: SchemaProblem, at: Pointer): boolean {
  return !atKey && parentOf(pointer) === at && (args.keyword === 'const' || args.keyword === 'enum');
}

/** One problem for all forms, where all stumble over one place for what it is. */
function commonStumble(forms: readonly Form[], at: Pointer): SchemaProblem | undefined {
  const stumbles = forms.map(({ problems }) => {
    const atValue = problems.filter((problem) => problem.pointer === at && IDENTITY.has(problem.args.keyword));
    return atValue.length > 0 ? atValue : problems.filter((problem) => isName(problem, at));
  });
  const firsts = stumbles.flatMap(([first]) => first ?? []);
  const [one] = firsts;
  if (one === undefined || firsts.length < Math.max(2, forms.length)) return undefined;
  if (firsts.some(({ pointer }) => pointer !== one.pointer)) return undefined;
  const expected = [...new Set(firsts.flatMap(({ args }) => args.expected.split(' | ')))].join(' | ');
  const suggestion = firsts.find(({ args }) => args.suggestion !== undefined)?.args.suggestion;
  return { ...one, args: { ...one.args, expected, ...(suggestion === undefined ? {} : { suggestion }) } };
}

function compare(left: Form['rank'], right: Form['rank']): number {
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? 0;
    if (value !== other) return value - other;
  }
  return 0;
}
