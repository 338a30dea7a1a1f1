import { formatNameFor, loadFormat } from '../formats/index.ts';
import { parseState } from '../formats/parse.ts';
import type { Config } from '../registry/config.ts';
import { adHocKind, fittingKinds, openRegistry, type RegisteredKind, type Registry } from '../store/load-registry.ts';
import { readRaw } from '../store/read.ts';
import type { CheckOptions, RunContext, Selection } from './run.ts';

/** Whether a run only looks: one that looks at all there is tells of broken kinds, too, that have no file yet. */
export type Purpose = 'look' | 'change';

/** What tells the kind of a file, and how a kind judges. */
export interface Kinds {
  readonly kind: (name: string) => Promise<RegisteredKind>;
  readonly userKinds: () => readonly string[];
  readonly fittingKinds: (path: string) => Promise<readonly string[]>;
  readonly registry: Registry | undefined;
  /** `--kind`, or the one kind that `--schema` makes. */
  readonly named: string | undefined;
  /** Throws where a kind that was named is none, before any file is looked for. */
  readonly ensureSound: () => Promise<void>;
}

/** True for a check against one schema, without registry and config. */
export function isAdHoc(selection: Selection | CheckOptions): selection is CheckOptions & { readonly schema: string } {
  return 'schema' in selection && selection.schema !== undefined;
}

/** Throws `REGISTRY_INVALID` for a directory of the registry that was named and is not there. */
export function kindsOf(
  selection: Selection | CheckOptions,
  config: Config,
  { fs, cwd, builtinRoot }: RunContext,
  purpose: Purpose,
): Kinds {
  const refs = 'refs' in selection ? selection.refs : [];
  if (isAdHoc(selection)) {
    const adHoc = adHocKind({ fs, cwd, schema: selection.schema, refs, config });
    const { name } = adHoc.kind;
    return {
      kind: async () => adHoc,
      userKinds: () => [name],
      fittingKinds: async () => [],
      registry: undefined,
      named: name,
      ensureSound: async () => undefined,
    };
  }
  const registry = openRegistry({ fs, cwd, builtin: builtinRoot, config, refs });
  return {
    kind: registry.kind,
    userKinds: registry.userKinds,
    fittingKinds: (path) => kindsThatFit(path, registry, config, fs),
    registry,
    named: selection.kind,
    async ensureSound() {
      const names = kindsToVouchFor(selection, config, purpose);
      await registry.ensureSound(isComparing(selection) ? await withoutDuplicates(names, registry) : names);
    },
  };
}

function isComparing(selection: Selection | CheckOptions): boolean {
  return 'against' in selection && selection.against !== undefined;
}

/** To a run that compares, a version that two branches added is a finding. */
async function withoutDuplicates(names: readonly string[], registry: Registry): Promise<readonly string[]> {
  const sound: string[] = [];
  for (const name of names) if ((await registry.duplicates(name)).length === 0) sound.push(name);
  return sound;
}

/** `--kind`; else, where a look is taken at all there is, every kind of the config, so that a broken one is told though it has no file yet. */
function kindsToVouchFor(selection: Selection, config: Config, purpose: Purpose): readonly string[] {
  if (selection.kind !== undefined) return [selection.kind];
  const isLookAtAll = purpose === 'look' && selection.paths.length === 0;
  return isLookAtAll ? config.kinds.map(({ name }) => name) : [];
}

/** For hints: a file that cannot be read fits nothing. */
async function kindsThatFit(
  path: string,
  registry: Registry,
  config: Config,
  fs: RunContext['fs'],
): Promise<readonly string[]> {
  const raw = readRaw(fs, { kind: 'file', path }, config.flagFacts.maxSize ?? 16 * 1024 * 1024);
  if (raw.kind !== 'raw') return [];
  const file = parseState(raw, await loadFormat(formatNameFor(path, raw.text?.slice(0, 1024))));
  const [first] = file.kind === 'parsed' ? file.documents : [];
  return first === undefined ? [] : fittingKinds(registry, first);
}
