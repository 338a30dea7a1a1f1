import type { Value } from '../../model/value.ts';
import type { SchemaProblem, SchemaSource, Validator } from '../validator.ts';
import { createDeadline, partsOf } from './deadline.ts';
import { createEngine, type Engine } from './engine.ts';
import { lower, type Workshop } from './lowering.ts';
import { problemOfAll, problemsOf } from './problems.ts';
import type { Program } from './program.ts';
import { isStackOverflow, PatternUndecided } from './regexp-native.ts';
import { undecidedWords } from './told.ts';
import { describe } from './words.ts';

/** The validator of one schema: a verdict first, which is all that a value that fits costs; then, for one that does not, the reasons. */
export async function createValidator(source: SchemaSource, workshop: Workshop): Promise<Validator> {
  const program = await lower(workshop.graph.add(source), workshop);
  const deadline = createDeadline(program.targets.reduce((parts, { schema }) => parts + partsOf(schema), 0));
  let verdict: Engine | undefined;
  let reasons: Engine | undefined;
  return {
    validate(value) {
      const judged = deadline.within(value, () => {
        verdict ??= createEngine(program, 'verdict');
        return fits(verdict, value);
      });
      if (judged?.result === true) return [];
      const explained =
        judged &&
        deadline.within(value, () => {
          reasons ??= createEngine(program, 'reasons');
          return explain(reasons, value, program);
        });
      if (explained !== undefined) return explained.result;
      // Ended in the midst of its work, an engine is good for nothing more.
      verdict = undefined;
      reasons = undefined;
      return [tooLong(program, value)];
    },
  };
}

/** A value that a schema cannot judge in time does not fit. */
function tooLong(program: Program, value: Value): SchemaProblem {
  const expected = 'a value that this schema can judge within 5 s';
  return problemOfAll(program, { keyword: 'schema', expected, found: describe(value) });
}

/** A value that a pattern cannot judge in time does not fit. */
function fits(engine: Engine, value: Value): boolean {
  try {
    return engine.main(value);
  } catch (error) {
    // Too deep for the stack is no verdict either.
    if (error instanceof PatternUndecided || isStackOverflow(error)) return false;
    throw error;
  } finally {
    engine.forget();
  }
}

function explain(engine: Engine, value: Value, program: Program): readonly SchemaProblem[] {
  const { main, undecided } = engine;
  try {
    main(value);
    const problems = problemsOf(main.errors ?? [], program, undecided);
    if (problems.length > 0) return problems;
    // Inside a `not` the place of a text that could not be judged is not known; but there is no verdict without it.
    const expected =
      undecided.pattern === undefined ? 'a value that fits the schema' : undecidedWords(undecided.pattern);
    const keyword = undecided.pattern === undefined ? 'schema' : 'pattern';
    return [problemOfAll(program, { keyword, expected, found: describe(value) })];
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    const expected = 'a value that nests less deep, for this schema to judge it';
    return [problemOfAll(program, { keyword: 'schema', expected, found: describe(value) })];
  } finally {
    engine.forget();
  }
}
