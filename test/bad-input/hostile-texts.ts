import type { FindingCode } from '../../src/model/finding.ts';

/** A text that no program should trip over. */
export interface HostileText {
  readonly name: string;
  readonly extension: 'json' | 'jsonc' | 'yaml';
  readonly content: string | Uint8Array;
  /** The codes of its findings, each once. */
  readonly codes: readonly FindingCode[];
  /** What the first finding says of the damage, where it says more than its code. */
  readonly args?: Readonly<Record<string, unknown>>;
}

/** Healthy texts of version 2 of the kind that the tests use: what is wrong in each case is one thing. */
export const HEALTHY = {
  json: '{\n  "version": 2,\n  "stats": {"runs": 0}\n}\n',
  jsonc: '// state\n{\n  "version": 2, // current\n  "stats": {"runs": 0},\n}\n',
  yaml: '# state\nversion: 2\nstats:\n  runs: 0\n',
} as const;

type Extension = keyof typeof HEALTHY;
const EXTENSIONS: readonly Extension[] = ['json', 'jsonc', 'yaml'];
const NESTED = 200_000;

function utf16(text: string, order: 'le' | 'be', hasMark: boolean): Uint8Array {
  const bytes = Buffer.from((hasMark ? '\uFEFF' : '') + text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

function brokenUtf8(text: string): Uint8Array {
  const at = text.indexOf('runs') + 1;
  return Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.from([0xc3, 0x28]), Buffer.from(text.slice(at))]);
}

/** The cases that are the same in every format, but for the text that they happen to. */
function inEveryFormat(extension: Extension): readonly HostileText[] {
  const healthy = HEALTHY[extension];
  const other = healthy.replace('0', '17');
  const line = healthy.split('\n').find((each) => each.includes('version')) ?? '';
  const conflict = (base: string) =>
    healthy.replace(line, `<<<<<<< HEAD\n${line}\n${base}=======\n${line.replace('2', '1')}\n>>>>>>> theirs`);
  const isYaml = extension === 'yaml';
  const twice = { codes: ['SYNTAX_INVALID'], args: { damage: 'written twice' } } as const;
  const cases: readonly Omit<HostileText, 'extension'>[] = [
    { name: 'empty', content: '', codes: ['EMPTY_FILE'] },
    { name: 'only white space', content: ' \n\n', codes: ['EMPTY_FILE'] },
    { name: 'all NUL', content: new Uint8Array(4096), codes: ['NUL_FILLED'] },
    { name: 'NUL inside', content: healthy.replace('runs', 'r\0ns'), codes: ['NUL_BYTES'] },
    ...(['le', 'be'] as const).flatMap((order) =>
      [true, false].map((hasMark) => ({
        name: `UTF-16 ${order}, ${hasMark ? 'with' : 'without'} BOM`,
        content: utf16(healthy, order, hasMark),
        codes: ['ENCODING_INVALID'] as const,
        args: { reason: 'utf-16' },
      })),
    ),
    {
      name: 'broken UTF-8',
      content: brokenUtf8(healthy),
      codes: ['ENCODING_INVALID'],
      args: { reason: 'not utf-8' },
    },
    { name: 'written twice, equal halves', content: healthy + healthy, ...twice },
    { name: 'written twice, different halves', content: healthy + other, ...twice },
    { name: 'conflict markers', content: conflict(''), codes: ['CONFLICT_MARKERS'] },
    {
      name: 'conflict markers, diff3 style',
      content: conflict(`||||||| base\n${line.replace('2', '0')}\n`),
      codes: ['CONFLICT_MARKERS'],
    },
    {
      name: '200 000 nested brackets',
      content: '['.repeat(NESTED) + ']'.repeat(NESTED),
      codes: ['DEPTH_EXCEEDED'],
    },
    { name: '200 000 open brackets', content: '['.repeat(NESTED), codes: ['DEPTH_EXCEEDED'] },
    {
      name: '200 000 nested objects',
      content: `${(isYaml ? '{a: ' : '{"a":').repeat(NESTED)}1${'}'.repeat(NESTED)}`,
      codes: ['DEPTH_EXCEEDED'],
    },
  ];
  return cases.map((each) => ({ ...each, extension }));
}

