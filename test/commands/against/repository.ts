import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../../src/commands/check.ts';
import type { CheckOptions, JudgedFile } from '../../../src/commands/run.ts';
import type { LogEvent } from '../../../src/store/log.ts';
import { aContext, addFiles, all, aProject, type Files, options } from '../../support/project.ts';

/** Files to write; `undefined` takes one away. */
export type Changes = Readonly<Record<string, string | undefined>>;

/** A real repository, and checks in it. */
export interface Repository {
  readonly root: string;
  /** Throws where git fails. */
  git(...args: readonly string[]): string;
  write(changes: Changes): void;
  chmod(name: string, mode: number): void;
  commit(changes?: Changes): void;
  /** A check of everything against that revision. */
  check(against: string, changes?: Partial<CheckOptions>): Promise<Checked>;
}

interface Checked {
  /** What was found, as `CODE path:line`; without the line where there is none. */
  readonly found: readonly string[];
  readonly files: readonly JudgedFile[];
  readonly events: readonly LogEvent[];
}

/** One commit on `main` with those files. Only this repository's settings count. */
export function aRepository(files: Files, environment: Readonly<Record<string, string>> = {}): Repository {
  const root = aProject(files);
  const env = { PATH: process.env['PATH'] ?? '', HOME: root, GIT_CONFIG_NOSYSTEM: '1', ...environment };
  const git = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  const write = (changes: Changes) => {
    for (const [name, content] of Object.entries(changes)) {
      if (content === undefined) rmSync(join(root, name));
      else addFiles(root, { [name]: content });
    }
  };
  const repository: Repository = {
    root,
    git,
    write,
    chmod: (name, mode) => chmodSync(join(root, name), mode),
    commit(changes = {}) {
      write(changes);
      git('add', '--all');
      git('commit', '-q', '--allow-empty', '-m', 'change');
    },
    async check(against, changes = {}) {
      const context = aContext(root, { environment: env });
      const reports = await all(check({ ...options(), against, ...changes }, context));
      return { found: reports.flatMap(foundIn), files: reports, events: context.events };
    },
  };
  git('init', '-q', '-b', 'main');
  for (const [name, value] of [
    ['user.name', 'A'],
    ['user.email', 'a@example.org'],
    ['core.autocrlf', 'false'],
    ['commit.gpgsign', 'false'],
  ] as const) {
    git('config', name, value);
  }
  repository.commit();
  return repository;
}

function foundIn({ report }: JudgedFile): readonly string[] {
  return report.findings.map(
    ({ code, range }) => `${code} ${report.path}${range === undefined ? '' : `:${range.start.line}`}`,
  );
}

/** A schema of one version of a kind with these properties, one a line, so that a line is a property. */
export function aSchema(version: number, properties: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ version: `{ "const": ${version} }`, ...properties }).map(
    ([name, schema]) => `    "${name}": ${schema}`,
  );
  return `{\n  "type": "object",\n  "required": ["version"],\n  "properties": {\n${lines.join(',\n')}\n  },\n  "additionalProperties": false\n}\n`;
}

const TITLE = '{ "type": "string" }';
const ITEMS = '{ "type": "array" }';

/** Two kinds: `list` (versions 1 and 2), and `ledger`, which has a serial and a lineage. Each has a file of its newest version. */
export const FILES: Files = {
  'statefix.config.yaml':
    'version: 1\nkinds:\n  list: { files: [list.json, "lists/*.json"] }\n  ledger: { files: [ledger.json] }\n',
  'schemas/list/1.schema.json': aSchema(1, { name: TITLE, items: ITEMS }),
  'schemas/list/2.schema.json': aSchema(2, { title: TITLE, items: ITEMS }),
  'migrations/list/2_title.mjs': 'export const up = ({ name, ...rest }) => ({ ...rest, title: name });\n',
  'schemas/ledger/1.schema.json': aSchema(1, {
    serial: '{ "type": "integer" }',
    lineage: TITLE,
    total: '{ "type": "integer" }',
  }),
  'schemas/ledger/kind.yaml': 'serial: /serial\nlineage: /lineage\n',
  'list.json': aList(2, 20),
  'ledger.json': aLedger(7, 'a1', 100),
};

/** Each member, and each item, stands on a line of its own. */
export function aList(version: 1 | 2, count: number): string {
  const items = Array.from({ length: count }, (_, index) => index);
  const name = version === 1 ? 'name' : 'title';
  return `${JSON.stringify({ version, [name]: 'To do', items }, undefined, 2)}\n`;
}

export function aLedger(serial: number, lineage: string, total: number): string {
  return `${JSON.stringify({ version: 1, serial, lineage, total }, undefined, 2)}\n`;
}
