#!/usr/bin/env node
import { TOOL_VERSION } from '../model/tool.ts';

/** Node 20 has no compile cache. */
interface MaybeCaching {
  readonly enableCompileCache?: () => unknown;
}

let isOutputLost = false;

// The entry of dist/cli.js. Everything heavy comes after the shortest answer, and after the compile cache (Node 22.1 and later) is on.
const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  process.stdout.write(`statefix ${TOOL_VERSION}\n`);
} else {
  (process.getBuiltinModule('node:module') as MaybeCaching).enableCompileCache?.();
  const exitCode = await run();
  process.exitCode = exitCode === 0 && isOutputLost ? 3 : exitCode;
}

async function run(): Promise<number> {
  try {
    for (const stream of [process.stdout, process.stderr]) stream.on('error', noteLostOutput);
    const { runCli } = await import('./run-cli.ts');
    const { env, stdout, stderr } = process;
    const builtinRoot = `${import.meta.dirname}/builtin`;
    // Standard input is opened when it is read: opening it takes time, and may change a terminal.
    const stdin = () => process.stdin;
    const isInputTerminal = () => process.getBuiltinModule('node:tty').isatty(0);
    const fileMode = 0o666 & ~process.umask();
    const world = { env, cwd: process.cwd(), stdin, isInputTerminal, stdout, stderr, fileMode, builtinRoot };
    return await runCli(argv, world, process);
  } catch (error) {
    if (isOutOfFiles(error)) {
      // Our own modules are files, too, and are loaded when they are first needed.
      process.stderr.write(
        `statefix: too many files are open (${error.code}); every file is whole, old or new\n  hint: Raise the limit (ulimit -n) and run again.\n`,
      );
      return 3;
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      `statefix: this is a bug in statefix, not in your files; they are whole, old or new.\n${stack}\n` +
        `Please report it, with the lines above, to the project's issue tracker. statefix ${TOOL_VERSION}, Node ${process.version}, ${process.platform}\n`,
    );
    return 70;
  }
}

function isOutOfFiles(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE');
}

/** A reader that has seen enough (`| head`) is no error, and the work goes on; output lost for any other reason is. */
function noteLostOutput(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE' || isOutputLost) return;
  isOutputLost = true;
  process.stderr.write(`statefix: cannot write the output: ${error.message}\n`);
  if (process.exitCode === 0) process.exitCode = 3;
}
