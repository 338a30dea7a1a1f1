import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In place of statefix, so that what a line came to is seen: the words that it is given, each in brackets. */
const ECHO = 'statefix() { printf "<%s>" "$@"; echo END""ED; }';

/** How each shell is made ready: as a person does, with nothing of this machine's settings. */
const READY = {
  bash: {
    start: 'bash --norc --noprofile -i',
    lines: ["bind 'set enable-bracketed-paste off'", 'source ./completion'],
  },
  zsh: {
    start: 'zsh -f -i',
    lines: ['unsetopt zle_bracketed_paste; autoload -U compinit; compinit -u -D', 'source ./completion'],
  },
} as const;

/**
 * Types lines into an interactive shell on a terminal of its own, in that folder, each with its Tab before Return, and gives the words that each came to.
 */
export async function typed(
  shell: keyof typeof READY,
  script: string,
  folder: string,
  lines: readonly string[],
): Promise<readonly string[]> {
  writeFileSync(join(folder, 'completion'), script);
  const { start, lines: ready } = READY[shell];
  const child = spawn('script', ['-qfec', start, '/dev/null'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, TERM: 'dumb', HISTFILE: '/dev/null' },
  });
  let seen = '';
  let wake = () => {};
  const hear = (text: string) => {
    seen += text;
    wake();
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const gone = new Promise<void>((resolve) => child.on('close', () => resolve(wake())));
  const ended = () => seen.split('ENDED').length - 1;
  const until = async (count: number) => {
    const deadline = setTimeout(() => child.kill('SIGKILL'), 20_000);
    while (ended() < count && child.exitCode === null && child.signalCode === null) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    clearTimeout(deadline);
    if (ended() < count) throw new Error(`the shell ended, or was silent, after:\n${seen}`);
  };
  try {
    child.stdin.write(`${ECHO}\n${ready.join('\n')}\nstatefix ready\n`);
    await until(1);
    const results: string[] = [];
    for (const [index, line] of lines.entries()) {
      seen = '';
      child.stdin.write(`${line}\t`);
      // A shell looks for more keys before it completes: Return comes when it has.
      await new Promise((resolve) => setTimeout(resolve, 300));
      child.stdin.write('\n');
      await until(1);
      const word = /((?:<[^<>]*>)+)ENDED/.exec(seen)?.[1];
      if (word === undefined) throw new Error(`line ${index + 1} came to nothing:\n${seen}`);
      results.push(word);
    }
    return results;
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}
