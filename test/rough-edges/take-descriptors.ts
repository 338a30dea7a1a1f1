// Preloaded into the real command line: opens as many files as it may before the file operation number AT below ROOT, and holds them to the end.

const { AT = '0', ROOT = '' } = process.env;
const NAMES = ['open', 'link', 'rename', 'unlink', 'mkdir', 'rmdir'];
const fs = process.getBuiltinModule('node:fs') as unknown as Record<string, (...args: unknown[]) => unknown>;
const open = process.getBuiltinModule('node:fs').openSync;
let count = 0;

for (const name of NAMES) {
  const real = fs[`${name}Sync`];
  if (real === undefined) throw new Error(`there is no ${name}Sync`);
  fs[`${name}Sync`] = (...args) => {
    if (String(args[0]).startsWith(ROOT)) {
      count += 1;
      if (count === Number(AT)) takeAll();
    }
    return real(...args);
  };
}

function takeAll(): void {
  try {
    for (;;) open('/dev/null', 'r');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EMFILE')) throw error;
  }
}
