import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, linkSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCode } from '../../src/model/errors.ts';
import type { FindingCode } from '../../src/model/finding.ts';
import { HEALTHY, HOSTILE_TEXTS, type HostileText } from './hostile-texts.ts';

export const COMMANDS = ['check', 'migrate', 'repair', 'seal'] as const;
export type Command = (typeof COMMANDS)[number];

/** What a run over bad input must come to. */
interface Verdict {
  readonly exit: number;
  /** The codes of the findings, each once, in any order. */
  readonly codes: readonly FindingCode[];
  /** Of the file that could not be acted on, or of the run that could not go on. */
  readonly error?: ErrorCode;
}

/** Something that stands where a state file should be, and what each command has to say of it. */
export interface BadInput {
  readonly name: string;
  /** Makes it in an empty directory, which is then the working directory. */
  readonly prepare: (directory: string) => void;
  readonly paths: readonly string[];
  /** `undefined`: the config tells. */
  readonly kind: 'app' | 'sealed' | undefined;
  /** Permissions do not bind root: those cases run as nobody. */
  readonly asNobody?: true;
  readonly verdicts: Readonly<Record<Command, Verdict>>;
  /** What the first finding says of the damage. */
  readonly args?: Readonly<Record<string, unknown>>;
}

/** The user that owns nothing. */
export const NOBODY = 65_534;

/** The kinds of the tests: `app` with versions 1 and 2, and `sealed` with a checksum. Both accept nearly everything. */
export const REGISTRY = {
  'schemas/app/1.schema.json': '{"type": "object", "properties": {"version": {"const": 1}}}',
  'schemas/app/2.schema.json': '{"type": "object", "required": ["stats"], "properties": {"version": {"const": 2}}}',
  'migrations/app/2_stats.mjs': 'export const up = (state) => ({ ...state, stats: { runs: 0 } });\n',
  'schemas/sealed/1.schema.json':
    '{"type": "object", "properties": {"version": {"const": 1}, "checksum": {"type": "string"}}}',
  'schemas/sealed/kind.yaml': 'checksum: /checksum\n',
};

const OLD = { json: '{"version": 1}\n', yaml: 'version: 1\n' } as const;
/** Healthy but for its checksum. */
const EDITED = { json: '{"version": 1, "checksum": "sha256:0"}\n', yaml: 'version: 1\nchecksum: sha256:0\n' } as const;

function verdict(exit: number, codes: readonly FindingCode[], error?: ErrorCode): Verdict {
  return error === undefined ? { exit, codes } : { exit, codes, error };
}

/** The same of every command. */
function each(same: Verdict): BadInput['verdicts'] {
  return { check: same, migrate: same, repair: same, seal: same };
}

/** `check` and the commands that refuse find errors; `repair` has nothing to repair from. */
function damaged(codes: readonly FindingCode[]): BadInput['verdicts'] {
  return { ...each(verdict(1, codes)), repair: verdict(4, codes, 'STATE_CORRUPTED') };
}

/** `check` finds it, and no changing command can act on it. */
function unactable(code: FindingCode, checkExit: number, error: ErrorCode): BadInput['verdicts'] {
  return { ...each(verdict(3, [code], error)), check: verdict(checkExit, [code]) };
}

function ofText({ name, extension, content, codes, args }: HostileText): BadInput {
  return {
    name: `${extension}: ${name}`,
    prepare: (directory) => writeFileSync(join(directory, `state.${extension}`), content),
    paths: [`state.${extension}`],
    kind: 'app',
    verdicts: codes.length === 0 ? each(verdict(0, [])) : damaged(codes),
    ...(args === undefined ? {} : { args }),
  };
}

const SIX_DEEP: BadInput = {
  name: 'six files of 200 000 nested brackets in one run',
  prepare: (directory) => {
    for (const extension of ['json', 'jsonc', 'yaml'] as const) {
      const deep = HOSTILE_TEXTS.filter((text) => text.extension === extension && /^200 000 nested/.test(text.name));
      for (const [index, { content }] of deep.slice(0, 2).entries()) {
        writeFileSync(join(directory, `${index}.${extension}`), content);
      }
    }
  },
  paths: ['0.json', '0.jsonc', '0.yaml', '1.json', '1.jsonc', '1.yaml'],
  kind: 'app',
  verdicts: damaged(['DEPTH_EXCEEDED']),
};

