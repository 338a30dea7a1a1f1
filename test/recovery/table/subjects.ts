import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';
import type { Files } from '../../support/project.ts';

/** One state file of one kind in one format: a healthy text, and other healthy texts that may stand around it. */
export interface Subject {
  readonly name: string;
  /** The name of its kind. */
  readonly kind: string;
  readonly path: string;
  /** Permission bits that its kind allows, in octal digits. */
  readonly mode: string;
  /** Schemas and steps; none for a built-in kind. */
  readonly registry: Files;
  /** The facts of its kind that its config says. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** What stands in the file before it is damaged. */
  readonly now: string;
  /** What stood there earlier, of the same version. */
  readonly before: string;
  /** What another made of `before`, at another place than `now`. */
  readonly theirs: string;
  /** The same state as `before`, of the version before this one; the same text where its kind has no other. */
  readonly old: string;
  /** A member that the program gives to the file only. */
  readonly hasSidecar: boolean;
}

/** The contents of a subject, by name. */
export type Content = 'now' | 'before' | 'theirs' | 'old';

const UNSEALED = `sha256:${'0'.repeat(64)}`;

/** The value of a text of any of the three formats. */
export function valueIn(text: string): unknown {
  return text.startsWith('{') || text.startsWith('[') || text.startsWith('//') ? parseJsonc(text) : parseYaml(text);
}

/** The text with its checksum in place: SHA-256 of the canonical form (RFC 8785) of all but the checksum, by another program than statefix. */
export function sealed(text: string): string {
  const { checksum: _, ...rest } = valueIn(text) as Record<string, unknown>;
  const digest = createHash('sha256')
    .update(canonicalize(rest) ?? '')
    .digest('hex');
  return text.replace(UNSEALED, `sha256:${digest}`);
}

/** What differs between the contents of one game. */
interface Game {
  readonly level: number;
  readonly items: readonly string[];
  readonly note: string;
}

const GAMES: Readonly<Record<Content, Game>> = {
  now: { level: 7, items: ['lamp', 'rope', 'map'], note: 'at the café' },
  before: { level: 6, items: ['lamp', 'rope'], note: 'at the café' },
  theirs: { level: 6, items: ['lamp', 'rope'], note: 'at the zoo' },
  old: { level: 6, items: ['lamp', 'rope'], note: 'at the café' },
};

type Written = (game: Game, version: number, isSealed: boolean) => string;

const asJson: Written = ({ level, items, note }, version, isSealed) => `{
  "version": ${version},
  "${playerKey(version)}": "Ada",
  "level": ${level},
  "items": [${items.map((item) => `"${item}"`).join(', ')}],
  "place": { "room": "library", "x": 12, "y": 40 },
  "note": "${note}"${isSealed ? `,\n  "checksum": "${UNSEALED}"` : ''}
}
`;

const asJsonc: Written = ({ level, items, note }, version, isSealed) => `// The game that Ada left.
{
  "version": ${version},
  "${playerKey(version)}": "Ada", // since the first of May
  "level": ${level},
  "items": [
${items.map((item) => `    "${item}", // found\n`).join('')}  ],
  /* where she stands */
  "place": { "room": "library", "x": 12, "y": 40 },
  "note": "${note}",${isSealed ? `\n  "checksum": "${UNSEALED}",` : ''}
}
`;

const asYaml: Written = ({ level, items, note }, version, isSealed) => `# The game that Ada left.
version: ${version}
${playerKey(version)}: Ada # since the first of May
level: ${level}
items:
${items.map((item) => `  - ${item} # found\n`).join('')}
place:
  room: library
  x: 12
  y: 40
