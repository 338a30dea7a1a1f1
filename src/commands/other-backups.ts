import { basename } from 'node:path';
import type { SeverityOverrides } from '../checks/diagnose.ts';
import type { BackupFacts } from '../checks/facts.ts';
import { sentenceOf } from '../checks/sentences.ts';
import type { Format } from '../formats/format.ts';
import { formatNameFor, loadFormat } from '../formats/index.ts';
import { parseState } from '../formats/parse.ts';
import type { StateFile, UnreadFile } from '../model/state-file.ts';
import { nameInBackups, stateFrom } from '../plan/foreign-state.ts';
import { directoryName } from '../store/backups/names.ts';
import type { CandidateSearch } from '../store/candidates/candidate.ts';
import type { FoundFile } from '../store/candidates/found-file.ts';
import { reachOf } from '../store/candidates/reach.ts';
import { createShelves, type Shelves } from '../store/candidates/shelves.ts';
import type { RegisteredKind } from '../store/load-registry.ts';
import { backupsDirectory, type ProjectStore, recordedPath } from '../store/project-store.ts';
import type { RunContext } from './run.ts';
import { whyUnhealthy } from './why-unhealthy.ts';

/** The backups that do not stand beside their file, judged for many files of one run. What has none of them costs next to nothing. */
export interface OtherBackups {
  /** Those of the project that are not what was stored any more, of the file at that real path. */
  damaged(path: string, loaded: RegisteredKind): Promise<readonly BackupFacts[]>;
  /** The newest few that the program itself made of it, each with its verdict. One that holds nothing of this file is none. */
  foreign(path: string, loaded: RegisteredKind, format: Format): Promise<readonly BackupFacts[]>;
}

/** So many of another program's backups are judged: older ones matter when the newer ones are bad, and `repair --list` shows them. */
const MOST_FOREIGN = 5;

/** Backups of everything serve many files: so many are kept in mind. */
const MOST_KEPT = 8;

export function createOtherBackups(
  context: RunContext,
  store: ProjectStore | undefined,
  severities: SeverityOverrides,
): OtherBackups {
  let backedUp: ReadonlySet<string> | undefined;
  let shelves: Shelves | undefined;
  const readings = new Map<string, Promise<StateFile>>();

  const hasBackups = (path: string): boolean => {
    if (store === undefined) return false;
    backedUp ??= namesIn(context, store);
    return backedUp.size > 0 && backedUp.has(directoryName(recordedPath(store, path)));
  };

  const reading = (found: FoundFile, loaded: RegisteredKind, format: Format): Promise<StateFile> => {
    const known = readings.get(found.path) ?? read(found, loaded, format);
    readings.delete(found.path);
    readings.set(found.path, known);
    const [oldest] = readings.keys();
    if (readings.size > MOST_KEPT && oldest !== undefined) readings.delete(oldest);
    return known;
  };

  return {
    async damaged(path, loaded) {
      if (!hasBackups(path)) return [];
      const { ownBackups } = await import('../store/candidates/backups.ts');
      const damaged: BackupFacts[] = [];
      for (const found of ownBackups(searchFor(path, loaded, store, context))) {
        // One that was taken of a broken file is no surprise, and of one without an entry nobody knows what it was.
        if (found.entry?.isHealthy !== true) continue;
        const file = await found.read();
        if (file.kind === 'unread') damaged.push({ path: found.shown, file, unhealthy: reasonOf(file, found.shown) });
      }
      return damaged;
    },
    async foreign(path, loaded, format) {
      if (loaded.kind.backups.from.length === 0) return [];
      const { foreignFiles } = await import('../store/candidates/foreign.ts');
      const { newestFirst } = await import('../store/candidates/found-file.ts');
      const search = searchFor(path, loaded, store, context);
      shelves ??= createShelves(search);
      const name = nameInBackups(basename(path));
      const judged: BackupFacts[] = [];
      for (const found of newestFirst(await foreignFiles(search, shelves)).slice(0, MOST_FOREIGN)) {
        const file = stateIn(await reading(found, loaded, format), found, name);
        if (file !== undefined) {
          judged.push({
            path: found.shown,
            file,
            unhealthy: await whyUnhealthy(file, found.shown, loaded, severities),
          });
        }
      }
      return judged;
    },
  };
}

/** One listing a run tells for every file whether there are backups of it. */
function namesIn({ fs }: RunContext, store: ProjectStore): ReadonlySet<string> {
  const { entriesOf } = createShelves({ fs, cwd: store.root, unseen: () => undefined });
  return new Set(entriesOf(backupsDirectory(store), '').map(({ name }) => name));
}

function searchFor(
  path: string,
  { kind }: RegisteredKind,
  store: ProjectStore | undefined,
  { fs, cwd, workspace, environment, signal }: RunContext,
): CandidateSearch {
  // What cannot be looked at is for a repair to tell: here nothing is missing by it.
  const silent = { note: () => undefined, unseen: () => undefined };
  return { fs, path, cwd, kind, store, root: reachOf(path, workspace, store, cwd), environment, signal, ...silent };
}

async function read(found: FoundFile, { kind }: RegisteredKind, format: Format): Promise<StateFile> {
  const raw = await found.read();
  if (raw.kind === 'unread') return raw;
  const name = kind.format ?? formatNameFor(found.path, raw.text?.slice(0, 1024));
  return parseState(raw, name === format.name ? format : await loadFormat(name));
}

/** The file with the state that it holds as its document; `undefined` where it holds none. */
function stateIn(file: StateFile, { holds, at }: FoundFile, name: string): StateFile | undefined {
  if (holds === undefined || (holds.at === '' && holds.into === '') || file.kind !== 'parsed') return file;
  const [first] = file.documents;
  const state = first === undefined ? undefined : stateFrom(first, holds, name, at);
  return state === undefined ? undefined : { ...file, documents: [state] };
}

function reasonOf(file: UnreadFile, shown: string): string {
  return sentenceOf(file.fault, shown).message;
}
