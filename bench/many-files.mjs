// 10 000 files of 1 KB in one process, against a bare loop that reads, hashes, parses and validates them. The start of Node is taken from both.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bestTimes, CLI, inTempFolder, STATE, tell } from './measure.mjs';

const FILES = 10_000;
const LOOP = join(dirname(fileURLToPath(import.meta.url)), 'bare-loop.mjs');
const SCHEMA = join(dirname(CLI), 'builtin/schemas/daemon/1.schema.json');

inTempFolder((cwd) => {
  const folder = join(cwd, 'states');
  mkdirSync(folder);
  for (let index = 0; index < FILES; index += 1) {
    const session = { ...STATE.current_session, path: `/home/${index}/${'p'.repeat(700)}` };
    const text = `${JSON.stringify({ ...STATE, current_session: session }, null, 2)}\n`;
    writeFileSync(join(folder, `${index}.json`), text, { mode: 0o600 });
  }
  const loop = [];
  for (let round = 0; round < 4; round += 1) {
    const { stdout, stderr } = spawnSync(process.execPath, [LOOP, SCHEMA, folder], { encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    const { healthy, milliseconds } = JSON.parse(stdout);
    if (healthy !== FILES) throw new Error(`the loop finds ${healthy} healthy files`);
    loop.push(milliseconds);
  }
  const { check, bare } = bestTimes(
    { bare: ['-e', '0'], check: [CLI, 'check', '--kind', 'daemon', 'states'] },
    { rounds: 4, cwd },
  );
  const bareLoop = Math.min(...loop);
  const own = check - bare;
  console.log(`Node ${process.version}, best of 4: bare loop ${bareLoop.toFixed(0)} ms, check ${own.toFixed(0)} ms`);
  tell(`check of ${FILES} files of 1 KB, in times of the bare loop`, own / bareLoop, 2.5);
});
