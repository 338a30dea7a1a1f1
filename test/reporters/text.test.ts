import { describe, expect, test } from 'vitest';
import type { DataLoss } from '../../src/model/recovery.ts';
import { paintOf } from '../../src/reporters/paint.ts';
import type { Look } from '../../src/reporters/reporter.ts';
import { errorText, textReporter } from '../../src/reporters/text.ts';
import { aFinding, aReport, aSummary } from '../support/reports.ts';

const LOOK: Look = { command: 'check', colour: false, volume: 'normal', isPlanned: false };
const TEXT = '{\n  "theme": "blue"\n}\n';

function printed(
  report: Parameters<typeof aReport>[0],
  look: Partial<Look> = {},
  text: string | undefined = TEXT,
): string {
  return textReporter({ ...LOOK, ...look }).file(aReport(report), text);
}

describe('a finding', () => {
  test('is one line with place, severity, code and message, then a code frame and a hint', () => {
    expect(printed({ findings: [aFinding()] })).toBe(
      [
        'state.json:2:12: error SCHEMA_MISMATCH /theme is "blue", where the schema asks for "dark" | "light"',
        '  1 | {',
        '  2 |   "theme": "blue"',
        '    |            ^^^^^^',
        '  hint: Did you mean "dark"?',
        '',
      ].join('\n'),
    );
  });

  test('without a range names the file alone and has no frame', () => {
    const { range: _, ...finding } = aFinding({ message: 'too open', hint: '' });
    expect(printed({ findings: [finding] })).toBe('state.json: error SCHEMA_MISMATCH too open\n');
  });

  test('in a healthy file there is none, and nothing is printed', () => {
    expect(printed({})).toBe('');
  });

  test('of severity warning is left out when quiet', () => {
    const findings = [aFinding({ severity: 'warning', message: 'W' }), aFinding({ message: 'E', hint: '' })];
    const text = printed({ findings }, { volume: 'quiet' });
    expect(text).toContain('error SCHEMA_MISMATCH E');
    expect(text).not.toContain('warning');
  });
});

