import { _, type CodeKeywordDefinition, type KeywordCxt, Name } from 'ajv/dist/2020.js';

/** As many faults as are noted of the members or items of one value: more than make a hundred problems, some of which take several. */
const MAX_FAULTS = 1000;
/** The counter of faults in the code that Ajv writes. */
const FAULTS = new Name('errors');

/** Keywords that go through members or items, and those of them that refuse a member without a schema. */
const LOOPS = ['items', 'patternProperties', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'];
const REFUSALS = ['additionalProperties', 'unevaluatedProperties'];

/** What an error of `anyOf`, `oneOf` or `propertyNames` says of the errors right before it. */
export interface Span {
  /** So many of them are the reasons for this one. */
  readonly span: number;
  /** Where the reasons of each form begin, counted from the first. */
  readonly forms: readonly (number | undefined)[];
}

/**
 * Has a keyword of Ajv record its errors so that they can be told: a keyword that puts forms together says which errors belong to which form,
 * and one that goes through members or items stops after a thousand errors, so that a million wrong items cost no memory.
 */
export function recording(definition: CodeKeywordDefinition): CodeKeywordDefinition {
  const keyword = String(definition.keyword);
  if (keyword === 'anyOf' || keyword === 'oneOf' || keyword === 'propertyNames') return spanning(definition, keyword);
  if (keyword === 'contains') return { ...definition, code: (cxt) => definition.code(silent(cxt)) };
  return LOOPS.includes(keyword) ? { ...definition, code: (cxt) => definition.code(bounded(cxt)) } : definition;
}

function spanning(definition: CodeKeywordDefinition, keyword: string): CodeKeywordDefinition {
  const marks = new WeakMap<object, { readonly start: Name; readonly forms: Name }>();
  const { params } = definition.error ?? {};
  return {
    ...definition,
    code(cxt) {
      const start = cxt.gen.let('start', FAULTS);
      const forms = cxt.gen.const('forms', _`[]`);
      marks.set(cxt, { start, forms });
      const judge = cxt.subschema.bind(cxt);
      cxt.subschema = (part, valid) => {
        // Each key is judged on its own.
        if (keyword === 'propertyNames') cxt.gen.assign(start, FAULTS);
        else cxt.gen.code(_`${forms}[${Number(part.schemaProp)}] = ${FAULTS} - ${start}`);
        return judge(part, valid);
      };
      definition.code(keyword === 'propertyNames' ? bounded(cxt) : cxt);
    },
    error: {
      message: '',
      params(cxt) {
        const { start, forms } = marks.get(cxt) ?? {};
        const own = typeof params === 'function' ? params(cxt) : _`{}`;
        return _`{...${own}, span: ${FAULTS} - ${start}, forms: ${forms}}`;
      },
    },
  };
}

/** Ends a loop once it has found enough. */
function bounded(cxt: KeywordCxt): KeywordCxt {
  const before = cxt.gen.const('before', FAULTS);
  const end = (): void => {
    cxt.gen.if(_`${FAULTS} - ${before} > ${MAX_FAULTS}`, () => cxt.gen.break());
  };
  const judge = cxt.subschema.bind(cxt);
  cxt.subschema = (part, valid) => {
    const judged = judge(part, valid);
    end();
    return judged;
  };
  if (REFUSALS.includes(cxt.keyword)) {
    const tell = cxt.error.bind(cxt);
    cxt.error = (...told) => {
      tell(...told);
      end();
    };
  }
  return cxt;
}

/** Drops the reasons why an item is not the one that is looked for. */
function silent(cxt: KeywordCxt): KeywordCxt {
  const judge = cxt.subschema.bind(cxt);
  cxt.subschema = (part, valid) => {
    const judged = judge({ ...part, createErrors: false, allErrors: false }, valid);
    cxt.reset();
    return judged;
  };
  return cxt;
}
