import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunContext } from '../../../src/commands/run.ts';
import { EXIT_CODES, StatefixError } from '../../../src/model/errors.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { type ApplyLimits, applyPlan, applyTogether } from '../../../src/store/apply.ts';
import { readManifest } from '../../../src/store/backups/manifest.ts';
import { backupPath } from '../../../src/store/backups/names.ts';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';
import { acquireLock } from '../../../src/store/lock/acquire.ts';
import { openWriterSession } from '../../../src/store/session.ts';
import { planFor } from '../../support/plans.ts';
import { aContext, addFiles } from '../../support/project.ts';
import { type Act, exitCodeOf } from '../acts.ts';
import { storeOf } from '../books.ts';
import { buryTempFiles, dyingOps } from '../killed-process.ts';
import { type Content, fileOf, KEPT, type Model, NAMES, textOf } from './model.ts';

/** The same project on a disk. */
export interface Real {
  readonly root: string;
  /** What is wrong with the store, for a control. */
  readonly using: (fs: FsOps) => FsOps;
  readonly now: () => Date;
  /** Gives back, or leaves behind as a killed process does, the lock that another session holds. */
  readonly others: Map<string, (isKilled: boolean) => void>;
}

/** How long a command of the model waits for a lock. */
const WAIT = 15;
const LIMITS: ApplyLimits = { allowedRoot: undefined, lockTimeout: WAIT, staleAfter: 300_000 };

export function aReal(using: Real['using']): Real {
  const root = realpathSync(mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'statefix-model-')));
  addFiles(root, {
    'statefix.config.yaml': 'version: 1\nkinds:\n  doc: { files: [data/*.json] }\n',
    'schemas/doc/1.schema.json':
      '{"type": "object", "required": ["name"], "properties": {"version": {"const": 1}, "name": {"type": "string"}}}',
  });
  for (const name of NAMES) {
    addFiles(root, { [pathOf(name)]: textOf(`first ${name}`) });
    chmodSync(join(root, pathOf(name)), 0o640);
  }
  let time = Date.parse('2026-11-21T10:00:00Z');
  const now = () => {
    time += 1000;
    return new Date(time);
  };
  return { root, using, now, others: new Map() };
}

export function removeReal({ root, others }: Real): void {
  for (const end of others.values()) end(false);
  rmSync(root, { recursive: true, force: true });
}

export function pathOf(name: string): string {
  return `data/${name}.json`;
}

export function contentOf({ root }: Real, name: string): Content {
  const path = join(root, pathOf(name));
  return { text: readFileSync(path, 'utf8'), mode: statSync(path).mode & 0o7777 };
}

export function bakOf({ root }: Real, name: string): string | undefined {
  const path = join(root, `${pathOf(name)}.bak`);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

export function backupsOf({ root }: Real, name: string): readonly string[] {
  const path = join(root, pathOf(name));
  const { entries } = readManifest(nodeFs, storeOf(root), path);
  return entries.map(({ id }) => readFileSync(backupPath(storeOf(root), path, id), 'utf8'));
}

/** Somebody else writes a file, as an editor does: a new one in the place of the old one. */
export function editReal({ root }: Real, name: string, text: string): void {
  const path = join(root, pathOf(name));
  const { mode } = statSync(path);
  rmSync(path);
  writeFileSync(path, text);
  chmodSync(path, mode & 0o7777);
}

/** What a command came to. */
export interface Ended {
  readonly exit: number | string;
  readonly isKilled: boolean;
}

/** Runs a command; killed in front of its k-th changing operation where `k` is not 0. */
export async function runReal({ root, using, now }: Real, act: Act, k: number): Promise<Ended> {
  const dying = dyingOps(k, k % 2 === 0);
  const exit = await exitCodeOf(act, root, using(dying.fs), { now });
  buryTempFiles([join(root, 'data'), join(root, '.statefix'), join(root, '.statefix', 'journal')]);
  return { exit, isKilled: dying.death() !== undefined };
}

/** A change by plans, of one file, or of several together. */
export function putting(real: Real, wanted: ReadonlyMap<string, Content>): Act {
  return async ({ fs, signal, log, now }: RunContext) => {
    const session = openWriterSession({ fs, log, signal, now, tool: 'statefix test', operation: 'test' });
    const books = { store: storeOf(real.root), command: 'put' };
    try {
      const planned = [...wanted].map(([name, { text, mode }]) => ({
        plan: planOf(real, name, text, mode),
        limits: LIMITS,
        notes: NOTES,
      }));
      const [first, second] = planned;
      if (first === undefined) return 0;
      if (second === undefined) await applyPlan(first.plan, session, LIMITS, { ...books, notes: NOTES });
      else await applyTogether(planned, session, books);
      return 0;
    } catch (error) {
      if (error instanceof StatefixError) return EXIT_CODES[error.code];
      throw error;
    } finally {
      session.close();
    }
  };
}

const NOTES = {
  kind: 'doc',
  versions: { from: '1', to: '1' },
  recovery: null,
  wasHealthy: true,
  backupsKept: KEPT,
  isMilestone: false,
};

function planOf({ root }: Real, name: string, text: string, mode: number): Plan {
  return planFor(join(root, pathOf(name)), text, { mode });
}

/** Another session takes the lock of a file, and keeps it. */
export async function lockReal(real: Real, name: string): Promise<void> {
  const { root, using, now, others } = real;
  const dying = dyingOps(0);
  const { signal, log } = aContext(root);
  const session = openWriterSession({
    fs: using(dying.fs),
    log,
    signal,
    now,
    tool: 'statefix test',
    operation: 'hold',
  });
  await acquireLock(session, join(root, pathOf(name)), { timeout: WAIT, stale: 300_000 });
  others.set(name, (isKilled) => {
    if (isKilled) dying.kill();
    session.close();
  });
}

/** Everything in which the real project is not one that the model allows. */
export function differences(model: Model, real: Real): readonly string[] {
  const bad: string[] = [];
  for (const name of NAMES) {
    const now = contentOf(real, name);
    const { at, bak, backups } = fileOf(model, name);
    const begun = model.edited.has(name) ? undefined : model.interrupted?.files.get(name);
    const allowed = begun === undefined ? [at] : [begun.from, begun.to];
    if (!allowed.some(({ text, mode }) => text === now.text && mode === now.mode)) {
      bad.push(`${name} is ${said(now)}, and may be ${allowed.map(said).join(' or ')}`);
    }
    if (model.interrupted?.files.has(name) === true) continue;
    const found = bakOf(real, name);
    if (found !== bak) bad.push(`the .bak of ${name} is ${found}, and should be ${bak}`);
    const kept = backupsOf(real, name);
    if (kept.join() !== backups.join()) bad.push(`the backups of ${name} are ${kept}, and should be ${backups}`);
  }
  return bad;
}

function said({ text, mode }: Content): string {
  return `${JSON.parse(text).name} (${mode.toString(8)})`;
}
