import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { AuditLine } from '../../src/model/audit.ts';
import { readAudit } from '../../src/store/audit/read.ts';
import { verifyAudit } from '../../src/store/audit/verify.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import type { ProjectStore } from '../../src/store/project-store.ts';
import type { Files } from '../support/project.ts';
import { snapshot } from '../support/snapshot.ts';

export const V1 = '{\n  "version": 1,\n  "name": "x"\n}\n';
export const V2 = '{\n  "version": 2,\n  "title": "x"\n}\n';
export const BROKEN = '{"version": 1, "na';

/** The names of the three files that change together. */
export const SET = ['a.json', 'b.json', 'more/c.json'];

/** A config and a kind with two versions; no state. */
export function projectFiles(facts = ''): Files {
  return {
    'schemas/app/1.schema.json': '{"type":"object","required":["version","name"],"properties":{"version":{"const":1}}}',
    'schemas/app/2.schema.json':
      '{"type":"object","required":["version","title"],"properties":{"version":{"const":2}}}',
    'migrations/app/2_title.mjs': 'export const up = ({ name, ...rest }) => ({ ...rest, title: name });\n',
    'statefix.config.yaml': `version: 1\nkinds:\n  app: { files: ["*.json", "more/*.json", "many/*.json"]${facts} }\n`,
  };
}

export function storeOf(root: string): ProjectStore {
  return { root, directory: join(root, '.statefix') };
}

export function auditOf(root: string): readonly AuditLine[] {
  return readAudit(nodeFs, storeOf(root)).lines;
}

/** Every path below a directory, relative to it; links are not followed. */
export function pathsBelow(root: string): readonly string[] {
  return Object.keys(snapshot(root));
}

/** What no run may leave, whatever became of it, and what is wrong with the audit: none where all is well. */
export function faultsOf(root: string): readonly string[] {
  const strays = pathsBelow(root).filter((path) => /^\.tmp-|\.lock(?:\.|$)|\.tmp$|\.mending$/.test(basename(path)));
  const journal = join(root, '.statefix', 'journal');
  const pending = existsSync(journal) ? readdirSync(journal) : [];
  const verdict = verifyAudit(nodeFs, storeOf(root));
  return [
    ...strays.map((path) => `left: ${path}`),
    ...pending.map((name) => `in the journal: ${name}`),
    ...(verdict.kind === 'intact' ? [] : [`audit: ${verdict.fault.reason}`]),
  ];
}

/** Content and mode of a file; `absent` for none. */
export function stateOf(root: string, name: string): string {
  const stats = statSync(join(root, name), { throwIfNoEntry: false });
  if (stats === undefined) return 'absent';
  return `${(stats.mode & 0o7777).toString(8)} ${readFileSync(join(root, name), 'utf8')}`;
}
