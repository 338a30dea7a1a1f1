import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';

/** How a kind keeps its checksum, and the name of that kind. */
type Seal = 'inside' | 'beside';

/** A healthy state file of at least 2 kB, sealed, with at least ten comments where its format has them. */
export interface SealedFile {
  readonly name: string;
  readonly kind: Seal;
  readonly path: string;
  readonly format: 'json' | 'jsonc' | 'yaml';
  readonly bytes: Buffer;
  /** Every comment, from its sign to its end. */
  readonly comments: RegExp | undefined;
}

const UNSEALED = `sha256:${'0'.repeat(64)}`;
const NAMES = [
  'Ada',
  'Zoë',
  'Łukasz',
  'Grace',
  'Émile',
  'Olaf',
  'Niklaus',
  'Barbara',
  'Ken',
  'Edsger',
  'Radia',
  'Linus',
];

const json = (checksum: string): string => `{
  "version": 1,${checksum}
  "serial": 12345678901234567890,
  "ratio": 1.5e3,
  "tiny": 2E-7,
  "title": "caf\\u00e9 \\"x\\"\\n",
  "last": null,
  "items": [
${NAMES.map((name, at) => `    { "id": ${at + 1}, "name": "${name}", "done": ${at % 2 === 0}, "took": ${at * 37 + 5}, "tags": ["a${at}", "all"], "note": "item ${at} of the list, as it is kept for the next run of the worker" }`).join(',\n')}
  ]
}
`;

const jsonc = (checksum: string): string => `// What the worker does, and what it did.
{
  "version": 1, // of the schema${checksum}
  /* never smaller than before */ "serial": 12345678901234567890,
  "ratio": 1.5e3,
  "last": null,
  "title": "caf\\u00e9",
  "items": [
${NAMES.map((name, at) => `    // ${name} has number ${at}\n    { "id": ${at + 1}, "name": "${name}", "done": ${at % 2 === 0}, "took": ${at * 37 + 5}, "note": "item ${at} of the list, as it is kept for the next run" },`).join('\n')}
  ],
} /* all of it */
`;

const yaml = (checksum: string): string => `# What the worker does, and what it did.
version: 1 # of the schema${checksum}
serial: 12345678901234567890
ratio: 1.5e3
last: null
title: "caf\\u00e9"
about: |
  Written by hand,
  in two lines.
items:
${NAMES.map((name, at) => `  # ${name} has number ${at}\n  - id: ${at + 1}\n    name: ${name}\n    done: ${at % 2 === 0}\n    took: ${at * 37 + 5}\n    tags: [a${at}, "all"]\n    note: 'item ${at} of the list, as it is kept here'`).join('\n')}
# the end
`;

const FORMATS = [
  { format: 'json', textOf: json, parse: JSON.parse, member: `\n  "checksum": "${UNSEALED}",`, comments: undefined },
  {
    format: 'jsonc',
    textOf: jsonc,
    parse: parseJsonc,
    member: `\n  "checksum": "${UNSEALED}",`,
    comments: /\/\/[^\n]*|\/\*.*?\*\//g,
  },
  {
    format: 'yaml',
    textOf: yaml,
    parse: (text: string): unknown => parseYaml(text),
    member: `\nchecksum: ${UNSEALED}`,
    comments: /#[^\n]*/g,
  },
] as const;

/** The checksum of statefix, by other programs: SHA-256 of RFC 8785, in which the one integer that no double holds stands in all its digits. */
function sealed(text: string, parse: (text: string) => unknown): string {
  const { checksum: _, ...rest } = parse(text) as Record<string, unknown>;
  const canonical = (canonicalize({ ...rest, serial: 'SERIAL' }) ?? '').replace('"SERIAL"', '12345678901234567890');
  return text.replace(UNSEALED, `sha256:${createHash('sha256').update(canonical).digest('hex')}`);
}

/** Three formats, each with its checksum in the document and beside it. */
export const SEALED_FILES: readonly SealedFile[] = FORMATS.flatMap(({ format, textOf, parse, member, comments }) =>
  (['inside', 'beside'] as const).map((kind) => ({
    name: `${format}, checksum ${kind === 'inside' ? 'in the document' : 'beside it'}`,
    kind,
    path: `${kind}/state.${format}`,
    format,
    bytes: Buffer.from(kind === 'inside' ? sealed(textOf(member), parse) : textOf('')),
    comments,
  })),
);

/** A checksum file as sha256sum writes it. */
export function sidecarOf({ bytes, format }: SealedFile): string {
  return `${createHash('sha256').update(bytes).digest('hex')}  state.${format}\n`;
}
