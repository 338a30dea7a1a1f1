// How much statefix adds to the start of Node: one small check, and --version, against `node -e 0`. Runs under the Node that it is started with.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bestTimes, CLI, inTempFolder, STATE, tell } from './measure.mjs';

const major = Number(process.versions.node.split('.')[0]);

inTempFolder((cwd) => {
  writeFileSync(join(cwd, 'state.json'), `${JSON.stringify(STATE, null, 2)}\n`, { mode: 0o600 });
  const times = bestTimes(
    {
      bare: ['-e', '0'],
      version: [CLI, '--version'],
      check: [CLI, 'check', '--kind', 'daemon', 'state.json'],
    },
    { rounds: 25, cwd },
  );
  console.log(`Node ${process.version}, best of 25: node -e 0 ${times.bare.toFixed(0)} ms`);
  tell(
    `check of one small file, ${times.check.toFixed(0)} ms, in times of node -e 0`,
    times.check / times.bare,
    major < 22 ? 2.2 : 3.0,
  );
  tell(`--version, ${times.version.toFixed(0)} ms, in times of node -e 0`, times.version / times.bare, 1.5);
});