function inJson(extension: 'json' | 'jsonc'): readonly HostileText[] {
  const stats = (text: string) => HEALTHY[extension].replace('{"runs": 0}', text);
  const cases: readonly Omit<HostileText, 'extension'>[] = [
    {
      name: 'truncated',
      content: HEALTHY[extension].slice(0, -10),
      codes: ['SYNTAX_INVALID'],
      args: { damage: 'truncated' },
    },
    { name: 'duplicate keys', content: stats('{}, "version": 2'), codes: ['DUPLICATE_KEY'] },
    { name: '1e400', content: stats('{"runs": 1e400}'), codes: ['NUMBER_UNREPRESENTABLE'] },
    {
      name: 'a lone surrogate',
      content: stats('{"\\ud800": 0}'),
      codes: ['ENCODING_INVALID'],
      args: { reason: 'lone surrogate' },
    },
    {
      name: '__proto__ and constructor as keys',
      content: stats('{}, "__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}'),
      codes: [],
    },
  ];
  return cases.map((each) => ({ ...each, extension }));
}

/** Ten aliases of ten aliases of ten…: a few hundred bytes that say 10^9 values. */
function bomb(): string {
  const levels = [`a0: &a0 [${Array(10).fill('x').join(', ')}]`];
  for (let level = 1; level < 9; level += 1) {
    levels.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  }
  return `${HEALTHY.yaml}${levels.join('\n')}\n`;
}

/** The same with merge keys, in blocks. */
function mergeBomb(): string {
  const levels = ['a0: &a0', '  k: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]'];
  for (let level = 1; level < 12; level += 1) {
    const above = `*a${level - 1}`;
    levels.push(`a${level}: &a${level}`, ...[...'abcdefgh'].map((key) => `  ${key}: {<<: ${above}, n: ${above}}`));
  }
  return `${HEALTHY.yaml}${levels.join('\n')}\n`;
}

function inYaml(): readonly HostileText[] {
  const stats = (text: string) => HEALTHY.yaml.replace('stats:\n  runs: 0', `stats: ${text}`);
  const truncated = { codes: ['SYNTAX_INVALID'], args: { damage: 'truncated' } } as const;
  const cycle = { codes: ['ALIAS_EXCEEDED'], args: { reason: 'cycle' } } as const;
  const cases: readonly Omit<HostileText, 'extension'>[] = [
    { name: 'truncated in a flow mapping', content: 'version: 2\nstats: {runs: 0, "na', ...truncated },
    { name: 'truncated in a quoted text', content: 'version: 2\nstats: "abc', ...truncated },
    { name: 'duplicate keys', content: `${HEALTHY.yaml}version: 2\n`, codes: ['DUPLICATE_KEY'] },
    { name: '200 000 nested dashes', content: `${'- '.repeat(NESTED)}1\n`, codes: ['DEPTH_EXCEEDED'] },
    { name: 'an alias bomb', content: bomb(), codes: ['ALIAS_EXCEEDED'], args: { reason: 'bomb' } },
    { name: 'an alias bomb of merge keys', content: mergeBomb(), codes: ['ALIAS_EXCEEDED'], args: { reason: 'bomb' } },
    { name: 'an alias cycle in a sequence', content: stats('&a [*a]'), ...cycle },
    { name: 'an alias cycle in a mapping', content: stats('&a {b: {c: *a}}'), ...cycle },
    { name: 'an alias cycle through a merge key', content: stats('&a {<<: *a}'), ...cycle },
    { name: '1e400', content: stats('1e400'), codes: ['NUMBER_UNREPRESENTABLE'] },
    { name: 'a lone surrogate', content: stats('"\\ud800"'), codes: ['ENCODING_INVALID'] },
    {
      name: '__proto__ and constructor as keys',
      content: `${HEALTHY.yaml}__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\n`,
      codes: [],
    },
  ];
  return cases.map((each) => ({ ...each, extension: 'yaml' }));
}

/** Every text case of "Bad input", in every format that it can happen to. */
export const HOSTILE_TEXTS: readonly HostileText[] = [
  ...EXTENSIONS.flatMap(inEveryFormat),
  ...inJson('json'),
  ...inJson('jsonc'),
  ...inYaml(),
];
