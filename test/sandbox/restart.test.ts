import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { aSandbox, stepIn } from '../support/sandbox.ts';
import { makeTree } from '../support/tree.ts';

const LOOPS_ON_ONE = 'export const up = (s) => { if (s.bad) for (;;); return { ...s, done: true }; };';

describe('a step that ended its process', () => {
  it('takes no other result with it', async () => {
    const root = makeTree({ 'migrations/app/2_x.mjs': LOOPS_ON_ONE });
    const run = aSandbox({ stepMs: 1500 });
    const step = stepIn(root);
    const results = await Promise.all([{ n: 1 }, { bad: true }, { n: 2 }].map((value) => run(step, 'up', value)));
    expect(results.map(({ kind }) => kind)).toEqual(['done', 'failed', 'done']);
  });

  it('is not run again when it did so twice', async () => {
    const root = makeTree({ 'migrations/app/2_x.mjs': LOOPS_ON_ONE });
    const run = aSandbox({ stepMs: 1000 });
    const step = stepIn(root);
    await run(step, 'up', { bad: true });
    await run(step, 'up', { bad: true });
    expect(await run(step, 'up', { n: 1 })).toEqual({
      kind: 'failed',
      reason: 'it did not end within 1 s, and was ended',
    });
  });

  it.skipIf(process.platform === 'win32')('leaves no process behind', async () => {
    const root = makeTree({ 'migrations/app/2_x.mjs': LOOPS_ON_ONE });
    const run = aSandbox({ stepMs: 1000 }, { ...process.env, LC_TIME: `mark${process.pid}` });
    await run(stepIn(root), 'up', { bad: true });
    const processes = execFileSync('ps', ['eww', '-Ao', 'pid,command'], { encoding: 'utf8' });
    expect(
      processes
        .split('\n')
        .filter((line) => line.includes(`LC_TIME=mark${process.pid}`) && line.includes('step-child')),
    ).toEqual([]);
  });
});
