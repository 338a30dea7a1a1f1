import { checksumOf } from '../../../src/formats/canonical.ts';
import type { Value } from '../../../src/model/value.ts';
import type { Files } from '../../support/project.ts';

/** A kind `box` of one version: an integer checksum-sealed state with a serial, a lineage and a note. */
export const BOX_REGISTRY: Files = {
  'schemas/box/1.schema.json': JSON.stringify({
    type: 'object',
    required: ['version', 'note', 'checksum'],
    properties: {
      version: { const: 1 },
      note: { type: 'string', default: 'fresh' },
      serial: { type: 'integer', default: 0 },
      lineage: { type: 'string' },
      items: { type: 'array' },
      checksum: { type: 'string' },
    },
  }),
  'schemas/box/kind.yaml':
    'checksum: /checksum\nserial: /serial\nlineage: /lineage\nrecover: [bak, backups, git, default]\n',
};

/** The text of a sealed state of that kind. */
export function box(members: { readonly [key: string]: Value }): string {
  const value = { version: 1, ...members };
  return `${JSON.stringify({ ...value, checksum: checksumOf(value, '/checksum') }, undefined, 2)}\n`;
}

/** The same with one of its texts spelled anew, the seal left as it was: a hand edit. */
export function edited(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`${from} is not in the text`);
  return text.replace(from, to);
}
