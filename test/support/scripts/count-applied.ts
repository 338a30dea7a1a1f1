import { readFileSync, writeSync } from 'node:fs';
import { StatefixError } from '../../../src/model/errors.ts';
import { applyPlan } from '../../../src/store/apply.ts';
import { planFor, sessionOf } from '../plans.ts';

// Adds one to the number in the file named by the first argument by plans, as often as the second says; a line on stdout for each that was acknowledged.
const [, , path = '', times = '0'] = process.argv;
const session = sessionOf();
for (let done = 0; done < Number(times); ) {
  const plan = planFor(path, String(Number(readFileSync(path, 'utf8')) + 1));
  try {
    await applyPlan(plan, session, { allowedRoot: undefined, lockTimeout: 60_000, staleAfter: 300_000 });
    writeSync(1, '+');
    done += 1;
  } catch (error) {
    if (!(error instanceof StatefixError) || error.code !== 'STATE_CHANGED') throw error;
  }
}
session.close();
