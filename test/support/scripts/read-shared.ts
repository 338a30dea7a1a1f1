import { readShared } from '../../../src/store/lock/shared.ts';
import { sessionOf, waiting } from '../plans.ts';

// Reads the file named by the first argument under a shared lock, says "reading", and never ends.
await readShared(sessionOf(), process.argv[2] ?? '', waiting(5000), async () => {
  process.stdout.write('reading\n');
  await new Promise(() => setInterval(() => {}, 60_000));
});
