import type { Finding } from '../model/finding.js';
import type { Facts } from './facts.js';
/** A check: facts in, findings out. It has no effects and gives neither severity nor range. */
export type Check = (facts: Facts) => readonly Finding[];
