import { appendFileSync } from 'node:fs';

// Preloaded into the real command line: sends the process the signal SIGNAL before its file operation number AT below ROOT, and again before so many further ones
// as AGAIN says. Writes the number of operations to the file COUNT at its end.

const { SIGNAL = '', AT = '0', ROOT = '', COUNT = '', AGAIN = '0' } = process.env;
const NAMES = ['open', 'readdir', 'lstat', 'write', 'fsync', 'fchmod', 'link', 'rename', 'unlink', 'mkdir', 'rmdir'];
const fs = process.getBuiltinModule('node:fs') as unknown as Record<string, (...args: unknown[]) => unknown>;
let count = 0;

for (const name of NAMES) {
  const real = fs[`${name}Sync`];
  if (real === undefined) throw new Error(`there is no ${name}Sync`);
  fs[`${name}Sync`] = (...args) => {
    const [subject] = args;
    if (typeof subject === 'number' ? subject > 2 : String(subject).startsWith(ROOT)) {
      count += 1;
      const isNow = Number(AT) > 0 && count >= Number(AT) && count <= Number(AT) + Number(AGAIN);
      if (isNow) process.kill(process.pid, SIGNAL);
    }
    return real(...args);
  };
}
process.on('exit', () => appendFileSync(COUNT, `${count}`));
