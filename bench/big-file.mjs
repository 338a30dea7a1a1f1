// Peak memory of checking one file of 50 MB, in times of its size.

import { spawnSync } from 'node:child_process';
import { closeSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CLI, inTempFolder, tell } from './measure.mjs';

const SIZE = 50_000_000;

inTempFolder((cwd) => {
  const path = join(cwd, 'big.json');
  const file = openSync(path, 'w', 0o600);
  writeSync(file, '[\n');
  let size = 0;
  for (let index = 0; size < SIZE; index += 1) {
    size += writeSync(
      file,
      `  { "id": ${index}, "name": "resource-${index}", "tags": ["a", "b"], "ratio": 0.5, "done": true },\n`,
    );
  }
  writeSync(file, '  null\n]\n');
  closeSync(file);
  writeFileSync(join(cwd, 'any.schema.json'), '{ "type": "array" }\n');
  // The child says its own peak as it ends: no tool of the system is needed.
  const preload = "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'))";
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(preload)}`,
      CLI,
      'check',
      '--schema',
      'any.schema.json',
      '--max-size',
      '64MiB',
      'big.json',
    ],
    { cwd, encoding: 'utf8' },
  );
  const seconds = (performance.now() - start) / 1000;
  const peak = /^peak (\d+)$/m.exec(stderr)?.[1];
  if (status !== 0 || peak === undefined) throw new Error(`check exits ${status}: ${stdout}${stderr}`);
  const bytes = Number(peak) * 1024;
  console.log(
    `Node ${process.version}: ${(statSync(path).size / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s, peak ${(bytes / 1e6).toFixed(0)} MB`,
  );
  tell('peak memory of a 50 MB check, in times of its size', bytes / statSync(path).size, 12);
});
