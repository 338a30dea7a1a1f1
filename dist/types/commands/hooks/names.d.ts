/** What can run statefix before a commit: hook managers, and git itself. */
export declare const HOOK_NAMES: readonly ['pre-commit', 'lefthook', 'husky', 'lint-staged', 'git'];
export type HookName = (typeof HOOK_NAMES)[number];
