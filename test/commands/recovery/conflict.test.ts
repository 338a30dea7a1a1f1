import { describe, expect, test } from 'vitest';
import { repair } from '../../../src/commands/repair.ts';
import type { RepairOptions, RunContext } from '../../../src/commands/run.ts';
import { aContext, aProject, only, options, textOf } from '../../support/project.ts';
import { BOX_REGISTRY, box } from './state.ts';

const REGISTRY = {
  'schemas/app/1.schema.json':
    '{"type":"object","required":["version"],"properties":{"version":{"const":1},"a":{"type":"integer"},"b":{"type":"integer"}}}',
};

/** A text in conflict, in the style that shows the ancestor where one is given. */
function conflict(ours: string, theirs: string, base?: string): string {
  const middle = base === undefined ? '' : `||||||| base\n${base}`;
  return `{\n  "version": 1,\n<<<<<<< ours\n${ours}${middle}=======\n${theirs}>>>>>>> theirs\n}\n`;
}

async function repaired(text: string, changes: Partial<RepairOptions> = {}, context: Partial<RunContext> = {}) {
  const root = aProject({ ...REGISTRY, 'state.json': text });
  const run = repair({ ...options('state.json'), ...changes }, aContext(root, context));
  const { report } = await only(run);
  return { outcome: report.outcome, text: textOf(root, 'state.json') };
}

const OURS = '  "a": 1,\n  "b": 0\n';
const THEIRS = '  "a": 0,\n  "b": 1\n';
const BASE = '  "a": 0,\n  "b": 0\n';

describe('a file in conflict', () => {
  test('is mended unasked where its base is known and nothing collides', async () => {
    const { outcome, text } = await repaired(conflict(OURS, THEIRS, BASE));
    expect(outcome).toMatchObject({ steps: [{ candidate: 'merged', dataLoss: { kind: 'none' } }] });
    expect(JSON.parse(text)).toEqual({ version: 1, a: 1, b: 1 });
  });

  test('is left alone where the base is not known: both sides are named', async () => {
    const broken = conflict(OURS, THEIRS);
    const { outcome, text } = await repaired(broken);
    expect(outcome).toMatchObject({
      kind: 'failed',
      error: {
        code: 'STATE_CORRUPTED',
        message: 'state.json holds a conflict of two writers, and both of its sides are healthy',
        hint: 'The file is as it was. Choose, by running: statefix repair --ours state.json, or --theirs, or --interactive',
      },
    });
    expect(text).toBe(broken);
  });

  test('takes the side that is asked for, and tells what goes with the other', async () => {
    const { outcome, text } = await repaired(conflict(OURS, THEIRS), { side: 'theirs' });
    expect(outcome).toMatchObject({
      steps: [{ candidate: 'theirs', dataLoss: { kind: 'known', difference: { changed: ['/a', '/b'] } } }],
    });
    expect(JSON.parse(text)).toEqual({ version: 1, a: 0, b: 1 });
  });

  test('of which one side is broken takes the other only when asked', async () => {
    const broken = conflict(OURS, '  "a": "x"\n');
    expect((await repaired(broken)).outcome).toMatchObject({
      error: { hint: 'The file is as it was. Choose, by running: statefix repair --ours state.json' },
    });
    expect((await repaired(broken, { side: 'ours' })).outcome.kind).toBe('applied');
  });

  test('is asked about hunk by hunk', async () => {
    const second = '  "b": 0\n';
    const text = `{\n  "version": 1,\n<<<<<<< ours\n  "a": 1,\n=======\n  "a": 2,\n>>>>>>> theirs\n<<<<<<< ours\n  "b": 1\n=======\n${second}>>>>>>> theirs\n}\n`;
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return questions.length === 1 ? 'ours' : 'theirs';
    };
    const done = await repaired(text, { isInteractive: true }, { ask });
    expect(JSON.parse(done.text)).toEqual({ version: 1, a: 1, b: 0 });
    expect(questions[1]).toBe(
      'state.json, conflict 2 of 2, line 8\nours (ours):\n    "b": 1\ntheirs (theirs):\n    "b": 0\nWhich side?',
    );
  });

  test('is not asked about its checksum, which is made anew', async () => {
    const sides = [box({ note: 'a' }), box({ note: 'b' })].map((text) => text.split('\n'));
    const lines = sides[0]?.flatMap((line, index) => {
      const other = sides[1]?.[index] ?? '';
      return line === other ? [line] : ['<<<<<<< ours', line, '=======', other, '>>>>>>> theirs'];
    });
    const root = aProject({ ...BOX_REGISTRY, 'state.json': lines?.join('\n') ?? '' });
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return 'theirs';
    };
    await only(repair({ ...options('state.json'), isInteractive: true }, aContext(root, { ask })));
    expect(questions).toHaveLength(1);
    expect(textOf(root, 'state.json')).toBe(box({ note: 'b' }));
  });

  test('is asked about a member that only looks like its checksum', async () => {
    const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
    const text = conflict(`  "checksum": "${digest('1')}"\n`, `  "checksum": "${digest('2')}"\n`);
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return 'theirs';
    };
    await repaired(text, { isInteractive: true }, { ask });
    expect(questions).toHaveLength(1);
  });

  test('tells what goes with the sides that were not chosen', async () => {
    const { outcome } = await repaired(conflict(OURS, THEIRS), { isInteractive: true }, { ask: async () => 'ours' });
    expect(outcome).toMatchObject({ steps: [{ dataLoss: { difference: { changed: ['/a', '/b'] } } }] });
  });

  test('keeps its byte order mark', async () => {
    const { text } = await repaired(`\uFEFF${conflict(OURS, THEIRS)}`, { side: 'ours' });
    expect(text.startsWith('\uFEFF{')).toBe(true);
  });

  test('stays as it is where nobody wants to choose', async () => {
    const broken = conflict(OURS, THEIRS);
    const { outcome, text } = await repaired(broken, { isInteractive: true }, { ask: async () => undefined });
    expect(outcome).toEqual({ kind: 'unchanged' });
    expect(text).toBe(broken);
  });

  test('cannot be asked about where nobody is there', async () => {
    await expect(repaired(conflict(OURS, THEIRS), { isInteractive: true })).rejects.toMatchObject({
      code: 'USAGE',
      message: '--interactive asks on a terminal, and there is none',
    });
  });
});

test('a side of a file without a conflict is no candidate', async () => {
  await expect(repaired('{', { side: 'ours' })).rejects.toMatchObject({
    code: 'USAGE',
    message: 'state.json has no candidate "ours"',
  });
});

test('a broken file is repaired from the candidate that a person takes', async () => {
  const root = aProject({ ...REGISTRY, 'state.json': '{', 'state.json.bak': '{"version": 1}' });
  const asked: (readonly string[])[] = [];
  const ask = async (_question: string, choices: readonly string[]) => {
    asked.push(choices);
    return 'bak';
  };
  const { report } = await only(repair({ ...options('state.json'), isInteractive: true }, aContext(root, { ask })));
  expect(asked[0]).toContain('bak');
  expect(report.outcome).toMatchObject({ steps: [{ candidate: 'bak' }] });
});
