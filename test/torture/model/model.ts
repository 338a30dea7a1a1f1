/** What a state file is; `undefined` text for one that is not there. */
export interface Content {
  readonly text: string;
  readonly mode: number;
}

/** A state file as it has to be, by the few rules that a user is told. */
export interface ModelFile {
  readonly at: Content;
  /** What stands under `.bak`; `undefined` where nothing does. */
  readonly bak: string | undefined;
  /** The contents of its rolling backups, the oldest first. */
  readonly backups: readonly string[];
}

export interface ModelChange {
  /** By name, in any order. */
  readonly files: ReadonlyMap<string, { readonly from: Content; readonly to: Content }>;
}

/** A whole project in memory. */
export interface Model {
  readonly files: Map<string, ModelFile>;
  /** What the audit has to say, the oldest first. */
  readonly changes: ModelChange[];
  /** A change that was killed: until the next command its files are old or new, one by one. */
  interrupted: ModelChange | undefined;
  /** What others made of its files since. */
  readonly edited: Set<string>;
  /** Files of whose backups a killed prune left some more, which the next change of the file takes away. */
  readonly unsettled: Set<string>;
  /** Names of files whose lock another session holds. */
  readonly locked: Set<string>;
}

export const NAMES = ['a', 'b', 'c'];
/** Rolling backups that stay. */
export const KEPT = 3;

export function aModel(): Model {
  const at = (name: string): Content => ({ text: textOf(`first ${name}`), mode: 0o640 });
  return {
    files: new Map(NAMES.map((name) => [name, { at: at(name), bak: undefined, backups: [] }])),
    changes: [],
    interrupted: undefined,
    edited: new Set(),
    unsettled: new Set(),
    locked: new Set(),
  };
}

/** A healthy document. */
export function textOf(name: string): string {
  return `{\n  "version": 1,\n  "name": "${name}"\n}\n`;
}

export function fileOf({ files }: Model, name: string): ModelFile {
  const file = files.get(name);
  if (file === undefined) throw new Error(`there is no ${name}`);
  return file;
}

/** The change that these contents make; `undefined` where all is so already. */
export function changeTo(model: Model, wanted: ReadonlyMap<string, Content>): ModelChange | undefined {
  const files = [...wanted]
    .map(([name, to]) => [name, { from: fileOf(model, name).at, to }] as const)
    .filter(([, { from, to }]) => from.text !== to.text || from.mode !== to.mode);
  return files.length === 0 ? undefined : { files: new Map(files) };
}

/** The change was made, as a whole. */
export function make(model: Model, change: ModelChange): void {
  model.changes.push(change);
  for (const [name, { from, to }] of change.files) {
    const { bak, backups, at } = fileOf(model, name);
    const isSame = from.text === to.text;
    if (!isSame) model.unsettled.delete(name);
    model.files.set(name, {
      // What somebody made of it since stays.
      at: model.edited.has(name) ? at : to,
      bak: isSame ? bak : from.text,
      backups: isSame ? backups : [...backups, from.text].slice(-KEPT),
    });
  }
}

/** The change that takes back the last one of a file, and of all that changed with it; `undefined` where there is none. */
export function undoOf({ changes }: Model, name: string): ModelChange | undefined {
  const last = changes.findLast(({ files }) => files.has(name));
  return last && { files: new Map([...last.files].map(([each, { from, to }]) => [each, { from: to, to: from }])) };
}

/** True where every file is still what the change to be undone made of it. */
export function isUndoable(model: Model, undo: ModelChange): boolean {
  return [...undo.files].every(([name, { from }]) => fileOf(model, name).at.text === from.text);
}

/** What a restore brings: the newest backup of another content. */
export function restorable(model: Model, name: string): string | undefined {
  const { backups, at } = fileOf(model, name);
  return backups.findLast((text) => text !== at.text);
}

/** The backups that a prune leaves; the newest healthy one in any case. */
export function leftBy(backups: readonly string[], keep: number): readonly string[] {
  return backups.slice(-Math.max(1, keep));
}
