/** What can run statefix before a commit: hook managers, and git itself. */
export const HOOK_NAMES = ['pre-commit', 'lefthook', 'husky', 'lint-staged', 'git'] as const;

export type HookName = (typeof HOOK_NAMES)[number];
