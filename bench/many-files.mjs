// 10 000 files of 1 KB in one process, against a bare loop that reads, hashes, parses and validates them: both as whole processes, start included, which
// is what a user waits for. The part of each that grows with the files is shown beside it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bestTimes, CLI, inTempFolder, STATE, tell } from './measure.mjs';

const FILES = 10_000;
const LOOP = join(dirname(fileURLToPath(import.meta.url)), 'bare-loop.mjs');
const SCHEMA = join(dirname(CLI), 'builtin/schemas/daemon/1.schema.json');

inTempFolder((cwd) => {
  for (const [folder, count] of /** @type {const} */ ([
    ['many', FILES],
    ['one', 1],
  ])) {
    mkdirSync(join(cwd, folder));
    for (let index = 0; index < count; index += 1) {
      const session = { ...STATE.current_session, path: `/home/${index}/${'p'.repeat(700)}` };
      const text = `${JSON.stringify({ ...STATE, current_session: session }, null, 2)}\n`;
      writeFileSync(join(cwd, folder, `${index}.json`), text, { mode: 0o600 });
    }
  }
  const times = bestTimes(
    {
      loop: [LOOP, SCHEMA, 'many'],
      check: [CLI, 'check', '--kind', 'daemon', 'many'],
      loopOfOne: [LOOP, SCHEMA, 'one'],
      checkOfOne: [CLI, 'check', '--kind', 'daemon', 'one'],
    },
    { rounds: 5, cwd },
  );
  const each = (/** @type {number} */ many, /** @type {number} */ one) =>
    (((many - one) * 1000) / (FILES - 1)).toFixed(0);
  console.log(
    `Node ${process.version}, best of 5: bare loop ${times.loop.toFixed(0)} ms, check ${times.check.toFixed(0)} ms`,
  );
  console.log(
    `each further file: bare loop ${each(times.loop, times.loopOfOne)} µs, check ${each(times.check, times.checkOfOne)} µs`,
  );
  tell(`check of ${FILES} files of 1 KB, in times of the bare loop`, times.check / times.loop, 2.5);
});
