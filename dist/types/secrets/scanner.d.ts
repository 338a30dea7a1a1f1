import type { Scanner } from './match.js';
/**
 * The recommended rules of secretlint, loaded now. They run under a host of our own, not under secretlint's: that one compares all matches of a text
 * with each other, keeps marks of every run for ever, and makes messages that hold the secret.
 */
export declare function loadScanner(): Promise<Scanner>;
