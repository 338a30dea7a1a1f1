/** What a dialect takes beyond RFC 8259. */
export interface Dialect {
    readonly name: 'json' | 'jsonc';
    /** Line and block comments. */
    readonly hasComments: boolean;
    /** A comma behind the last member or item. */
    readonly hasTrailingCommas: boolean;
}
export declare const STRICT: Dialect;
export declare const COMMENTED: Dialect;
