// @ts-check

/** @typedef {import('../../src/kinds/daemon/0.ts').DaemonState} Before */
/** @typedef {import('../../src/kinds/daemon/1.ts').DaemonState} After */

/**
 * The version itself is written by the engine. What the first daemons left out gets its default; what is there stays untouched.
 *
 * @param {Before} state
 * @returns {Omit<After, 'version'> & { version?: 0 }}
 */
export const up = (state) => ({
  ...state,
  current_session: state.current_session ?? null,
  stats: state.stats ?? { saves_count: 0, total_resumes: 0 },
});

/**
 * Version 0 knows all members of version 1.
 *
 * @param {After} state
 */
export const down = (state) => state;
