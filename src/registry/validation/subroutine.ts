import type { AnyValidateFunction, ErrorObject } from 'ajv/dist/types/index.js';

/** What Ajv's code calls in place of a `$ref`: it looks like one of its own functions. */
export interface Subroutine {
  (value: unknown, context?: Context): boolean;
  errors: readonly ErrorObject[] | null;
  evaluated: Evaluated;
  forget(): void;
}

interface Context {
  readonly instancePath: string;
}

/** The members and items that were looked at, as Ajv notes them. */
interface Evaluated {
  readonly props?: unknown;
  readonly items?: unknown;
}

interface Verdict {
  readonly fits: boolean;
  readonly errors: readonly ErrorObject[] | null;
  readonly evaluated: Evaluated;
  readonly at: string;
}

export interface SubroutineOptions {
  /** Keeps the verdicts on objects and arrays until told to forget: forms within forms would take time that doubles with every level. */
  readonly isRemembering: boolean;
  /** Reasons come as one error that holds them, so that many levels do not copy them over and over. */
  readonly givesReasons: boolean;
}

/** As many verdicts as are remembered at once: what is asked again is asked soon, and a million items must not cost memory. */
const MAX_REMEMBERED = 10_000;

/** Wraps a target, which is compiled when it is first called. */
export function subroutine(compile: () => AnyValidateFunction, options: SubroutineOptions): Subroutine {
  const { isRemembering, givesReasons } = options;
  let compiled: AnyValidateFunction | undefined;
  const remembered = new Map<unknown, Verdict>();
  const judge = (value: unknown, context: Context | undefined): Verdict => {
    compiled ??= compile();
    const fits = compiled(value, context as Parameters<AnyValidateFunction>[1]) === true;
    const at = context?.instancePath ?? '';
    const errors = fits || !givesReasons ? null : [holding(compiled.errors ?? [], at)];
    return { fits, errors, at, evaluated: copyOf(compiled.evaluated) };
  };
  const recall = (value: unknown, context: Context | undefined): Verdict => {
    const known = remembered.get(value);
    // One object may stand at two places, and reasons name the place.
    if (known !== undefined && (!givesReasons || known.at === (context?.instancePath ?? ''))) return known;
    const verdict = judge(value, context);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(value, verdict);
    return verdict;
  };
  const routine: Subroutine = Object.assign(
    (value: unknown, context?: Context): boolean => {
      const isContainer = typeof value === 'object' && value !== null;
      const verdict = isRemembering && isContainer ? recall(value, context) : judge(value, context);
      routine.errors = verdict.fits ? null : (verdict.errors ?? FAULT);
      // Ajv's code adds to what it finds here.
      routine.evaluated = copyOf(verdict.evaluated);
      return verdict.fits;
    },
    { errors: null, evaluated: {}, forget: () => remembered.clear() },
  );
  return routine;
}

/** For a verdict that is asked for without reasons. */
const FAULT: readonly ErrorObject[] = [holding([], '')];

function holding(errors: readonly ErrorObject[], instancePath: string): ErrorObject {
  return { keyword: 'call', instancePath, schemaPath: '', params: { errors } };
}

const NOTHING: Evaluated = {};

function copyOf(evaluated: Evaluated | undefined): Evaluated {
  if (evaluated === undefined || (evaluated.props === undefined && evaluated.items === undefined)) return NOTHING;
  const { props, items } = evaluated;
  return { props: typeof props === 'object' ? { ...props } : props, items };
}
