import type { AuditLine } from '../../model/audit.ts';
import { isObject, type Value, type ValueObject } from '../../model/value.ts';

type Judge = (value: Value | undefined) => boolean;

const isText: Judge = (value) => typeof value === 'string';
const isFlag: Judge = (value) => typeof value === 'boolean';
const isCount: Judge = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isDigest: Judge = (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
const orNull =
  (judge: Judge): Judge =>
  (value) =>
    value === null || judge(value);
const listOf =
  (judge: Judge): Judge =>
  (value) =>
    Array.isArray(value) && value.every(judge);
/** Members beyond these are none of our business: a later statefix may write more. */
const objectOf =
  (members: Readonly<Record<string, Judge>>): Judge =>
  (value) =>
    isObject(value) &&
    Object.entries(members).every(([key, judge]) => judge(Object.hasOwn(value, key) ? value[key] : undefined));

const isState = objectOf({
  digest: (value) => value === 'absent' || isDigest(value),
  mode: orNull(isCount),
  version: orNull(isText),
});

const isFile = objectOf({
  path: isText,
  kind: isText,
  from: isState,
  to: isState,
  steps: listOf(objectOf({ kind: isText })),
  recovery: orNull(isText),
  backup: orNull(isText),
  wasHealthy: isFlag,
  sidecar: orNull(isDigest),
});

const isLine = objectOf({
  version: (value) => value === 1,
  sequence: (value) => isCount(value) && value !== 0,
  previous: isDigest,
  hash: isDigest,
  id: isText,
  run: isText,
  at: isText,
  command: isText,
  tool: isText,
  who: objectOf({ user: isText, hostname: isText, pid: isCount }),
  files: listOf(isFile),
});

/** True where a value has all members of a line of the audit, of their types. Proves nothing about hashes. */
export function hasLineShape(value: ValueObject): value is ValueObject & AuditLine {
  return isLine(value);
}
