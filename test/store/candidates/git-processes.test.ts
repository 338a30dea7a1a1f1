import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { gitCandidates } from '../../../src/store/candidates/git.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { createGitObjects } from '../../../src/store/git/objects.ts';
import { findGit } from '../../../src/store/git/program.ts';
import { bundleScript } from '../../support/bundle-script.ts';
import { newDirectory } from '../../support/project.ts';
import { isWindows } from '../../support/system.ts';
import {
  aSearch,
  contentOf,
  countedGit,
  isAlive,
  plainEnvironment,
  type Repository,
  repositoryAt,
} from './git-repository.ts';

/** So long a history that git is still at it, its pipe full, when the first of it is taken. */
function longHistory(): Repository {
  const long = repositoryAt(newDirectory());
  long.git('init', '--quiet', '--initial-branch=main');
  const commits = Array.from({ length: 4000 }, (_, n) => {
    const text = `${n}`;
    return `commit refs/heads/main\ncommitter T <t@example.org> ${1_700_000_000 + n} +0000\ndata 1\nx\nM 100644 inline state.json\ndata ${text.length}\n${text}\n`;
  });
  long.feed(['fast-import', '--quiet'], commits.join(''));
  return long;
}

let repository: Repository;
let script: string;
beforeAll(async () => {
  repository = longHistory();
  script = await bundleScript(resolve(import.meta.dirname, '../../support/scripts/take-git-candidates.ts'));
});

afterAll(() => rmSync(repository.root, { recursive: true }));

function living(starts: readonly string[]): readonly string[] {
  return starts.filter((line) => isAlive(Number(line.split(' ')[0])));
}

// The counting git is a shell script, and the processes are looked up in /proc.
describe.skipIf(process.platform !== 'linux')('the runs of git', () => {
  it('are over when the search is given up in the middle', async () => {
    const { environment, starts } = countedGit();
    let count = 0;
    for await (const candidate of gitCandidates(aSearch(join(repository.root, 'state.json'), { environment }))) {
      await candidate.read();
      count += 1;
      if (count === 3) {
        expect(living(starts())).toHaveLength(2);
        break;
      }
    }
    expect(living(starts())).toEqual([]);
  });

  it('are over when who searches throws', async () => {
    const { environment, starts } = countedGit();
    const search = aSearch(join(repository.root, 'state.json'), { environment });
    const act = async () => {
      for await (const { name } of gitCandidates(search)) if (name.startsWith('git:')) throw new Error('enough');
    };
    await expect(act()).rejects.toThrow('enough');
    expect(starts()).toHaveLength(2);
    expect(living(starts())).toEqual([]);
  });

  it('are over when the time is, and what was found counts', async () => {
    const { environment, starts } = countedGit();
    const controller = new AbortController();
    const search = aSearch(join(repository.root, 'state.json'), { environment, signal: controller.signal });
    const names: string[] = [];
    for await (const { name } of gitCandidates(search)) {
      names.push(name);
      if (names.length === 3) controller.abort();
    }
    expect(names.length).toBeGreaterThan(2);
    expect(names.length).toBeLessThan(4001);
    expect(search.notes).toEqual(['the time was over before all of the history in git was looked at']);
    expect(living(starts())).toEqual([]);
  });

  it('do not begin when the time is over before', async () => {
    const { environment, starts } = countedGit();
    const search = aSearch(join(repository.root, 'state.json'), { environment, signal: AbortSignal.abort() });
    for await (const { name } of gitCandidates(search)) expect(name).toBeUndefined();
    expect([starts(), search.notes.length]).toEqual([[], 1]);
  });

  it('are over when the time is while git says nothing, and a program of its own holds its pipes', async () => {
    const controller = new AbortController();
    const program = { path: '/bin/sh', options: ['-c', 'sleep 20; :'], environment: plainEnvironment() };
    const place = { program, directory: repository.root, separator: '\n', signal: controller.signal } as const;
    const objects = createGitObjects(place);
    const answer = objects.read('HEAD', 10);
    setTimeout(() => controller.abort(), 50);
    expect(await answer).toEqual({ kind: 'failed', reason: 'the search was stopped' });
    const start = performance.now();
    await objects.close();
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('that a later read needs are over soon after it', async () => {
    const { environment, starts } = countedGit();
    const search = aSearch(join(repository.root, 'state.json'), { environment });
    const candidates = gitCandidates(search)[Symbol.asyncIterator]();
    const { value } = await candidates.next();
    await candidates.return?.();
    expect(living(starts())).toEqual([]);
    expect(await contentOf(value)).toBe('3999');
    await vi.waitFor(() => expect(living(starts())).toEqual([]), { timeout: 5000 });
  });

  it.each(['forgets', 'reads-late', 'waits'])(
    'do not outlive the process, nor keep it from ending: one that %s',
    async (what) => {
      const { environment, starts } = countedGit();
      const child = spawn(process.execPath, [script, join(repository.root, 'state.json'), what], { env: environment });
      child.stdout.resume();
      child.stderr.resume();
      if (what === 'waits') {
        await once(child.stdout, 'data');
        child.kill('SIGKILL');
      }
      const [code, signal] = await once(child, 'close');
      expect([code, signal]).toEqual(what === 'waits' ? [null, 'SIGKILL'] : [0, null]);
      expect(starts().length).toBeGreaterThan(1);
      await vi.waitFor(() => expect(living(starts())).toEqual([]), { timeout: 5000 });
    },
  );

  it('fail with a reason where no more files may be opened', async () => {
    const child = spawn('sh', [
      '-c',
      `ulimit -n 40; exec "$0" "$@"`,
      process.execPath,
      script,
      join(repository.root, 'state.json'),
      'starves',
    ]);
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    await once(child, 'close');
    expect(said).toMatch(/^git cannot be started/);
  });
});

describe.skipIf(isWindows)('findGit', () => {
  it('does not lead to a program outside of the path', () => {
    expect(findGit(nodeFs, { PATH: '/none:relative::.' })).toBeUndefined();
    expect(findGit(nodeFs, {})).toBeUndefined();
  });

  it('passes on no variable that leads git elsewhere, and those that say how the user has set it up', () => {
    const kept = { GIT_EXEC_PATH: '/y', GIT_CONFIG_GLOBAL: '/g', HOME: '/z' };
    const led = { GIT_INDEX_FILE: '/x', GIT_DIR: '/x', GIT_CONFIG_PARAMETERS: "'core.pager'='x'", GIT_TRACE: '/x' };
    const program = findGit(nodeFs, { ...plainEnvironment(), ...kept, ...led });
    expect(program?.environment).toMatchObject({ ...kept, GIT_NO_LAZY_FETCH: '1' });
    for (const name of Object.keys(led)) expect(program?.environment).not.toHaveProperty(name);
  });
});
