// A temp file and a rename, well done but for one thing: what a killed run leaves is in the way of the next.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const [path = ''] = process.argv.slice(2);
const temp = `${path}.lock.new`;
const { name, title = name } = JSON.parse(readFileSync(path, 'utf8'));
const fd = openSync(temp, 'wx');
writeFileSync(fd, `${JSON.stringify({ version: 2, title })}\n`);
fsyncSync(fd);
closeSync(fd);
renameSync(temp, path);
