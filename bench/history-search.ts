// What the benchmark of git's history measures: the search for the newest state that can be read, in a process of its own.
// bench/history.mjs bundles this.
import { dirname } from 'node:path';
import { loadFormat } from '../src/formats/index.ts';
import { parseState } from '../src/formats/parse.ts';
import { DEFAULT_FACTS } from '../src/registry/kind.ts';
import type { FoundCandidate } from '../src/store/candidates/candidate.ts';
import { gitCandidates } from '../src/store/candidates/git.ts';
import { nodeFs } from '../src/store/fs-ops.ts';

/** What the search saw; times in milliseconds since the process began, memory in bytes. */
export interface SearchFigures {
  readonly firstAt: number | undefined;
  readonly foundAt: number | undefined;
  readonly name: string | undefined;
  readonly looked: number;
  readonly peak: number;
}

const [path = ''] = process.argv.slice(2);
const format = await loadFormat('json');
let firstAt: number | undefined;
let foundAt: number | undefined;
let name: string | undefined;
let looked = 0;

const search = {
  fs: nodeFs,
  path,
  cwd: dirname(path),
  kind: { ...DEFAULT_FACTS, name: 'any', origin: 'user', versions: [], steps: [] } as const,
  store: undefined,
  root: undefined,
  environment: process.env,
  signal: AbortSignal.timeout(30_000),
  note: (clause: string) => process.stderr.write(`${clause}\n`),
  unseen: (clause: string) => process.stderr.write(`${clause}\n`),
};
for await (const candidate of gitCandidates(search)) {
  firstAt ??= performance.now();
  looked += 1;
  if (!(await isHealthy(candidate))) continue;
  name = candidate.name;
  foundAt = performance.now();
  break;
}
const figures: SearchFigures = { firstAt, foundAt, name, looked, peak: process.resourceUsage().maxRSS * 1024 };
process.stdout.write(JSON.stringify(figures));

async function isHealthy(candidate: FoundCandidate): Promise<boolean> {
  const file = await candidate.read();
  return file.kind === 'raw' && parseState(file, format).kind === 'parsed';
}
