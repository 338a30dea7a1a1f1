import { _, Ajv2020, type CodeKeywordDefinition } from 'ajv/dist/2020.js';
import { callRef } from 'ajv/dist/vocabularies/core/ref.js';
import { EXACT_KEYWORDS, type ExactTest } from './exact-tests.ts';
import { mended } from './mending.ts';
import type { PatternTest } from './patterns.ts';
import type { Program } from './program.ts';
import { recording } from './recording.ts';
import { type Subroutine, subroutine } from './subroutine.ts';
import { createUndecidedTexts, type UndecidedTexts } from './undecided.ts';

/** The keywords of Ajv that are mended or made to record, in Ajv's order: what looks at members comes before what looks at the rest. */
const TAUGHT = [
  'if',
  'anyOf',
  'oneOf',
  'propertyNames',
  'additionalProperties',
  'patternProperties',
  'prefixItems',
  'items',
  'contains',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const;

/** A schema compiled by Ajv, with all that it calls. */
export interface Engine {
  /** The schema itself. For the verdict alone it throws `PatternUndecided`; with reasons, such a text does not fit, and is noted. */
  readonly main: Subroutine;
  readonly undecided: UndecidedTexts;
  /** Forgets what was kept of one value, before the next. */
  forget(): void;
}

/**
 * Ajv, set up for a lowered schema: for the verdict alone, which stops at the first fault; or for the reasons, all of them, recorded as
 * `recording.ts` says. Targets are compiled when they are first called.
 */
export function createEngine(program: Program, purpose: 'verdict' | 'reasons'): Engine {
  const givesReasons = purpose === 'reasons';
  const undecided = createUndecidedTexts();
  const noting = givesReasons ? undecided.noting : <T>(test: T): T => test;
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    ownProperties: true,
    allErrors: givesReasons,
    verbose: givesReasons,
    messages: false,
    // Making the code shorter takes longer than running it as it is.
    code: { optimize: false, regExp: regExpsOf(program.patterns, noting) },
  });
  // Noting what was looked at costs, and nearly no schema asks for it.
  ajv.opts.unevaluated = program.isTracking;
  ajv.opts.dynamicRef = false;
  const routines = program.targets.map((target) => {
    const compile = () => ajv.compile(target.schema as Parameters<typeof ajv.compile>[0]);
    return subroutine(compile, { isRemembering: givesReasons || (target.isShared && target.hasCalls), givesReasons });
  });
  for (const keyword of TAUGHT) {
    const definition = mended(ajv.getKeyword(keyword) as CodeKeywordDefinition);
    ajv.removeKeyword(keyword).addKeyword(givesReasons ? recording(definition) : definition);
  }
  for (const keyword of EXACT_KEYWORDS) ajv.removeKeyword(keyword).addKeyword(exact(keyword, noting));
  ajv.addKeyword({ keyword: 'nothing', code: (cxt) => cxt.fail() });
  ajv.addKeyword({
    keyword: 'call',
    code(cxt) {
      callRef(cxt, cxt.gen.scopeValue('wrapper', { ref: routines[Number(cxt.schema)] }));
    },
  });
  const [main] = routines;
  if (main === undefined) throw new TypeError('a program has a first target');
  return {
    main,
    undecided,
    forget() {
      for (const routine of routines) routine.forget();
      undecided.forget();
    },
  };
}

/** A keyword whose value is the function that judges. */
function exact(keyword: string, noting: (test: ExactTest) => ExactTest): CodeKeywordDefinition {
  return {
    keyword,
    code(cxt) {
      const test = cxt.gen.scopeValue('keyword', { ref: noting(cxt.schema) });
      cxt.fail(_`!${test}(${cxt.data})`);
    },
  };
}

/** The tests made before stand in for regular expressions. */
function regExpsOf(patterns: ReadonlyMap<string, PatternTest>, noting: (test: PatternTest) => PatternTest) {
  const regExp = (source: string) => {
    const test = patterns.get(source);
    if (test === undefined) throw new TypeError(`the pattern ${source} was not made ready`);
    return { test: noting(test), toString: () => source };
  };
  // Ajv asks for it; it stands only in code that is written to a file.
  return Object.assign(regExp, { code: 'undefined' });
}
