import { describe, expect, test } from 'vitest';
import type { DataLoss, FileCandidates, ListedCandidate } from '../../src/model/recovery.ts';
import { candidatesText } from '../../src/reporters/candidates-text.ts';

const NOTHING: DataLoss = { kind: 'none', isPartial: false };
const SOME: DataLoss = {
  kind: 'known',
  isPartial: true,
  difference: { added: [], changed: ['/a', '/b'], gone: ['/c'], counts: { added: 0, changed: 2, gone: 1 } },
};

/** A healthy candidate; a test changes only what it is about. */
function aCandidate(changes: Partial<ListedCandidate> = {}): ListedCandidate {
  return {
    name: 'bak',
    source: 'state.json.bak',
    version: '1',
    at: '2026-11-20T10:00:00.123Z',
    serial: null,
    isHealthy: true,
    reason: null,
    isTrusted: true,
    isChosen: false,
    dataLoss: NOTHING,
    ...changes,
  };
}

function printed(
  changes: Partial<FileCandidates> = {},
  volume: 'quiet' | 'normal' | 'verbose' = 'normal',
  repeated: readonly string[] = [],
): string {
  const file: FileCandidates = {
    path: 'state.json',
    kind: 'daemon',
    isHealthy: false,
    needs: 'candidate',
    candidates: [],
    notes: [],
    ...changes,
  };
  return candidatesText({ version: 1, command: 'repair list', files: [file] }, { colour: false, volume }, repeated);
}

const UNFIT = { isHealthy: false, dataLoss: null } as const;

describe('the candidates of a broken file', () => {
  test('are a table, with the one that is taken marked, and what to type below', () => {
    const candidates = [
      aCandidate({ ...UNFIT, version: null, at: null, reason: 'SYNTAX_INVALID at line 1' }),
      aCandidate({ name: 'backup:20261119T080000000Z-migrate-4f3c2a1b', isChosen: true, dataLoss: SOME }),
      aCandidate({ name: 'git:0123456789ab', version: '0', isTrusted: false, dataLoss: { kind: 'unknown' } }),
    ];
    expect(printed({ candidates })).toBe(
      [
        'state.json: 3 candidates, 2 healthy',
        '    NAME                                         VERSION  TIME                  LOST',
        '    bak                                          -        -                     cannot serve',
        '      SYNTAX_INVALID at line 1',
        '  * backup:20261119T080000000Z-migrate-4f3c2a1b  1        2026-11-20T10:00:00Z  2 changed, 1 gone (partly read)',
        '  - git:0123456789ab                             0        2026-11-20T10:00:00Z  unknown',
        '  -: only when it is asked for',
        '  hint: To take the one that is marked: statefix repair state.json. For another one: statefix repair --from git:0123456789ab state.json',
        '',
      ].join('\n'),
    );
  });

  test('fit into 80 columns where their names are short', () => {
    const candidates = [aCandidate({ isChosen: true, dataLoss: SOME }), aCandidate({ name: 'HEAD' })];
    const table = printed({ candidates }).split('\n').slice(0, 4);
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('have a column of serials where one has a serial', () => {
    const text = printed({ candidates: [aCandidate({ serial: '9007199254740993', isChosen: true }), aCandidate()] });
    expect(text).toContain('NAME  VERSION  SERIAL            TIME');
    expect(text).toContain('* bak   1        9007199254740993  2026');
    expect(text).toContain('  bak   1        -                 2026');
  });

  test('are said to be none, and what is left to do then', () => {
    expect(printed()).toBe(
      'state.json: no candidates\n' +
        '  hint: None is healthy. Restore the file by hand, from version control or a backup of your own, then run: statefix check state.json\n',
    );
  });

  test('of which none is taken unasked come with the way to ask', () => {
    const text = printed({ candidates: [aCandidate({ name: 'theirs', isTrusted: false })] });
    expect(text).toContain('hint: None is taken unasked. To take one: statefix repair --theirs state.json\n');
    const sides = ['ours', 'theirs'].map((name) => aCandidate({ name, isTrusted: false }));
    expect(printed({ candidates: sides })).toContain('--ours state.json, or --theirs, or --interactive\n');
  });

  test('come with a command that can be typed as it stands', () => {
    const candidates = [aCandidate({ name: "file:old one's.json" })];
    expect(printed({ path: 'my state.json', candidates }, 'normal', ['--kind', 'daemon'])).toContain(
      "statefix repair --from 'file:old one'\\''s.json' --kind daemon 'my state.json'\n",
    );
  });

  test('never lead to a reset while another one serves', () => {
    const reset = aCandidate({ name: 'default', isTrusted: false });
    expect(printed({ candidates: [aCandidate({ isChosen: true }), reset] })).toContain('statefix repair state.json\n');
    expect(printed({ candidates: [reset, aCandidate({ name: 'HEAD' })] })).toContain('statefix repair --from HEAD');
    expect(printed({ candidates: [reset] })).toContain('statefix repair --from default');
  });

  test('tell why not all places were looked at', () => {
    expect(printed({ notes: ['git is not installed'] })).toContain('  note: git is not installed\n');
  });

  test('tell where they stand when verbose', () => {
    expect(printed({ candidates: [aCandidate()] }, 'verbose')).toContain('      at state.json.bak\n');
    expect(printed({ candidates: [aCandidate()] })).not.toContain('state.json.bak');
  });
});

test('a healthy file is one line', () => {
  expect(printed({ isHealthy: true, candidates: [aCandidate()] })).toBe(
    'state.json: healthy, nothing is to be repaired\n',
  );
});

test('a file whose content is not to be replaced is one line, too', () => {
  expect(printed({ needs: 'nothing' })).toBe(
    'state.json: its content needs no other; repair mends what is beside it\n',
  );
  expect(printed({ needs: 'nothing-allowed' })).toBe('state.json: repair leaves it alone; why, says statefix check\n');
});

test('a file that could not be looked at says why, also when quiet', () => {
  const error = { code: 'WRITE_FAILED', message: 'state.json.bak cannot be read (EIO)', hint: 'Mend it.' } as const;
  const line = 'state.json: error WRITE_FAILED state.json.bak cannot be read (EIO)\n  hint: Mend it.\n';
  expect(printed({ error }, 'quiet')).toBe(line);
  expect(printed({}, 'quiet')).toBe('');
});

test('names and reasons have no power over a terminal', () => {
  const candidate = aCandidate({
    ...UNFIT,
    name: 'temp:\u001b[31m\u202e',
    source: 'a\nb',
    version: '\u0007',
    reason: `x\n${'y'.repeat(300)}`,
  });
  const text = printed({ path: 'a\u001b.json', candidates: [candidate], notes: ['n\r'] }, 'verbose');
  expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u202e]/);
  expect(text).toContain(`      x\\n${'y'.repeat(196)}…\n`);
});
