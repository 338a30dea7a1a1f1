import type { AuditLine } from '../../model/audit.js';
import { type ValueObject } from '../../model/value.js';
/** True where a value has all members of a line of the audit, of their types. Proves nothing about hashes. */
export declare function hasLineShape(value: ValueObject): value is ValueObject & AuditLine;
