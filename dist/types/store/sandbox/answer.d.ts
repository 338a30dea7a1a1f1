import type { Value } from '../../model/value.js';
import type { SandboxAnswer } from './messages.js';
type Answers = {
    readonly [Kind in SandboxAnswer['kind']]: Extract<SandboxAnswer, {
        readonly kind: Kind;
    }>;
};
/**
 * What a child said, as an answer of one of those kinds; `undefined` for anything else. A child ran code that may mean harm: nothing that it says is taken on
 * trust, and only what is checked here is passed on.
 */
export declare function answerOf<Kind extends SandboxAnswer['kind']>(said: unknown, kinds: readonly Kind[], input: Value): Answers[Kind] | undefined;
export {};
