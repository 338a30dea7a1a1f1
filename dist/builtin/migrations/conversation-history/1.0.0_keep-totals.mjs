// @ts-check

/** @typedef {import('../../src/kinds/conversation-history/0.9.0.ts').ConversationHistoryFile} Before */
/** @typedef {import('../../src/kinds/conversation-history/1.0.0.ts').ConversationHistoryFile} After */

/**
 * The totals move into `metadata`; those that were not kept are counted.
 *
 * @param {Before} file
 * @returns {Omit<After, 'version'>}
 */
export const up = (file) => {
  const { data, ...envelope } = structuredClone(file);
  const { entries, lastUpdated } = data;
  const totalTokens = data.totalTokens ?? sum(entries.map((entry) => entry.tokens ?? 0));
  return {
    ...envelope,
    data: {
      version: '1.0.0',
      conversations: entries,
      metadata: { totalCount: entries.length, lastUpdated, totalTokens },
    },
  };
};

/** The number of conversations can be counted again. */
export const dropsDown = ['/data/metadata/totalCount'];

/**
 * @param {After} file
 * @returns {Omit<Before, 'version'>}
 */
export const down = (file) => {
  const { data, ...envelope } = structuredClone(file);
  const { lastUpdated, totalTokens } = data.metadata;
  return { ...envelope, data: { version: '0.9.0', entries: data.conversations, lastUpdated, totalTokens } };
};

/**
 * Exact, however large: integers beyond 2^53 reach a step as bigint, and must leave it so.
 *
 * @param {readonly (number | bigint)[]} counts
 * @returns {number | bigint}
 */
function sum(counts) {
  const total = counts.reduce((/** @type {bigint} */ subtotal, count) => subtotal + BigInt(count), 0n);
  return total <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(total) : total;
}
