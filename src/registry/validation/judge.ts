import type { Value } from '../../model/value.ts';
import type { SchemaProblem, SchemaSource, Validator } from '../validator.ts';
import { Collector, inOrder } from './collector.ts';
import { undecided } from './family-scalars.ts';
import { link, type Workshop } from './linker.ts';
import { explain, fits, type SchemaNode } from './node.ts';
import { PatternUndecided } from './regexp-native.ts';
import { describe } from './words.ts';

/** The validator of one schema: a verdict first, which is all that a value that fits costs; then, for one that does not, the reasons. */
export async function createValidator(source: SchemaSource, workshop: Workshop): Promise<Validator> {
  const { root, forget } = await link(workshop.graph.add(source), workshop);
  return {
    validate(value) {
      try {
        return judge(root, value);
      } finally {
        forget();
      }
    },
  };
}

function judge(node: SchemaNode, value: Value): readonly SchemaProblem[] {
  try {
    if (fits(node, value)) return [];
  } catch (error) {
    if (!(error instanceof PatternUndecided)) throw error;
  }
  const out = new Collector();
  try {
    explain(node, value, '', out);
    if (out.problems.length === 0) {
      const told = { keyword: 'schema', pointer: '', expected: 'a value that fits the schema', found: describe(value) };
      out.tell(node.place, told);
    }
  } catch (error) {
    if (!(error instanceof PatternUndecided)) throw error;
    // Inside a `not` or an `anyOf` the place is not known; but there is no verdict without it, so the value does not fit.
    out.tell(node.place, undecided(error, '', describe(value)));
  }
  return inOrder(out.problems);
}
