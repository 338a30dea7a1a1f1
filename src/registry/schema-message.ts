import type { FindingArgs } from '../model/finding.ts';

/** In words, without a full stop, how a value does not fit its schema. */
export function schemaMessage({ key, suggestion, expected, found, keyword }: FindingArgs['SCHEMA_MISMATCH']): string {
  const meant = suggestion === undefined ? '' : `. Did you mean ${suggestion}?`;
  if (keyword === 'required' && key !== undefined) {
    const misspelt = suggestion === undefined ? '' : `; ${suggestion} may be meant for it`;
    return `The member ${JSON.stringify(key)} is missing${misspelt}`;
  }
  if (keyword === 'additionalProperties' && key !== undefined) {
    return `The member ${JSON.stringify(key)} is not known here${meant}`;
  }
  return `Expected ${expected}, found ${found}${meant}`;
}
