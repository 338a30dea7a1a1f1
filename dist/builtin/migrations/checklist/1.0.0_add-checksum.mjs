// @ts-check

/** @typedef {import('../../src/kinds/checklist/0.9.0.ts').ChecklistState} Before */
/** @typedef {import('../../src/kinds/checklist/1.0.0.ts').ChecklistState} After */

/**
 * Times and durations get the names that the rest of the runner uses. Version and checksum are written by the engine.
 *
 * @param {Before} state
 * @returns {Omit<After, 'schemaVersion' | 'checksum'>}
 */
export const up = (state) => ({
  ...state,
  activeInstance: state.activeInstance === null ? null : renamed(state.activeInstance, 'updatedAt', 'lastModifiedAt'),
  completedSteps: state.completedSteps.map((step) => {
    const { commandResults = [], ...rest } = renamed(step, 'durationMs', 'executionTime');
    return { ...rest, commandResults };
  }),
});

/**
 * @param {After} state
 * @returns {Omit<Before, 'schemaVersion'>}
 */
export const down = ({ checksum: _, ...state }) => ({
  ...state,
  activeInstance: state.activeInstance === null ? null : renamed(state.activeInstance, 'lastModifiedAt', 'updatedAt'),
  completedSteps: state.completedSteps.map((step) => renamed(step, 'executionTime', 'durationMs')),
});

/**
 * The members in their order, one of them under a new name.
 *
 * @template {object} T
 * @template {keyof T & string} From
 * @template {string} To
 * @param {T} object
 * @param {From} from
 * @param {To} to
 * @returns {Omit<T, From> & Record<To, T[From]>}
 */
function renamed(object, from, to) {
  const members = Object.entries(object).map(([key, value]) => [key === from ? to : key, value]);
  return /** @type {Omit<T, From> & Record<To, T[From]>} */ (Object.fromEntries(members));
}
