import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addFiles, type Files } from '../../support/project.ts';
import { type Account, type ForeignEdit, linesOf, pendingRecords, type State, stateOf } from '../books.ts';

/** A project of several files whose kinds go up and down, and all that others than statefix did to it. */
export interface World {
  readonly root: string;
  readonly account: Account & { readonly edits: ForeignEdit[] };
  /** A clock that moves on with every look. */
  readonly now: () => Date;
}

/** Recorded paths. */
export const STATE_FILES = [
  'data/app-a.json',
  'data/app-b.json',
  'data/app-c.json',
  'data/beside.json',
  'data/within.yaml',
];

const PROJECT: Files = {
  'statefix.config.yaml': [
    'version: 1',
    'kinds:',
    '  app: { files: [data/app*.json], mode: "0640" }',
    '  beside: { files: [data/beside.json], checksum: sidecar }',
    '  within: { files: [data/within.yaml], checksum: /checksum }',
    '',
  ].join('\n'),
  ...registryOf('app'),
  ...registryOf('beside'),
  ...registryOf('within'),
};

function registryOf(kind: string): Files {
  const schema = (version: number, needed: string, properties = '') =>
    `{"type": "object", "required": ["${needed}"], "properties": {"version": {"const": ${version}}${properties}}}`;
  const checksum = ', "checksum": {"type": "string"}';
  return {
    [`schemas/${kind}/1.schema.json`]: schema(1, 'name'),
    [`schemas/${kind}/2.schema.json`]: schema(2, 'title', checksum),
    [`schemas/${kind}/3.schema.json`]: schema(3, 'stats', checksum),
    [`migrations/${kind}/2_title.mjs`]:
      'export const up = ({ name, ...rest }) => ({ ...rest, title: name });\nexport const down = ({ title, ...rest }) => ({ ...rest, name: title });\n',
    [`migrations/${kind}/3_stats.mjs`]:
      'export const up = (state) => ({ ...state, stats: { runs: 0 } });\nexport const down = ({ stats, ...rest }) => rest;\nexport const dropsDown = ["/stats"];\n',
  };
}

/** A healthy text of the first version, each another one. */
function healthyText(path: string, name: string): string {
  return path.endsWith('.yaml')
    ? `# mine\nversion: 1\nname: ${name}\n`
    : `{\n  "version": 1,\n  "name": "${name}"\n}\n`;
}

export function aWorld(root: string): World {
  for (const name of ['data', '.statefix']) rmSync(join(root, name), { recursive: true, force: true });
  addFiles(root, PROJECT);
  for (const path of STATE_FILES) putHealthy(root, path, 'first', 0o640);
  let time = Date.parse('2026-11-21T10:00:00Z');
  return {
    root,
    account: { start: new Map(STATE_FILES.map((path) => [path, stateOf(root, path)])), edits: [] },
    now: () => {
      time += 1000;
      return new Date(time);
    },
  };
}

function putHealthy(root: string, path: string, name: string, mode: number): void {
  const text = healthyText(path, name);
  addFiles(root, { [path]: text });
  chmodSync(join(root, path), mode);
  if (path.endsWith('beside.json')) {
    writeFileSync(join(root, `${path}.sha256`), `${createHash('sha256').update(text).digest('hex')}  beside.json\n`);
  }
}

/** What people and other programs do to a file, with no lock. */
export const FOREIGN_HANDS = ['replaced', 'truncated', 'cut off', 'appended to', 'made readable', 'deleted'] as const;

export type ForeignHand = (typeof FOREIGN_HANDS)[number];

/** Does that to a file, and takes note of it. */
export function editByHand({ root, account }: World, path: string, hand: ForeignHand, name: string): void {
  const pending = pendingRecords(root).map(({ change }) => change.id);
  const at = join(root, path);
  if (hand !== 'replaced' && stateOf(root, path).digest === 'absent') return;
  switch (hand) {
    case 'replaced':
      // As an editor does it that writes a new file.
      rmSync(at, { force: true });
      putHealthy(root, path, name, 0o640);
      break;
    case 'truncated':
      writeFileSync(at, '');
      break;
    case 'cut off':
      writeFileSync(at, readFileSync(at).subarray(0, 12));
      break;
    case 'appended to':
      appendFileSync(at, '\n');
      break;
    case 'made readable':
      chmodSync(at, 0o666);
      break;
    case 'deleted':
      rmSync(at);
      break;
  }
  const to: State = stateOf(root, path);
  account.edits.push({ path, after: linesOf(root).length, to, pending });
}
