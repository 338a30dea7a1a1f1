// A temp file and a rename, by somebody who takes every call for done: the faults of whoever counts no bytes and reads no errors.
import { closeSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

const [path = ''] = process.argv.slice(2);
const temp = `${path}.lock.new`;

/** @type {<Result>(act: () => Result) => Result | undefined} */
const hopefully = (act) => {
  try {
    return act();
  } catch {
    return undefined;
  }
};

const { name, title = name } = JSON.parse(readFileSync(path, 'utf8'));
const fd = openSync(temp, 'w');
hopefully(() => writeSync(fd, `${JSON.stringify({ version: 2, title })}\n`));
hopefully(() => closeSync(fd));
hopefully(() => renameSync(temp, path));
