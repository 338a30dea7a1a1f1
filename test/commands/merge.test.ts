import { describe, expect, test } from 'vitest';
import type { MergeOptions } from '../../src/commands/merge/options.ts';
import { merge } from '../../src/commands/merge.ts';
import { seal } from '../../src/commands/seal.ts';
import {
  aContext,
  addFiles,
  aProject,
  expectMode,
  type Files,
  namesIn,
  only,
  options,
  textOf,
} from '../support/project.ts';

const SCHEMAS: Files = {
  'schemas/app/1.schema.json': '{"type":"object","required":["version","name"],"properties":{"version":{"const":1}}}',
  'schemas/app/2.schema.json':
    '{"type":"object","required":["version","title"],"properties":{"version":{"const":2}},"not":{"required":["left","right"]}}',
  'migrations/app/2_rename.mjs': 'export const up = ({ name, ...rest }) => ({ ...rest, title: name });\n',
};
const BASE = '{\n  "version": 1,\n  "name": "x",\n  "a": 1,\n  "b": 1\n}\n';

/** Three versions of `state.json` in a project of its own, merged. */
async function merged(
  [base, ours, theirs]: readonly [string | Uint8Array, string | Uint8Array, string | Uint8Array],
  project: Files = SCHEMAS,
  changes: Partial<MergeOptions> = {},
) {
  const root = aProject({ base, ours, theirs, ...project });
  const before = namesIn(root);
  const { events, ...context } = aContext(root, { environment: { PATH: process.env['PATH'] } });
  const report = await merge(
    {
      files: { base: `${root}/base`, ours: `${root}/ours`, theirs: `${root}/theirs` },
      path: 'state.json',
      config: undefined,
      kind: undefined,
      schemas: undefined,
      migrations: undefined,
      maxSize: undefined,
      ...changes,
    },
    context,
  );
  expect(namesIn(root)).toEqual(before);
  return { root, report, events, text: textOf(root, 'ours') };
}

describe('merge', () => {
  test('what each side changed is in the merged file, which takes the place of ours', async () => {
    const { report, text } = await merged([BASE, BASE.replace('"a": 1', '"a": 2'), BASE.replace('"b": 1', '"b": 2')]);
    expect(report).toEqual({
      version: 1,
      command: 'merge',
      path: 'state.json',
      kind: 'app',
      outcome: 'merged',
      stateVersion: '1',
      conflicts: [],
      registry: null,
      notes: [],
      reason: null,
    });
    expect(text).toBe('{\n  "version": 1,\n  "name": "x",\n  "a": 2,\n  "b": 2\n}\n');
  });

  test('the three are brought to the newest version that one of them has, and no further', async () => {
    const theirs = '{\n  "version": 2,\n  "a": 1,\n  "b": 2,\n  "title": "x"\n}\n';
    const { report, text } = await merged([BASE, BASE.replace('"a": 1', '"a": 2'), theirs]);
    expect(report).toMatchObject({ outcome: 'merged', stateVersion: '2' });
    expect(JSON.parse(text)).toEqual({ version: 2, title: 'x', a: 2, b: 2 });
    const old = await merged([BASE, BASE.replace('"a": 1', '"a": 2'), BASE.replace('"b": 1', '"b": 2')]);
    expect(old.report.stateVersion).toBe('1');
  });

  test('where both changed the same, both sides stand between markers, and the place is named', async () => {
    const { report, text } = await merged([BASE, BASE.replace('"a": 1', '"a": 2'), BASE.replace('"a": 1', '"a": 3')]);
    expect(report).toMatchObject({ outcome: 'conflicted', conflicts: [{ pointer: '/a', reason: 'both changed' }] });
    expect(text).toBe(
      '{\n  "version": 1,\n  "name": "x",\n<<<<<<< ours\n  "a": 2,\n=======\n  "a": 3,\n>>>>>>> theirs\n  "b": 1\n}\n',
    );
  });

  test('with an empty base both sides added the file: what only one has stays', async () => {
    const { report, text } = await merged([
      '',
      '{"version": 1, "name": "x", "a": 1}',
      '{"version": 1, "name": "x", "b": 1}',
    ]);
    expect(report.outcome).toBe('merged');
    expect(JSON.parse(text)).toEqual({ version: 1, name: 'x', a: 1, b: 1 });
  });

  test('line breaks and byte order mark are those of ours', async () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    const { report, text } = await merged([
      crlf(BASE),
      `\uFEFF${crlf(BASE.replace('"a": 1', '"a": 2'))}`,
      crlf(BASE.replace('"b": 1', '"b": 2')),
    ]);
    expect(report.outcome).toBe('merged');
    expect(text).toBe('\uFEFF{\r\n  "version": 1,\r\n  "name": "x",\r\n  "a": 2,\r\n  "b": 2\r\n}\r\n');
  });

  test('conflict markers have the line breaks of ours, too', async () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    const sides = [BASE, BASE.replace('"a": 1', '"a": 2'), BASE.replace('"a": 1', '"a": 3')].map(crlf);
    const { text } = await merged(sides as [string, string, string]);
    expect(text).toContain('\r\n<<<<<<< ours\r\n  "a": 2,\r\n=======\r\n  "a": 3,\r\n>>>>>>> theirs\r\n');
  });

  test('the mode of ours stays', async () => {
    const ours = BASE.replace('"a": 1', '"a": 2');
    const root = aProject({ ...SCHEMAS, base: BASE, 'ours:0640': ours, theirs: BASE.replace('"b": 1', '"b": 2') });
    const at = (name: string) => `${root}/${name}`;
    const none = { config: undefined, kind: 'app', schemas: undefined, migrations: undefined, maxSize: undefined };
    await merge(
      { files: { base: at('base'), ours: at('ours'), theirs: at('theirs') }, path: 'x.json', ...none },
      aContext(root),
    );
    expectMode(root, 'ours', '0640');
  });
});

