import { acquireLock } from '../../../src/store/lock/acquire.ts';
import { sessionOf } from '../plans.ts';

// Takes the lock of the file named by the first argument, says "held", and keeps it until it is killed.
await acquireLock(sessionOf(), process.argv[2] ?? '', { timeout: 5000, stale: 300_000 });
process.stdout.write('held\n');
setInterval(() => {}, 60_000);
