import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { runNode, type Spawned } from '../support/spawn.ts';
import { makeTree } from '../support/tree.ts';

/** What no step may get at: a variable, a file that only a step would write, a listener. */
export interface Canary {
  readonly token: string;
  readonly file: string;
  readonly port: number;
  /** True where a step wrote the file or reached the listener. */
  readonly isReached: () => boolean;
}

/** A pull request: its base, and the work tree of its head. */
export interface PullRequest {
  readonly root: string;
  /** The full id of the newest commit of the base. */
  readonly base: string;
  readonly canary: Canary;
  /** The command line, as a job for that event runs it; outside of CI without an event. */
  statefix(event: string | undefined, ...args: readonly string[]): Promise<Spawned & { readonly seconds: number }>;
  readonly path: (name: string) => string;
}

const schema = (version: number, member: string) =>
  `{"type":"object","required":["version","${member}"],"properties":{"version":{"const":${version}}}}\n`;

const GOOD = 'export const up = ({ name, ...rest }) => ({ ...rest, title: name });\n';

/** Two kinds of two versions each, and a state of each at the first. */
const BASE: Readonly<Record<string, string>> = {
  'statefix.config.yaml': 'version: 1\nkinds:\n  app: { files: [app.json] }\n  other: { files: [other.json] }\n',
  'schemas/app/1.schema.json': schema(1, 'name'),
  'schemas/app/2.schema.json': schema(2, 'title'),
  'migrations/app/2_title.mjs': GOOD,
  'schemas/other/1.schema.json': schema(1, 'name'),
  'schemas/other/2.schema.json': schema(2, 'title'),
  'migrations/other/2_title.mjs': GOOD,
  'app.json': '{"version": 1, "name": "a"}\n',
  'other.json': '{"version": 1, "name": "o"}\n',
};

/** A repository whose head differs from its base by these files. `text` is given the canary, so that a step can reach for it. */
export async function aPullRequest(
  changes: (canary: Canary) => Readonly<Record<string, string>>,
  more: (root: string) => void = () => undefined,
): Promise<PullRequest> {
  const canary = await aCanary();
  const root = join(makeTree(), 'repository');
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  write(root, BASE);
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'base');
  const base = git('rev-parse', 'HEAD').trim();
  git('switch', '-q', '-c', 'head');
  write(root, changes(canary));
  more(root);
  git('add', '-A');
  git('commit', '-q', '--allow-empty', '-m', 'head');
  const eventPath = join(dirname(root), 'event.json');
  writeFileSync(eventPath, JSON.stringify({ pull_request: { base: { sha: base } } }));
  return {
    root,
    base,
    canary,
    path: (name) => join(root, name),
    async statefix(event, ...args) {
      const ci = event === undefined ? {} : { CI: 'true', GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: eventPath };
      const started = performance.now();
      const done = await runNode(join(inject('dist'), 'cli.js'), args, {
        cwd: root,
        env: { TOKEN: canary.token, ...ci },
      });
      return { ...done, seconds: (performance.now() - started) / 1000 };
    },
  };
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

async function aCanary(): Promise<Canary> {
  const file = join(makeTree(), 'canary');
  let isCalled = false;
  const server: Server = createServer((socket) => {
    isCalled = true;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the listener has no port');
  return { token: `token-${process.pid}`, file, port: address.port, isReached: () => isCalled || existsSync(file) };
}