describe('merge of sealed files', () => {
  const sealedSchema =
    '{"type":"object","required":["version","checksum"],"properties":{"version":{"const":1},"checksum":{"type":"string"},"serial":{"type":"integer"},"at":{"type":"string"}}}';
  const project = {
    'schemas/app/1.schema.json': sealedSchema,
    'schemas/app/kind.yaml': 'checksum: /checksum\nserial: /serial\ntouched: /at\n',
  };

  async function sealedText(text: string): Promise<string> {
    const root = aProject({ ...project, 'state.json': text });
    await only(seal(options('state.json'), aContext(root)));
    return textOf(root, 'state.json');
  }

  test('the merge has a checksum of its own, a serial above both and a new time', async () => {
    const [base, ours, theirs] = await Promise.all(
      [
        ['1', '1', 1],
        ['2', '1', 4],
        ['1', '2', 7],
      ].map(([a, b, serial]) =>
        sealedText(
          `{"version": 1, "checksum": "", "serial": ${serial}, "at": "2020-01-01T00:00:00Z", "a": ${a}, "b": ${b}}`,
        ),
      ),
    );
    const { report, text, root } = await merged([base ?? '', ours ?? '', theirs ?? ''], project);
    expect(report).toMatchObject({ outcome: 'merged', notes: [] });
    expect(JSON.parse(text)).toMatchObject({ a: 2, b: 2, serial: 9, at: '2026-11-21T10:20:30Z' });
    addFiles(root, { 'state.json': text });
    const { report: again } = await only(seal(options('state.json'), aContext(root)));
    expect(again.outcome).toEqual({ kind: 'unchanged' });
  });

  test('a side whose checksum is not its own is merged all the same, and that is said', async () => {
    const base = await sealedText('{"version": 1, "checksum": "", "a": 1, "b": 1}');
    const ours = base.replace('"a": 1', '"a": 2');
    const { report, text } = await merged([base, ours, base.replace('"b": 1', '"b": 2')], project);
    expect(report).toMatchObject({
      outcome: 'merged',
      notes: [expect.stringContaining('checksum of ours'), expect.stringContaining('checksum of theirs')],
    });
    expect(JSON.parse(text)).toMatchObject({ a: 2, b: 2 });
  });

  test('of a checksum in a file beside it, the next step is told', async () => {
    const sidecar = { 'schemas/app/kind.yaml': 'checksum: sidecar\n' };
    const { report } = await merged([BASE, BASE.replace('"a": 1', '"a": 2'), BASE.replace('"b": 1', '"b": 2')], {
      ...SCHEMAS,
      ...sidecar,
    });
    expect(report.notes).toEqual([expect.stringContaining('statefix seal state.json')]);
  });
});

describe('merge of the two writers of a checklist', () => {
  const project = {
    'schemas/app/1.schema.json':
      '{"type":"object","required":["version","name"],"properties":{"version":{"const":1},"conflicts":{"type":"object"}}}',
    'schemas/app/kind.yaml': 'conflicts: /conflicts\n',
  };
  const ours = BASE.replace('"a": 1', '"a": 2');

  test('where both had changed it, the merge is recorded', async () => {
    const { text } = await merged([BASE, ours, BASE.replace('"b": 1', '"b": 2')], project);
    expect(JSON.parse(text).conflicts).toEqual({ detected: '2026-11-21T10:20:30.456Z', resolution: 'merge' });
  });

  test('where only one had, it is not', async () => {
    const { text } = await merged([BASE, ours, BASE], project);
    expect(text).toBe(ours);
  });

  test('where the schema has no room for the record, it is left out', async () => {
    const strict = project['schemas/app/1.schema.json'].replace('{"type":"object"}}}', '{"type":"boolean"}}}');
    const { report, text } = await merged([BASE, ours, BASE.replace('"b": 1', '"b": 2')], {
      ...project,
      'schemas/app/1.schema.json': strict,
    });
    expect(report.outcome).toBe('merged');
    expect(JSON.parse(text)).not.toHaveProperty('conflicts');
  });
});

