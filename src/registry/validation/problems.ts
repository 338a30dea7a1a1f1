import type { ErrorObject } from 'ajv/dist/types/index.js';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import { isObject } from '../../model/value.ts';
import type { SchemaProblem } from '../validator.ts';
import { bestForm } from './best-form.ts';
import type { Origin, Program } from './program.ts';
import type { Span } from './recording.ts';
import { placeName } from './resource.ts';
import { type Told, told } from './told.ts';
import type { UndecidedTexts } from './undecided.ts';

/** As many problems as are told of one value. */
const MAX_PROBLEMS = 100;

/** Makes problems for people of the errors that Ajv gives, as `recording.ts` has them: at most a hundred, in the order of the pointers. */
export function problemsOf(
  errors: readonly ErrorObject[],
  program: Program,
  undecided: UndecidedTexts,
): readonly SchemaProblem[] {
  return inOrder(new Telling(program, undecided).all(errors)).slice(0, MAX_PROBLEMS);
}

/** One problem about a value as a whole, by its schema as a whole. */
export function problemOfAll(program: Program, told: Told): SchemaProblem {
  return problemAt(program.targets[0]?.place, '', told);
}

class Telling {
  private readonly program: Program;
  private readonly undecided: UndecidedTexts;
  private readonly known = new WeakMap<readonly ErrorObject[], readonly SchemaProblem[]>();

  constructor(program: Program, undecided: UndecidedTexts) {
    this.program = program;
    this.undecided = undecided;
  }

  /** From the last to the first: an error that puts others together comes after them. */
  all(errors: readonly ErrorObject[]): readonly SchemaProblem[] {
    const before = this.known.get(errors);
    if (before !== undefined) return before;
    const groups: (readonly SchemaProblem[])[] = [];
    for (let index = errors.length - 1; index >= 0; index -= 1) {
      const error = errors[index];
      if (error === undefined) continue;
      const { span = 0 }: Partial<Span> = error.params;
      groups.push(this.one(error, errors.slice(index - span, index)));
      index -= span;
    }
    const problems = withoutConsequences(groups.reverse().flat());
    this.known.set(errors, problems);
    return problems;
  }

  private one(error: ErrorObject, within: readonly ErrorObject[]): readonly SchemaProblem[] {
    switch (error.keyword) {
      case 'call':
        return this.all(error.params['errors']).slice(0, MAX_PROBLEMS);
      case 'anyOf':
      case 'oneOf':
        return this.forms(error, within);
      case 'propertyNames':
        return this.simple(error, this.all(within.map(({ propertyName: _, ...rest }) => rest))[0]);
      case 'if':
        // The reasons of its `then` or `else` stand for themselves.
        return [];
      default:
        // Of a key that was one too many to go on with.
        return error.propertyName === undefined ? this.simple(error) : [];
    }
  }

  private forms(error: ErrorObject, within: readonly ErrorObject[]): readonly SchemaProblem[] {
    const { forms }: Pick<Span, 'forms'> = error.params as Span;
    if (Array.isArray(error.params['passingSchemas'])) return this.simple(error);
    const starts = [...forms, within.length];
    const reasons = forms.map((start, index) => within.slice(start, starts[index + 1]));
    const told = reasons.map((each) => this.all(each));
    return bestForm(told, error.instancePath) ?? this.simple(error);
  }

  private simple(error: ErrorObject, reason?: SchemaProblem): readonly SchemaProblem[] {
    const origin = error.parentSchema === undefined ? undefined : this.program.origins.get(error.parentSchema);
    if (origin === undefined) return [];
    const { schema } = origin.place;
    return told({ error, schema: isObject(schema) ? schema : {}, origin, reason, undecided: this.undecided }).map(
      (each) => problemAt(origin.place, error.instancePath, each),
    );
  }
}

function problemAt(place: Origin['place'] | undefined, at: Pointer, told: Told): SchemaProblem {
  const { below, atKey, keyword, expected, found, key, suggestion } = told;
  return {
    pointer: below === undefined ? at : pointerTo(at, below),
    atKey: atKey ?? false,
    args: {
      keyword,
      expected,
      found,
      ...(key === undefined ? {} : { key }),
      ...(suggestion === undefined ? {} : { suggestion }),
      schema: place === undefined ? '' : placeName(place),
    },
  };
}

/** Schemas that refuse a value have looked at nothing: what is unevaluated for that alone says nothing more. */
function withoutConsequences(problems: readonly SchemaProblem[]): readonly SchemaProblem[] {
  const others = problems.filter(({ args }) => !args.keyword.startsWith('unevaluated'));
  return others.length > 0 ? others : problems;
}

/** Sorted by pointer, items by their index; problems of one place stay as they were told. */
function inOrder(problems: readonly SchemaProblem[]): readonly SchemaProblem[] {
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