note: "${note}"
${isSealed ? `checksum: ${UNSEALED}\n` : ''}`;

function playerKey(version: number): string {
  return version === 1 ? 'name' : 'player';
}

const EXTENSIONS: Readonly<Record<string, Written>> = { json: asJson, jsonc: asJsonc, yaml: asYaml };

function schemaOf(version: number, isSealed: boolean): string {
  const strings = { type: 'string' };
  const required = ['version', playerKey(version), 'level', 'items', 'place', 'note'];
  return JSON.stringify({
    type: 'object',
    required: isSealed ? [...required, 'checksum'] : required,
    properties: {
      version: { const: version },
      [playerKey(version)]: strings,
      level: { type: 'integer', minimum: 0 },
      items: { type: 'array', items: strings },
      place: { type: 'object', required: ['room', 'x', 'y'], properties: { room: strings } },
      note: strings,
      ...(isSealed ? { checksum: strings } : {}),
    },
    additionalProperties: false,
    ...(version === 2
      ? {
          default: { version: 2, player: 'nobody', level: 0, items: [], place: { room: 'hall', x: 0, y: 0 }, note: '' },
        }
      : {}),
  });
}

/** A game whose kind keeps its checksum in the document, beside the file, or nowhere. */
function aGame(kind: 'sealed' | 'beside' | 'plain', extension: 'json' | 'jsonc' | 'yaml'): Subject {
  const isSealed = kind === 'sealed';
  const written = EXTENSIONS[extension] ?? asJson;
  const text = (content: Content) => {
    const plain = written(GAMES[content], content === 'old' ? 1 : 2, isSealed);
    return isSealed ? sealed(plain) : plain;
  };
  return {
    name: `${kind}.${extension}`,
    kind,
    path: `${kind}.${extension}`,
    mode: '0644',
    registry: {
      [`schemas/${kind}/1.schema.json`]: schemaOf(1, isSealed),
      [`schemas/${kind}/2.schema.json`]: schemaOf(2, isSealed),
      [`migrations/${kind}/2_player.mjs`]: 'export const up = ({ name, ...rest }) => ({ ...rest, player: name });\n',
    },
    facts: { checksum: isSealed ? '/checksum' : kind === 'beside' ? 'sidecar' : false },
    now: text('now'),
    before: text('before'),
    theirs: text('theirs'),
    old: text('old'),
    hasSidecar: kind === 'beside',
  };
}

function aBuiltin(kind: string, path: string, mode: string, texts: Readonly<Record<Content, string>>): Subject {
  return { name: `${kind} (${path})`, kind, path, mode, registry: {}, facts: {}, ...texts, hasSidecar: false };
}

function daemon(steps: readonly number[], paused: boolean, version = '\n  "version": 1,'): string {
  return `{${version}
  "daemon_state": "${paused ? 'paused' : 'monitoring'}",
  "current_session": { "path": "/srv/x", "steps_completed": [${steps.join(', ')}], "last_step": ${steps.length}, "total_steps": 9 },
  "stats": { "saves_count": 18446744073709551615, "total_resumes": 0 }
}
`;
}

function checklist(status: string, steps: readonly string[], version = '1.0.0'): string {
  const isOld = version === '0.9.0';
  const text = `# The release checklist.
schemaVersion: "${version}"
activeInstance: # what is being worked on
  id: 7c9e6679-7425-40de-944b-e07fc1f90ae7
  templateId: release
  templateVersion: 1.2.0
  projectPath: /srv/app
  status: ${status}
  currentStepId: build
  startedAt: '2026-11-01T08:00:00Z'
  ${isOld ? 'updatedAt' : 'lastModifiedAt'}: '2026-11-01T09:00:00Z' # by the runner
completedSteps:
${steps
  .map(
    (step) => `  - stepId: ${step}
    completedAt: '2026-11-01T08:30:00Z'
    ${isOld ? 'durationMs' : 'executionTime'}: 1000
    result: success
    commandResults: []
`,
  )
  .join('')}${isOld ? '' : `checksum: ${UNSEALED}\n`}`;
  return isOld ? text : sealed(text);
}

function layout(name: string, width: number): string {
  const data = {
    version: '1.0.0',
    timestamp: 1_763_999_999_000,
    layout: { 'clock-1': { x: 0, y: 0, w: width, h: 1 }, 'chat-1': { x: 2, y: 0, w: 4, h: 6 } },
    instances: { 'clock-1': { type: 'clock' }, 'chat-1': { type: 'chat' } },
    metadata: { name, tags: ['work'] },
  };
  return `${JSON.stringify({ version: '1.0.0', timestamp: 1_764_000_000_000, data }, undefined, 2)}\n`;
}

function resources(ids: readonly string[], zone: string): string {
  return `[\n${ids.map((id) => `  { "id": "${id}", "type": "machine", "zone": "${zone}" }`).join(',\n')}\n]\n`;
}

export const SUBJECTS = {
  sealedJson: aGame('sealed', 'json'),
  sealedJsonc: aGame('sealed', 'jsonc'),
  sealedYaml: aGame('sealed', 'yaml'),
  besideJson: aGame('beside', 'json'),
  besideJsonc: aGame('beside', 'jsonc'),
  besideYaml: aGame('beside', 'yaml'),
  plainJson: aGame('plain', 'json'),
  plainJsonc: aGame('plain', 'jsonc'),
  plainYaml: aGame('plain', 'yaml'),
  daemon: aBuiltin('daemon', 'state.json', '0600', {
    now: daemon([1, 2, 3], false),
    before: daemon([1, 2], false),
    theirs: daemon([1, 2], true),
    old: daemon([1, 2], false, ''),
  }),
  checklist: aBuiltin('checklist', '.checklist/state.yaml', '0644', {
    now: checklist('active', ['lint', 'test']),
    before: checklist('active', ['lint']),
    theirs: checklist('paused', ['lint']),
    old: checklist('active', ['lint'], '0.9.0'),
  }),
  layout: aBuiltin('grid-layout', 'layouts/default.json', '0600', {
    now: layout('Default', 3),
    before: layout('Default', 2),
    theirs: layout('Mine', 2),
    old: layout('Default', 2),
  }),
  deployment: aBuiltin('deployment', 'resources.json', '0644', {
    now: resources(['db', 'web', 'mail'], 'a'),
    before: resources(['db', 'web'], 'a'),
    theirs: resources(['db', 'web'], 'b'),
    old: resources(['db', 'web'], 'a'),
  }),
} as const satisfies Readonly<Record<string, Subject>>;
