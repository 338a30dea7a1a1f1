import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StatefixError } from '../../src/model/errors.ts';
import type { Plan } from '../../src/model/plan.ts';
import { applyPlan, clearTraces } from '../../src/store/apply.ts';
import { CREATE_FLAGS, type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { ERRNOS, failKth, REMOVALS, shortWrites } from '../support/faults.ts';
import { LIMITS, planFor, sessionOf, withSidecar } from '../support/plans.ts';
import { isWindows } from '../support/system.ts';

// Fails the k-th operation of a whole run with each errno, for every k until a run meets no fault, and looks at what it leaves behind.

interface Scenario {
  readonly name: string;
  readonly before: Readonly<Record<string, string>>;
  readonly plan: (path: string) => Plan;
}

const OLD = 'old content\n';
const NEW = 'new content, and more of it\n';

const SCENARIOS: readonly Scenario[] = [
  { name: 'replace', before: { 'state.json': OLD }, plan: (path) => planFor(path, NEW, { allowedMode: 0o600 }) },
  {
    name: 'replace, with a .bak there',
    before: { 'state.json': OLD, 'state.json.bak': 'older\n' },
    plan: (path) => planFor(path, NEW),
  },
  { name: 'create', before: {}, plan: (path) => planFor(path, NEW) },
  { name: 'mode alone', before: { 'state.json': OLD }, plan: (path) => planFor(path, OLD, { mode: 0o600 }) },
  {
    name: 'repair of broken bytes',
    before: { 'state.json': OLD },
    plan: (path) => planFor(path, NEW, { keep: 'corrupt-and-bak' }),
  },
  {
    name: 'replace with a checksum file',
    before: { 'state.json': OLD, 'state.json.sha256': 'stale\n' },
    plan: (path) => withSidecar(planFor(path, NEW)),
  },
];

type Apply = (plan: Plan, fs: FsOps) => Promise<void>;

const ours: Apply = async (plan, fs) => {
  const session = sessionOf(fs);
  try {
    await applyPlan(plan, session, LIMITS);
  } finally {
    session.close();
  }
};

/** What people write first: in place of the old content, the count of the write not looked at. */
const naive: Apply = async (plan, fs) => {
  const temp = `${plan.path}.tmp`;
  const fd = fs.open(temp, CREATE_FLAGS, 0o600);
  fs.write(fd, plan.bytes, 0, plan.bytes.length, null);
  fs.close(fd);
  if (plan.basis !== 'absent') fs.rename(plan.path, `${plan.path}.bak`);
  fs.rename(temp, plan.path);
};

async function outcomeOf(apply: Apply, plan: Plan, fs: FsOps): Promise<{ readonly error: unknown }> {
  return apply(plan, fs).then(
    () => ({ error: undefined }),
    (error: unknown) => ({ error }),
  );
}

function contentOf(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false }) === undefined ? undefined : readFileSync(path, 'utf8');
}

/** Everything that is wrong with what one run left behind. */
async function judge(
  root: string,
  scenario: Scenario,
  plan: Plan,
  error: unknown,
  failed: string | undefined,
): Promise<string[]> {
  const bad: string[] = [];
  const path = join(root, 'state.json');
  const old = scenario.before['state.json'];
  const wanted = new TextDecoder().decode(plan.bytes);
  const found = contentOf(path);
  if (found !== old && found !== wanted) bad.push(`target is ${JSON.stringify(found)}`);
  if (error === undefined && found !== wanted) bad.push('success with the old content');
  if (error === undefined && plan.mode !== undefined && (statSync(path).mode & 0o777) !== plan.mode)
    bad.push('success with the old mode');
  if (error !== undefined && !(error instanceof StatefixError)) bad.push(`threw ${String(error)}`);
  const bak = contentOf(`${path}.bak`);
  if (bak !== scenario.before['state.json.bak'] && bak !== old) bad.push(`.bak is ${JSON.stringify(bak)}`);
  if (error instanceof StatefixError && found === old && bak !== scenario.before['state.json.bak'] && wanted !== old)
    bad.push('.bak changed for nothing');
  const known = /^state\.json(\.bak|\.sha256)?$/;
  const litter = () =>
    readdirSync(root).filter((name) => !known.test(name) && !(found !== old && name.includes('.corrupt-')));
  const isExcused = REMOVALS.has(failed?.split(' ')[0] ?? '');
  if (litter().length > 0 && !isExcused) bad.push(`litter: ${litter()}`);
  const session = sessionOf();
  await clearTraces(path, session, LIMITS);
  session.close();
  if (litter().length > 0) bad.push(`litter after the next run: ${litter()}`);
  return bad.map((each) => `${failed ?? 'no fault'}: ${each}`);
}

async function sweepFaults(scenario: Scenario, errno: string, apply: Apply): Promise<{ runs: number; bad: string[] }> {
  const bad: string[] = [];
  for (let k = 1; ; k += 1) {
    const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'statefix-fault-')));
    try {
      for (const [name, content] of Object.entries(scenario.before)) writeFileSync(join(root, name), content);
      if (scenario.before['state.json'] !== undefined) chmodSync(join(root, 'state.json'), 0o644);
      const plan = scenario.plan(join(root, 'state.json'));
      const faulty = failKth(k, errno);
      const { error } = await outcomeOf(apply, plan, faulty.fs);
      bad.push(...(await judge(root, scenario, plan, error, faulty.failed())));
      if (faulty.failed() === undefined) return { runs: k, bad };
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }
}

// The operations, their order and their errors are those of POSIX systems; what differs on Windows is in apply.test.ts.
describe.skipIf(isWindows).each(SCENARIOS)('$name: whichever operation fails', (scenario) => {
  test.each(ERRNOS)('with %s, the file is old or new, and nothing is left lying about', async (errno) => {
    const { runs, bad } = await sweepFaults(scenario, errno, ours);
    expect(bad).toEqual([]);
    expect(runs).toBeGreaterThan(20);
  });
});

describe.skipIf(isWindows)('the same proof', () => {
  test('flags a naive writer', async () => {
    const [replace] = SCENARIOS;
    if (replace === undefined) throw new Error('no scenario');
    const { bad } = await sweepFaults(replace, 'EIO', naive);
    expect(bad.some((each) => each.includes('target is undefined'))).toBe(true);
    expect(bad.some((each) => each.includes('litter'))).toBe(true);
  });

  test.each([
    ['ours', ours, 0],
    ['a naive writer', naive, 1],
  ] as const)('sees whether short writes are noticed: %s', async (_, apply, expected) => {
    const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'statefix-fault-')));
    try {
      writeFileSync(join(root, 'state.json'), OLD);
      const plan = planFor(join(root, 'state.json'), NEW);
      await apply(plan, shortWrites(7));
      const isTorn = readFileSync(plan.path, 'utf8') !== NEW;
      expect(Number(isTorn)).toBe(expected);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  test('meets every kind of operation that a replace needs', async () => {
    const operations = new Set<string>();
    const fs = new Proxy(nodeFs, {
      get(target, name: keyof FsOps) {
        operations.add(name);
        return target[name];
      },
    });
    const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'statefix-fault-')));
    try {
      writeFileSync(join(root, 'state.json'), OLD);
      await ours(planFor(join(root, 'state.json'), NEW, { mode: 0o600, allowedMode: 0o600 }), fs);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
    for (const name of [
      'open',
      'read',
      'write',
      'fsync',
      'close',
      'fchmod',
      'link',
      'rename',
      'unlink',
      'mkdir',
      'rmdir',
      'lstat',
    ])
      expect(operations).toContain(name);
  });
});
