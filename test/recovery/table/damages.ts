import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Content, Subject } from './subjects.ts';

/** What stands at the path of the file when the damage is done: bytes, or something that is no file. */
export type Damaged = Uint8Array | 'nothing' | 'directory' | 'fifo';

/** One thing that happens to state files. */
export interface Damage {
  readonly name: string;
  readonly harm: (healthy: Buffer, subject: Subject) => Damaged;
}

function damage(name: string, harm: Damage['harm']): Damage {
  return { name, harm };
}

/** A damage of the text; it must change it, or the row would be about a healthy file. */
function edit(name: string, change: (text: string, subject: Subject) => string): Damage {
  return damage(name, (healthy, subject) => {
    const text = healthy.toString();
    const changed = change(text, subject);
    if (changed === text) throw new Error(`${name} changes nothing of ${subject.name}`);
    return Buffer.from(changed);
  });
}

export const untouched = damage('untouched', (healthy) => healthy);
export const empty = damage('empty', () => Buffer.alloc(0));
export const blank = damage('white space', () => Buffer.from(' \n\t\n'));
export const nulFilled = damage('NUL-filled', (healthy) => Buffer.alloc(healthy.length));
export const deleted = damage('deleted', () => 'nothing');
export const aDirectory = damage('replaced by a directory', () => 'directory');
export const aFifo = damage('replaced by a FIFO', () => 'fifo');

/** NUL bytes over that part of the text. */
export function nulHole(over: string): Damage {
  return edit('a hole of NULs', (text) => text.replace(over, '\0'.repeat(over.length)));
}

export function cutAt(part: 0.25 | 0.5 | 0.75): Damage {
  const names = { 0.25: '1/4', 0.5: '1/2', 0.75: '3/4' };
  return damage(`cut at ${names[part]}`, (healthy) => healthy.subarray(0, Math.floor(healthy.length * part)));
}

/** Cut right behind that part of the text. */
export function cutBehind(last: string): Damage {
  return edit(`cut behind ${JSON.stringify(last)}`, (text) => text.slice(0, text.indexOf(last) + last.length));
}

/** The first byte of the é is the last that was written. */
export const cutInCharacter = damage('cut in the middle of a character', (healthy) =>
  healthy.subarray(0, healthy.indexOf('é') + 1),
);

export const cutBeforeLastBracket = edit('cut before the last bracket', (text) => text.replace(/[\]}]\n$/, ''));
export const withoutLastByte = damage('without its last byte', (healthy) => healthy.subarray(0, -1));

export const twiceEqual = edit('written twice', (text) => text + text);
export const twiceDifferent = edit('written twice, the second time another', (text, { before }) => text + before);
export const staleTail = damage('a stale tail', (healthy) =>
  Buffer.concat([healthy, healthy.subarray(Math.floor(healthy.length * 0.6))]),
);

/** What `git merge` leaves of two sides of one base, with its markers. */
export function conflict(
  style: 'merge' | 'diff3',
  sides: Readonly<Record<'ours' | 'base' | 'theirs', Content>>,
): Damage {
  return damage(`conflict markers (${style}) of ${sides.ours} and ${sides.theirs}`, (_, subject) =>
    mergeFile(style, { ours: subject[sides.ours], base: subject[sides.base], theirs: subject[sides.theirs] }),
  );
}

/** Conflict markers around comments alone: both sides hold the same state. */
export const conflictInComments = edit('conflict markers around comments', (text, { path }) => {
  const mark = path.endsWith('.yaml') ? '#' : '//';
  const lines = ['<<<<<<< ours', `${mark} the game of Ada`, '=======', `${mark} the game of Grace`, '>>>>>>> theirs'];
  return `${lines.join('\n')}\n${text}`;
});

function mergeFile(style: 'merge' | 'diff3', texts: Readonly<Record<'ours' | 'base' | 'theirs', string>>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'statefix-merge-'));
  try {
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
    const labels = ['ours', 'base', 'theirs'];
    const args = [
      'merge-file',
      '-p',
      ...(style === 'diff3' ? ['--diff3'] : []),
      ...labels.flatMap((each) => ['-L', each]),
    ];
    execFileSync('git', [...args, ...labels], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    throw new Error('these sides merge without a conflict');
  } catch (error) {
    // git tells the number of conflicts by its status.
    const { status, stdout } = error as { readonly status?: number; readonly stdout?: Buffer };
    if (status === undefined || status < 1 || status > 127 || stdout === undefined) throw error;
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const utf16 = damage('saved as UTF-16', (healthy) => Buffer.from(`\uFEFF${healthy}`, 'utf16le'));
export const latin1Byte = damage('a Latin-1 byte', (healthy) => {
  const at = healthy.indexOf('é');
  if (at === -1) throw new Error('there is no é to spoil');
  return Buffer.concat([healthy.subarray(0, at), Buffer.from([0xe9]), healthy.subarray(at + 2)]);
});
export const bomTwice = edit('a byte order mark twice', (text) => `\uFEFF\uFEFF${text}`);

/** One bit of the first byte of that part of the text the other way round. */
export function flip(what: string, part: string, bit: number): Damage {
  return damage(`a bit flipped in ${what}`, (healthy, { name }) => {
    const at = healthy.indexOf(part);
    if (at === -1) throw new Error(`${name} has no ${part}`);
    const copy = Buffer.from(healthy);
    copy[at] = (healthy[at] ?? 0) ^ (1 << bit);
    return copy;
  });
}

/** An edit by hand, or by a program that knows nothing of the checksum. */
export function replaced(name: string, from: string | RegExp, to: string): Damage {
  return edit(name, (text) => text.replace(from, to));
}

export const crlf = edit('line endings changed', (text) => text.replaceAll('\n', '\r\n'));
export const checksumDeleted = edit('checksum line deleted', (text) =>
  text.replace(/,\n {2}"checksum": "[^"]*"\n|\n {2}"checksum": "[^"]*",|\nchecksum: .*/, (line) =>
    line.startsWith(',') ? '\n' : '',
  ),
);
