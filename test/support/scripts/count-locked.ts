import { readFileSync, writeFileSync } from 'node:fs';
import { acquireLock } from '../../../src/store/lock/acquire.ts';
import { sessionOf } from '../plans.ts';

// Adds one to the number in the file named by the first argument, as often as the second says, each time under the lock alone: read, wait, write in place.
const [, , path = '', times = '0'] = process.argv;
const session = sessionOf();
for (let index = 0; index < Number(times); index += 1) {
  const lock = await acquireLock(session, path, { timeout: 60_000, stale: 300_000 });
  const count = Number(readFileSync(path, 'utf8'));
  if (index % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  writeFileSync(path, String(count + 1));
  lock.release();
}
session.close();
