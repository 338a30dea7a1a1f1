import { type CodeKeywordDefinition } from 'ajv/dist/2020.js';
/** The keyword as the specification has it. */
export declare function mended(definition: CodeKeywordDefinition): CodeKeywordDefinition;