const NO_FILES: readonly BadInput[] = [
  ...(['json', 'jsonc', 'yaml'] as const).map(
    (extension): BadInput => ({
      name: `${extension}: a 3 GiB sparse file`,
      prepare: (directory) => {
        writeFileSync(join(directory, `state.${extension}`), HEALTHY[extension]);
        truncateSync(join(directory, `state.${extension}`), 3 * 1024 ** 3);
      },
      paths: [`state.${extension}`],
      kind: 'app',
      verdicts: each(verdict(1, ['SIZE_EXCEEDED'])),
      args: { size: 3 * 1024 ** 3 },
    }),
  ),
  {
    name: 'a FIFO, named',
    prepare: (directory) => execFileSync('mkfifo', [join(directory, 'state.json')]),
    paths: ['state.json'],
    kind: 'app',
    verdicts: unactable('UNREADABLE', 1, 'WRITE_FAILED'),
    args: { reason: 'it is a FIFO, not a file' },
  },
  {
    name: 'a FIFO, found by a walk',
    prepare: (directory) => execFileSync('mkfifo', [join(directory, 'state.yaml')]),
    paths: ['.'],
    kind: 'app',
    verdicts: unactable('UNREADABLE', 1, 'WRITE_FAILED'),
  },
  {
    name: 'a directory where the config means a file',
    prepare: (directory) => {
      mkdirSync(join(directory, 'state.json'));
      writeFileSync(join(directory, 'statefix.config.yaml'), 'version: 1\nkinds: {app: {files: [state.json]}}\n');
    },
    paths: [],
    kind: undefined,
    verdicts: unactable('UNREADABLE', 1, 'WRITE_FAILED'),
    args: { reason: 'it is a directory, not a file' },
  },
  {
    name: 'a directory without any state file, named',
    prepare: (directory) => mkdirSync(join(directory, 'state.json')),
    paths: ['state.json'],
    kind: 'app',
    verdicts: each(verdict(2, [], 'NO_FILE_MATCHED')),
  },
];

const LINKS: readonly BadInput[] = [
  {
    name: 'a dangling link',
    prepare: (directory) => symlinkSync('nowhere.json', join(directory, 'state.json')),
    paths: ['state.json'],
    kind: 'app',
    verdicts: unactable('UNREADABLE', 1, 'WRITE_FAILED'),
    args: { reason: 'it is a link to nothing' },
  },
  {
    name: 'a loop of links',
    prepare: (directory) => {
      symlinkSync('b.json', join(directory, 'a.json'));
      symlinkSync('a.json', join(directory, 'b.json'));
    },
    paths: ['a.json'],
    kind: 'app',
    verdicts: unactable('UNREADABLE', 1, 'WRITE_FAILED'),
    args: { reason: 'it is a loop of links' },
  },
  {
    name: 'a walked link that leaves the root',
    prepare: (directory) => {
      const outside = join(directory, 'outside');
      mkdirSync(outside);
      writeFileSync(join(outside, 'other.json'), OLD.json);
      mkdirSync(join(directory, 'root'));
      symlinkSync('../outside/other.json', join(directory, 'root/state.json'));
      writeFileSync(join(directory, 'root/statefix.config.yaml'), 'version: 1\nkinds: {app: {files: ["*.json"]}}\n');
    },
    paths: ['--config', 'root/statefix.config.yaml', 'root'],
    kind: undefined,
    verdicts: unactable('OUTSIDE_ROOT', 0, 'OUTSIDE_ROOT'),
  },
];

