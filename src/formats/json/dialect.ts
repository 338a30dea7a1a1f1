/** What a dialect takes beyond RFC 8259. */
export interface Dialect {
  readonly name: 'json' | 'jsonc';
  /** Line and block comments. */
  readonly hasComments: boolean;
  /** A comma behind the last member or item. */
  readonly hasTrailingCommas: boolean;
}

export const STRICT: Dialect = { name: 'json', hasComments: false, hasTrailingCommas: false };
export const COMMENTED: Dialect = { name: 'jsonc', hasComments: true, hasTrailingCommas: true };
