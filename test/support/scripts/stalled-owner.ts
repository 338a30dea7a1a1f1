import { writeSync } from 'node:fs';
import { StatefixError } from '../../../src/model/errors.ts';
import { applyPlan } from '../../../src/store/apply.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { withHook } from '../faults.ts';
import { LIMITS, planFor, sessionOf } from '../plans.ts';

// Replaces the file named by the first argument by the text in the second, and stops itself (SIGSTOP) before the operation of the number in the third,
// counted from the moment that it has the lock; before the rename that makes the new content visible, for `commit`. Says "stopped before …" before that, and what came of it at its end.
const [, , path = '', text = '', at = '0'] = process.argv;
const plan = planFor(path, text);
let session: ReturnType<typeof sessionOf> | undefined;
let count = 0;
const fs = withHook(nodeFs, (operation, args, act) => {
  if (session?.events.some(({ kind }) => kind === 'lock-acquired')) {
    count += 1;
    const isCommit = operation === 'rename' && args[1] === path;
    if (count === Number(at) || (at === 'commit' && isCommit)) {
      const paths = args.filter((arg) => typeof arg === 'string');
      writeSync(1, `stopped before ${operation} ${paths.join(' ')}\n`);
      process.kill(process.pid, 'SIGSTOP');
    }
  }
  return act();
});
session = sessionOf(fs);
try {
  const { kind } = await applyPlan(plan, session, LIMITS);
  writeSync(1, `${kind}\n`);
} catch (error) {
  if (!(error instanceof StatefixError)) throw error;
  writeSync(1, `${error.code}: ${error.message}\n`);
}
session.close();