/** What `check` accepts, and no change can be made to: because of other names of the file, or of its directory. */
function unwritable(
  name: string,
  error: ErrorCode,
  spoil: (directory: string, file: string) => void,
  asNobody: Pick<BadInput, 'asNobody'>,
): readonly BadInput[] {
  return (['json', 'yaml'] as const).flatMap((extension): readonly BadInput[] => {
    const file = `state.${extension}`;
    const made = (files: Readonly<Record<string, string>>) => (directory: string) => {
      for (const [path, content] of Object.entries(files)) writeFileSync(join(directory, path), content);
      spoil(directory, file);
    };
    const shared = { paths: [file], ...asNobody };
    const outdated = verdict(0, ['VERSION_OUTDATED']);
    const edited = verdict(1, ['CHECKSUM_MISMATCH']);
    return [
      {
        name: `${extension}: ${name}, current`,
        prepare: made({ [file]: HEALTHY[extension] }),
        kind: 'app',
        verdicts: each(verdict(0, [])),
        ...shared,
      },
      {
        name: `${extension}: ${name}, outdated`,
        prepare: made({ [file]: OLD[extension] }),
        kind: 'app',
        verdicts: { ...each(outdated), migrate: verdict(3, ['VERSION_OUTDATED'], error) },
        ...shared,
      },
      {
        name: `${extension}: ${name}, broken, with a .bak`,
        prepare: made({ [file]: '', [`${file}.bak`]: HEALTHY[extension] }),
        kind: 'app',
        verdicts: { ...damaged(['EMPTY_FILE']), repair: verdict(3, ['EMPTY_FILE'], error) },
        ...shared,
      },
      {
        name: `${extension}: ${name}, edited by hand`,
        prepare: made({ [file]: EDITED[extension] }),
        kind: 'sealed',
        verdicts: {
          ...each(edited),
          repair: verdict(4, ['CHECKSUM_MISMATCH'], 'STATE_CORRUPTED'),
          seal: verdict(3, ['CHECKSUM_MISMATCH'], error),
        },
        ...shared,
      },
    ];
  });
}

const NO_PERMISSION: readonly BadInput[] = [
  {
    name: 'a file that may not be read',
    prepare: (directory) => {
      writeFileSync(join(directory, 'state.json'), HEALTHY.json);
      chmodSync(join(directory, 'state.json'), 0o000);
    },
    paths: ['state.json'],
    kind: 'app',
    asNobody: true,
    verdicts: unactable('UNREADABLE', 1, 'WRITE_FAILED'),
    args: { reason: 'you have no permission (EACCES)' },
  },
  {
    name: 'a file in a directory that may not be entered',
    prepare: (directory) => {
      mkdirSync(join(directory, 'shut'));
      writeFileSync(join(directory, 'shut/state.json'), HEALTHY.json);
      chmodSync(join(directory, 'shut'), 0o000);
    },
    paths: ['shut/state.json'],
    kind: 'app',
    asNobody: true,
    verdicts: unactable('UNREADABLE', 1, 'WRITE_FAILED'),
  },
  {
    name: 'a directory that may not be listed, walked',
    prepare: (directory) => {
      mkdirSync(join(directory, 'shut'));
      writeFileSync(join(directory, 'shut/state.json'), HEALTHY.json);
      chmodSync(join(directory, 'shut'), 0o000);
    },
    paths: ['.'],
    kind: 'app',
    asNobody: true,
    verdicts: unactable('UNREADABLE', 1, 'WRITE_FAILED'),
  },
];

const ODD_NAMES: readonly BadInput[] = (['json', 'jsonc', 'yaml'] as const).map((extension) => ({
  name: `${extension}: a name with a newline, empty`,
  prepare: (directory) => writeFileSync(join(directory, `a\nb.${extension}`), ''),
  paths: [`a\nb.${extension}`],
  kind: 'app',
  verdicts: damaged(['EMPTY_FILE']),
}));

/** Every case of "Bad input", and some neighbours of it. */
export const BAD_INPUTS: readonly BadInput[] = [
  ...HOSTILE_TEXTS.map(ofText),
  SIX_DEEP,
  ...NO_FILES,
  ...LINKS,
  ...unwritable(
    'a hard-linked file',
    'HARD_LINKED',
    (directory, file) => linkSync(join(directory, file), join(directory, 'other name')),
    {},
  ),
  ...NO_PERMISSION,
  ...unwritable(
    'a file in a read-only directory',
    'WRITE_FAILED',
    (directory, file) => {
      if (process.getuid?.() === 0) chownSync(join(directory, file), NOBODY, NOBODY);
      chmodSync(directory, 0o555);
    },
    { asNobody: true },
  ),
  ...ODD_NAMES,
];
