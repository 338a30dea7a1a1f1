import { type Value, type ValueArray, type ValueObject } from '../../model/value.js';
export type Container = ValueArray | ValueObject;
export declare function isContainer(value: Value): value is Container;
/** True for two objects or two arrays. */
export declare function areAlike(left: Value, right: Value): boolean;
