import { fileURLToPath } from 'node:url';
import { error, getInput, notice, setFailed, setOutput, summary, warning } from '@actions/core';
import { runAction } from './run-action.ts';

// The entry of dist/action.js. A job that is cancelled sends SIGINT, then SIGTERM.
const interrupts = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interrupts.abort());

try {
  process.exitCode = await runAction(
    { error, getInput, notice, setFailed, setOutput, summary, warning },
    {
      env: process.env,
      cwd: process.cwd(),
      print: (text) => void process.stdout.write(text),
      signal: interrupts.signal,
      builtinRoot: fileURLToPath(new URL('./builtin', import.meta.url)),
    },
  );
} catch (error) {
  setFailed(`This is a bug in statefix: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.exitCode = 70;
}
