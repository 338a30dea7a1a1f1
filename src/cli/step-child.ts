import { serveSteps } from '../store/sandbox/serve.ts';

// The entry of dist/builtin/step-child.cjs: the process in which migrations run that are not trusted. It ends when its standard input does. What a step throws
// where nobody waits for it is no matter of the process.
process.on('unhandledRejection', () => undefined);
serveSteps(process.stdin, process.stdout);
