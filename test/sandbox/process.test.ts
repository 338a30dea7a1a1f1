import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { argumentsFor, environmentOf } from '../../src/store/sandbox/command.ts';
import { makeTree } from '../support/tree.ts';

/** Programs in the place of the one that runs steps: what a step could do that found a way out of its world. */
const PROBES: readonly (readonly [what: string, code: string, said: string])[] = [
  ['reads a file', "require('node:fs').readFileSync(process.argv[2])", 'ERR_ACCESS_DENIED'],
  ['lists a directory', "require('node:fs').readdirSync('/')", 'ERR_ACCESS_DENIED'],
  ['writes a file', "require('node:fs').writeFileSync(process.argv[3], 'x')", 'ERR_ACCESS_DENIED'],
  ['starts a process', "require('node:child_process').execFileSync(process.execPath, ['-v'])", 'ERR_ACCESS_DENIED'],
  ['starts a thread', "new (require('node:worker_threads').Worker)('1', { eval: true })", 'ERR_ACCESS_DENIED'],
  ['asks for what Node hides', "process.binding('spawn_sync')", 'ERR_ACCESS_DENIED'],
  ['makes code of a text', "new Function('return 1')()", 'EvalError'],
  [
    'reads a variable',
    "if (process.env.TOKEN === undefined) throw Object.assign(new Error(), { code: 'none' })",
    'none',
  ],
];

function outcomeOf(
  code: string,
  args: (program: string) => readonly string[],
): { readonly said: string; readonly canary: string } {
  const root = realpathSync(
    makeTree({
      'probe.cjs': `let said = 'done'; try { ${code}; } catch (error) { said = error.code ?? error.name; } process.stdout.write(said);`,
      'secret.txt': 'secret',
    }),
  );
  const program = join(root, 'probe.cjs');
  const canary = join(root, 'canary');
  const said = execFileSync(process.execPath, [...args(program), join(root, 'secret.txt'), canary], {
    encoding: 'utf8',
    env: environmentOf({ TOKEN: 'x', LANG: 'C' }) as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return { said, canary };
}

describe('the process of the sandbox', () => {
  test.each(PROBES)('keeps a program from it that %s', (_, code, expected) => {
    const { said, canary } = outcomeOf(code, (program) =>
      argumentsFor(program, 128, { readable: [], makesCode: false }),
    );
    expect(said).toBe(expected);
    expect(existsSync(canary)).toBe(false);
  });

  // The negative control: a process as any other lets it.
  test.each(PROBES.filter(([what]) => !/variable|hides/.test(what)))(
    'is what keeps a program from it that %s',
    (_, code) => {
      expect(outcomeOf(code, (program) => [program]).said).toBe('done');
    },
  );
});