describe('what cannot be merged by structure', () => {
  const ours = BASE.replace('"a": 1', '"a": 2');

  test.each([
    ['theirs is cut short', [BASE, ours, '{\n  "version": 1,\n  "na'], 'theirs: The text is truncated'],
    ['ours does not fit its schema', [BASE, '{\n  "version": 1\n}\n', ours], 'ours: The member "name" is missing'],
    ['the base is broken', ['{', ours, BASE.replace('"b": 1', '"b": 2')], 'base: The text is truncated'],
    ['theirs is empty', [BASE, ours, ''], 'theirs: The file is empty'],
    ['theirs has a version that nobody knows', [BASE, ours, '{"version": 7}'], 'theirs: '],
  ] as const)('%s: both sides stand whole between markers, and why is told', async (_what, sides, reason) => {
    const { report, text } = await merged(sides);
    expect(report).toMatchObject({ outcome: 'unmerged', stateVersion: null });
    expect(report.reason?.message).toContain(reason);
    expect(report.reason?.hint).toMatch(/statefix repair (--ours )?state\.json/);
    expect(sideOf(text, 'ours')).toBe(closed(sides[1]));
    expect(sideOf(text, 'theirs')).toBe(closed(sides[2]));
  });

  test('each side is healthy, but not the two together', async () => {
    const two = '{"version": 2, "title": "x"}';
    const { report } = await merged([
      two,
      '{"version": 2, "title": "x", "left": 1}',
      '{"version": 2, "title": "x", "right": 1}',
    ]);
    expect(report).toMatchObject({ outcome: 'unmerged' });
    expect(report.reason?.message).toContain('not what they make together');
  });

  test('a migration that fails', async () => {
    const failing = { 'migrations/app/2_rename.mjs': 'export const up = () => { throw new Error("no"); };' };
    const { report } = await merged([BASE, ours, '{"version": 2, "title": "x"}'], { ...SCHEMAS, ...failing });
    expect(report.reason?.message).toContain('it threw Error: no');
  });

  test('a registry that is none', async () => {
    const { report, text } = await merged([BASE, ours, BASE], { ...SCHEMAS, 'migrations/app/9_x.mjs': '' });
    expect(report.outcome).toBe('unmerged');
    expect(report.reason?.message).toContain('9_x.mjs');
    expect(sideOf(text, 'ours')).toBe(ours);
  });

  test('a side that is no text leaves ours as it is', async () => {
    const { report, text } = await merged([BASE, ours, new Uint8Array([0xff, 0xfe, 0x00])]);
    expect(report.outcome).toBe('unmerged');
    expect(text).toBe(ours);
  });

  test('a file that is larger than its kind allows', async () => {
    const { report } = await merged([BASE, ours, BASE], SCHEMAS, { maxSize: 20 });
    expect(report.reason?.message).toContain('more than 20 bytes');
  });

  test('a file that is not there is an error, and nothing is written', async () => {
    const root = aProject({ ...SCHEMAS, ours, theirs: BASE });
    const none = { config: undefined, kind: undefined, schemas: undefined, migrations: undefined, maxSize: undefined };
    const files = { base: `${root}/base`, ours: `${root}/ours`, theirs: `${root}/theirs` };
    await expect(merge({ files, path: 'state.json', ...none }, aContext(root))).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      step: 'read',
    });
    expect(textOf(root, 'ours')).toBe(ours);
  });
});

describe('a file that no kind claims', () => {
  const config = { 'statefix.config.yaml': "version: 1\nkinds: { app: { files: ['other.json'] } }\n" };
  const LINES = 'one\ntwo\nthree\nfour\nfive\n';

  test('is merged by lines', async () => {
    const { report, text } = await merged([LINES, LINES.replace('one', 'ONE'), LINES.replace('five', 'FIVE')], {
      ...SCHEMAS,
      ...config,
    });
    expect(report).toMatchObject({ outcome: 'merged by lines', kind: null });
    expect(text).toBe('ONE\ntwo\nthree\nfour\nFIVE\n');
  });

  test('has the markers of git where both changed the same line', async () => {
    const { report, text } = await merged([LINES, LINES.replace('two', 'a'), LINES.replace('two', 'b')], {
      ...SCHEMAS,
      ...config,
    });
    expect(report.outcome).toBe('conflicted by lines');
    expect(text).toContain('<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n');
  });

  test('stays ours where it is no text', async () => {
    const bytes = (last: number) => new Uint8Array([0, 1, 2, 0xff, last]);
    const { report } = await merged([bytes(1), bytes(2), bytes(3)], { ...SCHEMAS, ...config });
    expect(report.outcome).toBe('conflicted by lines');
  });
});

/** The file with one side of every hunk. */
function sideOf(text: string, side: 'ours' | 'theirs'): string {
  return text.replaceAll(
    /^<<<<<<< ours\n((?:.*\n)*?)=======\n((?:.*\n)*?)>>>>>>> theirs\n/gm,
    side === 'ours' ? '$1' : '$2',
  );
}

function closed(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