describe('text from files', () => {
  test('is shown with control, escape and bidi characters visible', () => {
    const text = printed({
      path: 'a\nb.json',
      findings: [aFinding({ message: 'x\u001b[31m\u202ey\u0085\u2028', hint: '' })],
    });
    expect(text).toContain('a\\nb.json:2:12: error SCHEMA_MISMATCH x\\x1b[31m\\u202ey\\x85\\u2028\n');
  });

  test('in a code frame is visible, too, and the mark stays under its place', () => {
    const line = '\t"\u001b": "blue"';
    const range = { start: { line: 1, column: 7 }, end: { line: 1, column: 13 } };
    const frame = printed({ findings: [aFinding({ range, hint: '' })] }, {}, line)
      .split('\n')
      .slice(1);
    expect(frame).toEqual(['  1 |   "\\x1b": "blue"', '    |           ^^^^^^', '']);
  });

  test('is cut at 200 characters inside a sentence of ours', () => {
    const key = 'k'.repeat(5000);
    const text = printed(
      { findings: [aFinding({ message: `unknown key "${key}" here`, args: { key }, hint: '' })] },
      {},
      undefined,
    );
    expect(text).toContain(`unknown key "${'k'.repeat(199)}…" here`);
    expect(text.length).toBeLessThan(400);
  });

  test('of one enormous line is shown around the place alone', () => {
    const text = `{"a":"${'x'.repeat(1_000_000)}","theme":"blue"}`;
    const column = text.indexOf('"blue"') + 1;
    const range = { start: { line: 1, column }, end: { line: 1, column: column + 6 } };
    const frame = printed({ findings: [aFinding({ range, hint: '' })] }, {}, text);
    expect(frame).toContain('"theme":"blue"}');
    expect(frame.length).toBeLessThan(500);
    const [, source = '', mark = ''] = frame.split('\n');
    expect(mark.indexOf('^')).toBe(source.indexOf('"blue"'));
  });

  test('with many findings in one enormous line takes no time', () => {
    const text = `["${'x'.repeat(20_000_000)}"]`;
    const findings = Array.from({ length: 100 }, () =>
      aFinding({ range: { start: { line: 1, column: 9 }, end: { line: 1, column: 10 } } }),
    );
    const start = performance.now();
    printed({ findings }, {}, text);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('a change', () => {
  const steps = [
    { kind: 'migrate', from: '1', to: '2', name: '2_add' },
    { kind: 'migrate', from: '2', to: '3', name: '3_move' },
  ] as const;

  test('is one line with its steps', () => {
    expect(printed({ outcome: { kind: 'applied', steps } }, { command: 'migrate' })).toBe(
      'state.json: migrated 1 → 3 (2_add, 3_move)\n',
    );
  });

  test('names every other kind of step', () => {
    const text = printed({
      outcome: {
        kind: 'applied',
        steps: [
          { kind: 'restore', source: 'state.json.bak', version: '1' },
          { kind: 'mode', from: 0o644, to: 0o600 },
          { kind: 'seal', what: ['checksum', 'serial'], document: 1 },
          { kind: 'complete-sidecar', from: '.tmp-1/x' },
        ],
      },
    });
    expect(text).toBe(
      'state.json: restored from state.json.bak (version 1), set from mode 0644 to 0600, sealed (checksum, serial) in document 2, given its checksum file from .tmp-1/x\n',
    );
  });

  test('that is planned shows its diff', () => {
    const diff = '--- state.json\n+++ state.json\n@@ -1 +1 @@\n-{"a":"\u001b"}\n+{}\n';
    expect(printed({ outcome: { kind: 'planned', steps, diff } }, { isPlanned: true })).toBe(
      `state.json: would be migrated 1 → 3 (2_add, 3_move)\n${diff.replace('\u001b', '\\x1b')}`,
    );
  });

  test('hides what it resolved, and tells what remains and what it could not keep', () => {
    const report = {
      findings: [
        aFinding({ message: 'resolved' }),
        aFinding({ code: 'SPELLING_CHANGED', severity: 'note', message: 'spelled anew' }),
      ],
      remaining: [aFinding({ message: 'remains', severity: 'warning' })],
      outcome: { kind: 'applied', steps },
    } as const;
    const text = printed(report);
    expect(text).not.toContain('resolved');
    expect(text).toContain('note SPELLING_CHANGED spelled anew');
    expect(text).toContain('warning SCHEMA_MISMATCH remains');
    expect(printed(report, { volume: 'verbose' })).toContain('error SCHEMA_MISMATCH resolved');
  });

  test('that failed is not advised to be tried', () => {
    const error = { code: 'MIGRATION_FAILED', message: 'it threw' } as const;
    const findings = [aFinding({ code: 'VERSION_OUTDATED', severity: 'warning' })];
    const report = { findings, outcome: { kind: 'failed', steps: [], error } } as const;
    expect(printed(report)).toBe('state.json: error MIGRATION_FAILED it threw\n');
    expect(printed(report, { volume: 'verbose' })).toContain('warning VERSION_OUTDATED');
  });

  test('that failed says why and what to do', () => {
    const error = { code: 'STATE_LOCKED', message: 'locked by pid 7', hint: 'Wait.' } as const;
    expect(printed({ outcome: { kind: 'failed', steps: [], error } })).toBe(
      'state.json: error STATE_LOCKED locked by pid 7\n  hint: Wait.\n',
    );
  });
});

describe('a repair', () => {
  const source = { kind: 'restore', source: 'state.json.bak', version: '1', candidate: 'bak' } as const;
  const pointers = Array.from({ length: 50 }, (_, index) => `/items/${index}`);
  const difference = {
    changed: ['/a', '/b\u001b'],
    gone: [''],
    added: pointers,
    counts: { changed: 2, gone: 1, added: 70 },
  };
  const losses: readonly (readonly [string, DataLoss, string])[] = [
    ['nothing', { kind: 'none', isPartial: false }, 'nothing that could be read of the broken file'],
    [
      'nothing of what could be read',
      { kind: 'none', isPartial: true },
      'nothing that could be read of the broken file; what the rest of it held, nobody can say',
    ],
    [
      'nobody knows what',
      { kind: 'unknown' },
      'nobody can say: nothing of the broken file could be read, or nothing that could be compared',
    ],
    [
      'values',
      { kind: 'known', isPartial: false, difference },
      'against the broken file, 2 values changed (/a, /b\\x1b), 1 gone (the whole document), 70 added (/items/0, /items/1, /items/2 and 67 more)',
    ],
    [
      'nothing, and gives more',
      {
        kind: 'known',
        isPartial: true,
        difference: { changed: [], gone: [], added: ['/x'], counts: { changed: 0, gone: 0, added: 1 } },
      },
      'nothing that could be read of the broken file; 1 value added (/x); what the rest of it held, nobody can say',
    ],
  ];

  test.each(losses)('that loses %s says so below its line', (_, dataLoss, told) => {
    const steps = [{ ...source, dataLoss }];
    expect(printed({ outcome: { kind: 'applied', steps } }, { command: 'repair' })).toBe(
      `state.json: restored from state.json.bak (version 1)\n  lost: ${told}\n`,
    );
    expect(printed({ outcome: { kind: 'planned', steps, diff: '-{}\n' } }, { command: 'repair' })).toBe(
      `state.json: would be restored from state.json.bak (version 1)\n  would be lost: ${told}\n-{}\n`,
    );
  });

  test('lists every place when verbose, and none when quiet', () => {
    const steps = [{ ...source, dataLoss: { kind: 'known', isPartial: false, difference } as const }];
    const outcome = { kind: 'applied', steps } as const;
    expect(printed({ outcome }, { volume: 'verbose' })).toContain('/items/49 and 20 more)');
    expect(printed({ outcome }, { volume: 'quiet' })).toBe('');
  });

  test.each([
    ['0123456789ab:state.json', 'HEAD', 'HEAD, '],
    ['HEAD:state.json', 'HEAD', ''],
    ['0123456789ab:state.json', 'git:0123456789ab', ''],
  ])(
    'from %s, which is %s, names the candidate where that path does not, and when it was written',
    (path, candidate, told) => {
      const steps = [{ ...source, source: path, candidate, at: '2026-11-20T10:00:00.000Z' }];
      expect(printed({ outcome: { kind: 'applied', steps } })).toBe(
        `state.json: restored from ${path} (${told}version 1, written 2026-11-20T10:00:00Z)\n`,
      );
    },
  );
});

describe('an error of several problems', () => {
  test('is one line for each, with its own hint', () => {
    const problems = [
      { message: 'c.yaml:2:1: "severty" is no setting', hint: 'Did you mean "severity"?' },
      { message: 'c.yaml:3:1: \u001b[31m' },
    ];
    const error = { code: 'CONFIG_INVALID', message: 'c.yaml has 2 problems', problems } as const;
    expect(errorText('statefix', error, paintOf(false))).toBe(
      [
        'statefix: error CONFIG_INVALID c.yaml has 2 problems',
        '  c.yaml:2:1: "severty" is no setting',
        '    hint: Did you mean "severity"?',
        '  c.yaml:3:1: \\x1b[31m',
        '',
      ].join('\n'),
    );
  });
});

describe('the last line', () => {
  test.each([
    ['check', {}, {}, 'Checked 1 file: no problems.\n'],
    ['check', {}, { files: 3, errors: 2, warnings: 1 }, 'Checked 3 files: 2 errors, 1 warning.\n'],
    ['migrate', {}, { files: 3, changed: 2, failed: 1, notes: 1 }, '3 files, 2 changed, 1 failed: 1 note.\n'],
    ['repair', { isPlanned: true }, { changed: 1 }, '1 file, 1 would change: no problems.\n'],
    ['check', { volume: 'quiet' }, {}, ''],
  ] as const)('of %s counts', (command, look, summary, line) => {
    const reporter = textReporter({ ...LOOK, command, ...look });
    expect(reporter.end({ summary: aSummary(summary), error: undefined })).toBe(line);
  });

  test.each([
    ['check', { files: 0 }, ''],
    ['check', { files: 2, errors: 1 }, 'Stopped by an error after 2 files: 1 error.\n'],
    ['migrate', { files: 1, changed: 1 }, 'Stopped by an error after 1 file, 1 changed.\n'],
  ] as const)('of a %s that was stopped never says that there are no problems', (command, summary, line) => {
    const error = { code: 'CONFIG_INVALID', message: 'bad' } as const;
    expect(textReporter({ ...LOOK, command }).end({ summary: aSummary(summary), error })).toBe(line);
  });
});

describe('colour', () => {
  test('is there only where it is told', () => {
    expect(printed({ findings: [aFinding()] }, { colour: true })).toContain('\u001b[31merror\u001b[39m');
    expect(printed({ findings: [aFinding()] })).not.toContain('\u001b');
  });
});

describe('a verbose report', () => {
  test('names healthy files', () => {
    expect(printed({}, { volume: 'verbose' })).toBe('state.json: healthy, daemon 1\n');
  });
});
