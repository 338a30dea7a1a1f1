import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan, clearTraces } from '../../../src/store/apply.ts';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';
import { removeInstance } from '../../../src/store/lock/claim.ts';
import { readLock } from '../../../src/store/lock/record.ts';
import { lockPath } from '../../../src/store/names.ts';
import { bundleScript } from '../../support/bundle-script.ts';
import { tellFigures } from '../../support/figures.ts';
import { LIMITS, planFor, sessionOf } from '../../support/plans.ts';
import { makeTree } from '../../support/tree.ts';

// An owner is stopped at each of its operations under the lock, its lock is taken away, a successor changes the file, and the owner goes on.

const isLong = process.env['STATEFIX_TORTURE'] === 'long';
const counts = { stops: 0, refused: 0, done: 0, bad: 0, control: 0 };
let script = '';

beforeAll(async () => {
  script = await bundleScript(resolve(import.meta.dirname, '../../support/scripts/stalled-owner.ts'));
});

afterAll(() => {
  const { stops, refused, done, bad, control } = counts;
  process.stdout.write(
    `fence: an owner stopped at ${stops} points: ${refused} commits refused, ${done} made before the lock was taken away, ${bad} bad; ` +
      `control without the fence: ${control} made over the successor's\n`,
  );
  tellFigures({
    harness: 'an owner stopped, its lock taken away, continued',
    tried: `${stops} points`,
    bad,
    controls: [{ name: 'a breaker that does not fence', tried: 1, bad: control }],
  });
});

/** What the owner said, and what stood there when all was over. */
interface Ending {
  /** The operation that it was stopped before; `undefined` where it had fewer. */
  readonly stoppedBefore: string | undefined;
  readonly said: string;
  /** What the successor found, and replaced. */
  readonly replaced: string;
  readonly found: string;
  readonly bak: string;
  /** After the next writer has cleared up. */
  readonly left: readonly string[];
}

async function stopAt(
  k: number | 'commit',
  files: Readonly<Record<string, string>>,
  breaker: FsOps = nodeFs,
): Promise<Ending> {
  const root = makeTree(files);
  const path = join(root, 'state.json');
  const child = spawn(process.execPath, [script, path, 'owner', `${k}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => lines.push(line));
  await Promise.race([once(output, 'line'), closed]);
  const [stopped] = lines;
  if (!stopped?.startsWith('stopped')) {
    await closed;
    return { stoppedBefore: undefined, said: lines.join(), replaced: '', found: '', bak: '', left: [] };
  }
  await untilStopped(child.pid ?? 0);
  // Where it gives its own lock back, under a claim, nobody can take it away any more.
  if (readdirSync(root).some((name) => name.includes('.lock.rm.'))) {
    child.kill('SIGCONT');
    await closed;
    return { stoppedBefore: undefined, said: '', replaced: '', found: '', bak: '', left: [] };
  }
  takeAway(path, breaker);
  const replaced = readFileSync(path, 'utf8');
  const session = sessionOf();
  await applyPlan(planFor(path, 'successor'), session, LIMITS);
  child.kill('SIGCONT');
  await closed;
  session.close();
  const [found, bak] = [contentOf(path), contentOf(`${path}.bak`)];
  const next = sessionOf();
  await clearTraces(path, next, LIMITS);
  next.close();
  return {
    stoppedBefore: stopped.replaceAll(root, ''),
    said: lines.slice(1).join().replaceAll(root, ''),
    replaced,
    found,
    bak,
    left: readdirSync(root).filter((name) => !['state.json', 'state.json.bak'].includes(name)),
  };
}

async function untilStopped(pid: number): Promise<void> {
  while (!/\) T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) await delay(2);
}

/** As `statefix unlock --id … --force` does it, for somebody who is sure that the owner does not come back. */
function takeAway(path: string, fs: FsOps): void {
  const lock = readLock(nodeFs, lockPath(path));
  if (lock.kind !== 'record') return;
  const session = sessionOf(fs);
  removeInstance(session, path, lockPath(path), lock.record.lockId, session.stagingFor(path));
  session.close();
}

function contentOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : 'nothing';
}

/** What is wrong with an ending; nothing, where the successor's data stand and the owner says of its own what is true. */
function faultsOf({ stoppedBefore, said, replaced, found, bak, left }: Ending): readonly string[] {
  const bad: string[] = [];
  const isMade = replaced === 'owner';
  if (found !== 'successor') bad.push(`the file holds ${found}`);
  if (bak !== replaced) bad.push(`.bak holds ${bak}, and the successor replaced ${replaced}`);
  if (left.length > 0) bad.push(`left: ${left.join(', ')}`);
  if (isMade !== (said === 'applied')) bad.push(`the owner said ${said}`);
  if (!isMade && said.includes('in place')) bad.push(`the owner takes its change for made: ${said}`);
  return bad.map((each) => `${stoppedBefore}: ${each}`);
}

describe.skipIf(process.platform !== 'linux')('an owner that goes on after its lock was taken away', () => {
  test.each([
    ['without a .bak', 1, { 'state.json': 'old' }],
    ['with a .bak', isLong ? 1 : 3, { 'state.json': 'old', 'state.json.bak': 'older' }],
  ])(
    '%s, stopped anywhere, changes nothing of what its successor wrote, and says so',
    { timeout: 300_000 },
    async (_name, step, files) => {
      const bad: string[] = [];
      const before = { ...counts };
      for (let k = 1; ; k += step) {
        const ending = await stopAt(k, files);
        if (ending.stoppedBefore === undefined) break;
        const faults = faultsOf(ending);
        bad.push(...faults);
        counts.stops += 1;
        counts.bad += faults.length > 0 ? 1 : 0;
        counts[ending.replaced === 'owner' ? 'done' : 'refused'] += 1;
      }
      expect(bad).toEqual([]);
      expect(counts.refused - before.refused).toBeGreaterThan(5);
      expect(counts.done - before.done).toBeGreaterThan(0);
    },
  );

  test('stopped right before its commit, is refused', async () => {
    const ending = await stopAt('commit', { 'state.json': 'old', 'state.json.bak': 'older' });
    expect(ending).toMatchObject({ found: 'successor', replaced: 'old', bak: 'old', left: [] });
    expect(ending.said).toMatch(/^(?:STATE_CHANGED|WRITE_FAILED): /);
  });

  test('control: overwrites it where the breaker does not rename the staging directory away', async () => {
    const unfenced: FsOps = {
      ...nodeFs,
      rename: (from, to) => {
        if (!/\.tmp-[0-9a-f]{8}$/.test(from)) nodeFs.rename(from, to);
      },
    };
    const ending = await stopAt('commit', { 'state.json': 'old' }, unfenced);
    if (ending.found === 'owner') counts.control += 1;
    expect(faultsOf(ending)).toContainEqual(expect.stringContaining('the file holds owner'));
  });
});
