import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isWindows } from '../support/system.ts';
import { aPullRequest, type PullRequest } from './repository.ts';
import { HOSTILE_STEPS, type HostileStep } from './steps.ts';

const PRIVILEGED = ['pull_request_target', 'workflow_run', 'issue_comment'] as const;

function requestWith({ source }: HostileStep): Promise<PullRequest> {
  return aPullRequest((canary) => ({ 'migrations/app/2_title.mjs': source(canary) }));
}

function json({ path }: PullRequest, name: string): unknown {
  return JSON.parse(readFileSync(path(name), 'utf8'));
}

const cases = HOSTILE_STEPS.map((step) => [step.what, step] as const);

describe.skipIf(isWindows)('a pull request whose migration', () => {
  describe.each(cases)('%s', (_, step) => {
    test('does not run in a privileged event: the step of the base does', async () => {
      const request = await requestWith(step);
      const event = PRIVILEGED[HOSTILE_STEPS.indexOf(step) % PRIVILEGED.length] ?? 'workflow_run';
      const { code, stderr, seconds } = await request.statefix(event, 'migrate');
      expect([code, stderr]).toEqual([0, expect.stringContaining('config and migrations are those of the base')]);
      expect(json(request, 'app.json')).toEqual({ version: 2, title: 'a' });
      expect(request.canary.isReached()).toBe(false);
      expect(seconds).toBeLessThan(30);
    });

    test('is contained and named in an unprivileged one, and takes no other file with it', async () => {
      const request = await requestWith(step);
      const { code, stdout, seconds } = await request.statefix('pull_request', 'migrate', '--format', 'json');
      const { files } = JSON.parse(stdout);
      const [app, other] = files.map(({ outcome }: { outcome: { kind: string; error?: unknown } }) => outcome);
      expect(app).toMatchObject({
        kind: 'failed',
        error: { code: step.code ?? 'MIGRATION_FAILED', message: expect.stringMatching(step.said), step: '2_title' },
      });
      expect(other.kind).toBe('applied');
      expect(code).toBe(3);
      expect(json(request, 'app.json')).toEqual({ version: 1, name: 'a' });
      expect(json(request, 'other.json')).toEqual({ version: 2, title: 'o' });
      expect(request.canary.isReached()).toBe(false);
      expect(stdout).not.toContain(request.canary.token);
      expect(seconds).toBeLessThan(30);
    });
  });

  // The negative control: without a sandbox the very same steps get at it.
  test.each(cases.filter(([, { reaches }]) => reaches))(
    '%s does reach the canary where nothing contains it',
    async (_, step) => {
      const request = await requestWith(step);
      await request.statefix(undefined, 'migrate');
      expect(request.canary.isReached()).toBe(true);
    },
  );

  test('keeps a secret of the environment where nothing contains it', async () => {
    const [step] = HOSTILE_STEPS;
    if (step === undefined) throw new TypeError('no step');
    const request = await requestWith(step);
    await request.statefix(undefined, 'migrate');
    expect(json(request, 'app.json')).toEqual({ version: 2, name: 'a', title: request.canary.token });
  });

  test('is contained by --sandbox outside of CI, too', async () => {
    const request = await aPullRequest(({ file }) => ({
      'migrations/app/2_title.mjs': `import fs from 'fs'; fs.writeFileSync(${JSON.stringify(file)}, ''); export const up = (s) => s;`,
    }));
    const { stdout } = await request.statefix(undefined, 'migrate', '--sandbox');
    expect(stdout).toContain('it imports fs');
    expect(request.canary.isReached()).toBe(false);
  });

  test.each([['check'], ['status'], ['check', '--against', 'main']])('is not run by %s %s %s', async (...args) => {
    const request = await aPullRequest(({ file }) => ({
      'migrations/app/2_title.mjs': `import fs from 'fs'; fs.writeFileSync(${JSON.stringify(file)}, ''); export const up = (s) => s;`,
    }));
    await request.statefix(undefined, ...args);
    expect(request.canary.isReached()).toBe(false);
  });

  test.each([
    ['migrate', '--dry-run'],
    ['migrate', '--check'],
    ['repair', '--list'],
    ['repair', '--dry-run'],
    ['repair'],
  ])('is not run by %s %s in a privileged event', async (...args) => {
    const request = await aPullRequest(({ file }) => ({
      'migrations/app/2_title.mjs': `import fs from 'fs'; fs.writeFileSync(${JSON.stringify(file)}, ''); export const up = (s) => s;`,
      'app.json': '{"version": 2, "tit',
    }));
    const { stderr } = await request.statefix('pull_request_target', ...args);
    expect(stderr).toContain('config and migrations are those of the base');
    expect(request.canary.isReached()).toBe(false);
  });
});

describe.skipIf(isWindows)('a privileged event', () => {
  test('in which the base is not there is refused, with what to do', async () => {
    const request = await aPullRequest(() => ({}));
    const event = { pull_request: { base: { sha: 'f'.repeat(40) } } };
    const { writeFileSync } = await import('node:fs');
    writeFileSync(`${request.root}/../event.json`, JSON.stringify(event));
    const { code, stderr } = await request.statefix('pull_request_target', 'migrate');
    expect(code).toBe(2);
    expect(stderr).toContain('in the event pull_request_target, which has the rights of the repository');
    expect(stderr).toContain(`git fetch --no-tags --depth=1 origin ${'f'.repeat(40)}`);
    expect(json(request, 'app.json')).toEqual({ version: 1, name: 'a' });
  });

  test('takes the config of the base, too: a glob of the head claims no file', async () => {
    const request = await aPullRequest(() => ({
      'statefix.config.yaml': 'version: 1\nkinds:\n  app: { files: [victim.json] }\n',
      'victim.json': '{"version": 1, "name": "v"}\n',
    }));
    const { code } = await request.statefix('pull_request_target', 'migrate');
    expect(code).toBe(0);
    expect(json(request, 'victim.json')).toEqual({ version: 1, name: 'v' });
    expect(json(request, 'app.json')).toEqual({ version: 2, title: 'a' });
  });

  test('takes a registry that an option names from the base, too', async () => {
    const request = await aPullRequest(({ file }) => ({
      'migrations/app/2_title.mjs': `import fs from 'fs'; fs.writeFileSync(${JSON.stringify(file)}, ''); export const up = (s) => s;`,
      'evil/app/2_title.mjs': `import fs from 'fs'; fs.writeFileSync(${JSON.stringify(file)}, ''); export const up = (s) => s;`,
    }));
    const named = await request.statefix('workflow_run', 'migrate', '--migrations', 'migrations');
    expect(named.code).toBe(0);
    const { code } = await request.statefix('workflow_run', 'migrate', '--migrations', 'evil');
    expect(code).toBe(2);
    expect(request.canary.isReached()).toBe(false);
    expect(existsSync(request.path('evil'))).toBe(true);
  });
});
