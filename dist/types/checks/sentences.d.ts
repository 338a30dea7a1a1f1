import type { Finding } from '../model/finding.js';
import type { Sentence } from './sentence.js';
/**
 * The one place where findings become sentences: a new code does not compile until it has one. `path` is the file as the user knows it, `options`
 * what a command about it must repeat, such as `--kind daemon`. Text from files is put in as it is; who prints it makes it safe.
 */
export declare function sentenceOf(finding: Finding, path: string, options?: readonly string[]): Sentence;
