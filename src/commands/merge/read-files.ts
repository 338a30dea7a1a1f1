import { sentenceOf } from '../../checks/sentences.ts';
import { StatefixError } from '../../model/errors.ts';
import type { RawFile } from '../../model/state-file.ts';
import type { FsOps } from '../../store/fs-ops.ts';
import { readRaw } from '../../store/read.ts';
import type { MergedFiles } from './options.ts';
import type { SideName } from './side.ts';

/** The three as they were read. */
export interface ThreeFiles {
  /** `undefined` where the two sides have no ancestor in common. */
  readonly base: RawFile | undefined;
  readonly ours: RawFile;
  readonly theirs: RawFile;
}

/** What is larger git itself would hardly merge. Each kind has a limit of its own, besides. */
const MAX_SIZE = 256 * 1024 * 1024;

/** Reads the three files. Throws `WRITE_FAILED` (`read`) for one that cannot be read: there is nothing to merge then. */
export function readFiles(fs: FsOps, files: MergedFiles): ThreeFiles {
  const read = (name: SideName): RawFile => {
    const raw = readRaw(fs, { kind: 'file', path: files[name] }, MAX_SIZE);
    if (raw.kind === 'raw') return raw;
    const { message } = sentenceOf(raw.fault, files[name]);
    throw new StatefixError('WRITE_FAILED', `${files[name]} (${name}): ${message}`, {
      hint: 'Name three readable files: statefix merge BASE OURS THEIRS',
      step: 'read',
      path: files[name],
      ...(raw.errno === undefined ? {} : { errno: raw.errno }),
    });
  };
  const base = read('base');
  // So git tells that both sides added the file.
  return { base: base.bytes.length === 0 ? undefined : base, ours: read('ours'), theirs: read('theirs') };
}
