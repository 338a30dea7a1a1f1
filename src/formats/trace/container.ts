import { isArray, type Value, type ValueArray, type ValueObject } from '../../model/value.ts';

export type Container = ValueArray | ValueObject;

export function isContainer(value: Value): value is Container {
  return typeof value === 'object' && value !== null;
}

/** True for two objects or two arrays. */
export function areAlike(left: Value, right: Value): boolean {
  return isContainer(left) && isContainer(right) && isArray(left) === isArray(right);
}
