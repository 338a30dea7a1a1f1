import { _, type CodeKeywordDefinition, type KeywordCxt, Name } from 'ajv/dist/2020.js';

type Code = (cxt: KeywordCxt, code: (cxt: KeywordCxt) => void) => void;

/** Where Ajv goes wrong; found with the test suite of JSON Schema, and by comparing it with an interpreter on random schemas. */
const MENDS: ReadonlyMap<string, Code> = new Map<string, Code>([
  [
    // It skips what comes after an item that is not there.
    'prefixItems',
    (cxt, code) => {
      const ok = cxt.ok.bind(cxt);
      cxt.ok = (valid) => ok(_`${valid} !== false`);
      code(cxt);
    },
  ],
  [
    // It does not note that `items` looks at all items.
    'items',
    (cxt, code) => {
      code(cxt);
      cxt.it.items = true;
    },
  ],
  [
    // It counts all items as looked at, whichever `contains` takes.
    'contains',
    (cxt, code) => {
      const { items } = cxt.it;
      code(cxt);
      if (items === undefined) delete cxt.it.items;
      else cxt.it.items = items;
    },
  ],
  [
    // It notes keys in an object that is not there where the schemas before it fitted nothing, and that has a prototype.
    'patternProperties',
    (cxt, code) => {
      const { gen, it } = cxt;
      const { props } = it;
      const bare = _`Object.create(null)`;
      if (props instanceof Name)
        gen.if(_`${props} !== true`, () => gen.assign(props, _`Object.assign(${bare}, ${props})`));
      else if (it.opts.unevaluated === true && props !== true) {
        const noted = gen.var('props', bare);
        for (const key of Object.keys(props ?? {})) gen.assign(_`${noted}[${key}]`, true);
        it.props = noted;
      }
      code(cxt);
    },
  ],
  [
    // It notes what `if` looked at even where that does not fit.
    'if',
    (cxt, code) => {
      const judge = cxt.subschema.bind(cxt);
      const merge = cxt.mergeEvaluated.bind(cxt);
      cxt.subschema = (part, valid) => {
        cxt.mergeEvaluated = (seen) => {
          cxt.mergeEvaluated = merge;
          cxt.mergeValidEvaluated(seen, valid);
        };
        const judged = judge(part, valid);
        if (part.keyword !== 'if') cxt.mergeEvaluated = merge;
        return judged;
      };
      code(cxt);
    },
  ],
  [
    // It compares with a count that may be `true`, for all, or missing.
    'unevaluatedItems',
    (cxt, code) => {
      const { gen, data, it } = cxt;
      const { items } = it;
      if (items instanceof Name) it.items = gen.const('seen', _`${items} === true ? ${data}.length : ${items} || 0`);
      code(cxt);
    },
  ],
  [
    // It finds keys such as `constructor` on the prototype of the object that notes the keys.
    'unevaluatedProperties',
    (cxt, code) => {
      const { gen, it } = cxt;
      const { props } = it;
      if (props instanceof Name) {
        const bare = _`Object.assign(Object.create(null), ${props})`;
        it.props = gen.const('seen', _`typeof ${props} == "object" ? ${bare} : ${props}`);
      }
      code(cxt);
    },
  ],
]);

/** The keyword as the specification has it. */
export function mended(definition: CodeKeywordDefinition): CodeKeywordDefinition {
  const mend = MENDS.get(String(definition.keyword));
  return mend === undefined ? definition : { ...definition, code: (cxt) => mend(cxt, definition.code) };
}
