// @ts-check

/** @typedef {import('../../src/kinds/grid-layout/0.9.0.ts').GridLayoutFile} Before */
/** @typedef {import('../../src/kinds/grid-layout/1.0.0.ts').GridLayoutFile} After */

/** The id of an item becomes its key. */
export const drops = ['/data/layout/*/id'];

/**
 * The list of items becomes a record by their ids, and what people call the layout moves into `metadata`.
 *
 * @param {Before} file
 * @returns {Omit<After, 'version'>}
 */
export const up = (file) => {
  const { layout, widgets, name, description, tags, ...rest } = file.data;
  const ids = new Set(layout.map((item) => item.id));
  // A record cannot hold both items: better no migration than a lost one.
  if (ids.size < layout.length) throw new Error('two items of data.layout have the same id');
  return {
    ...file,
    data: {
      ...rest,
      version: '1.0.0',
      layout: Object.fromEntries(layout.map(({ id, ...item }) => [id, item])),
      instances: widgets,
      metadata: { name, ...(description === undefined ? {} : { description }), tags: tags ?? [] },
    },
  };
};

/**
 * @param {After} file
 * @returns {Omit<Before, 'version'>}
 */
export const down = (file) => {
  const { layout, instances, metadata, ...rest } = file.data;
  return {
    ...file,
    data: {
      ...rest,
      version: '0.9.0',
      ...metadata,
      layout: Object.entries(layout).map(([id, item]) => ({ id, ...item })),
      widgets: instances,
    },
  };
};
