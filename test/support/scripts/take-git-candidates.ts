// Takes candidates from git, and then does what its last argument says, such as to forget them. Prints a line when it has three.
import { closeSync, openSync } from 'node:fs';
import { DEFAULT_FACTS } from '../../../src/registry/kind.ts';
import type { FoundCandidate } from '../../../src/store/candidates/candidate.ts';
import { gitCandidates } from '../../../src/store/candidates/git.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';

const [path = '', what] = process.argv.slice(2);
const search = {
  fs: nodeFs,
  path,
  cwd: '/',
  kind: { ...DEFAULT_FACTS, name: 'any', origin: 'user', versions: [], steps: [] } as const,
  store: undefined,
  root: undefined,
  environment: process.env,
  signal: new AbortController().signal,
  note: (clause: string) => process.stdout.write(`${clause}\n`),
  unseen: (clause: string) => process.stdout.write(`${clause}\n`),
};

if (what === 'starves') {
  const taken: number[] = [];
  try {
    for (;;) taken.push(openSync('/dev/null', 'r'));
  } catch {
    // One is left over, with which git may be looked for, and not be started.
    closeSync(taken.pop() ?? 0);
  }
}

const candidates = gitCandidates(search)[Symbol.asyncIterator]();
const found: FoundCandidate[] = [];
for (let count = 0; count < 3; count += 1) {
  const { value, done } = await candidates.next();
  if (done !== true) found.push(value);
}
process.stdout.write(`took ${found.length}\n`);
if (what === 'reads-late') {
  await candidates.return?.();
  for (const candidate of found) await candidate.read();
}
if (what === 'waits') setInterval(() => undefined, 1000);
