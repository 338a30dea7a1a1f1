import { applyPlan } from '../../../src/store/apply.ts';
import { LIMITS, planFor, sessionOf } from '../plans.ts';

// Replaces the file named by the first argument by as many bytes of `n` as the second says, after a line on stdout that says "now".
const [, , path = '', size = '0'] = process.argv;
const plan = planFor(path, 'n'.repeat(Number(size)));
const session = sessionOf();
process.stdout.write('now\n', () => {
  applyPlan(plan, session, LIMITS).then(() => {
    session.close();
    process.stdout.write('done\n');
  });
});
