import type { YAMLParseError } from 'yaml';
import type { Finding } from '../../model/finding.js';
/** A syntax error of the library as a finding. `open` are the brackets and quotes that the end of the text leaves open. */
export declare function explain(error: YAMLParseError, text: string, open: readonly string[]): Finding;
