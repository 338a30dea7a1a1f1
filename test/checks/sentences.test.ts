import { describe, expect, test } from 'vitest';
import { sentenceOf } from '../../src/checks/sentences.ts';
import { DEFAULT_SEVERITIES, type Finding, type FindingArgs, type FindingCode } from '../../src/model/finding.ts';

const first = { line: 2, column: 3 };
const schema = 'schemas/daemon/1.schema.json#/properties/stats';
const digest = `sha256:${'0'.repeat(64)}` as const;

// Every code, with its sentence and its hint as users read them.
const SENTENCES: {
  readonly [Code in FindingCode]: readonly (readonly [args: FindingArgs[Code], message: string, hint: string])[];
} = {
  FILE_MISSING: [
    [{ remains: ['a.json.bak'] }, 'The file does not exist, but a.json.bak does', 'Run: statefix repair a.json'],
    [
      { remains: [], isInGit: true },
      "The file does not exist, but git's copy of it does",
      'Run: statefix repair a.json',
    ],
    [{ remains: [] }, 'The file does not exist', 'If it should, look at what is kept of it: statefix backup list'],
    [
      { remains: ['a', 'b', 'c'] },
      'The file does not exist, but a, b or c does',
      'Look at what is left: statefix repair --list a.json',
    ],
  ],
  UNREADABLE: [
    [{ reason: 'it is a FIFO' }, 'The file cannot be read: it is a FIFO', 'Put a readable regular file at this path.'],
  ],
  EMPTY_FILE: [
    [{ size: 0 }, 'The file is empty', 'Run: statefix repair a.json'],
    [{ size: 3 }, 'The file holds nothing but white space', 'Run: statefix repair a.json'],
  ],
  NUL_FILLED: [
    [{ size: 42 }, 'The file holds nothing but 42 NUL bytes, as a power cut leaves it', 'Run: statefix repair a.json'],
  ],
  NUL_BYTES: [
    [
      { count: 1, longest: { byte: 7, length: 1, place: 'middle' } },
      'The text holds 1 NUL byte, the first here',
      'Run: statefix repair a.json',
    ],
    [
      { count: 9, longest: { byte: 7, length: 8, place: 'middle' } },
      'The text holds 9 NUL bytes, 8 in one run from byte 7 on: a block of the file is gone',
      'Run: statefix repair a.json',
    ],
    [
      { count: 9, longest: { byte: 7, length: 9, place: 'end' } },
      'The text holds 9 NUL bytes, all in one run from byte 7 on, at its end, as a crash leaves a file that was not synced',
      'Run: statefix repair a.json',
    ],
    [
      { count: 9, longest: { byte: 0, length: 9, place: 'start' } },
      'The text holds 9 NUL bytes, all in one run from byte 0 on, where it should begin',
      'Run: statefix repair a.json',
    ],
  ],
  ENCODING_INVALID: [
    [
      { reason: 'utf-16' },
      'The text is UTF-16, not UTF-8',
      'Save it as UTF-8 (iconv -f utf-16 -t utf-8), or restore it. Run: statefix repair a.json',
    ],
    [
      { reason: 'not utf-8', byte: 7 },
      'The text is not UTF-8: byte 7 begins no character',
      'Run: statefix repair a.json',
    ],
    [
      { reason: 'cut off', byte: 7 },
      'The text is truncated: it ends in the middle of a character, at byte 7',
      'Run: statefix repair a.json',
    ],
    [
      { reason: 'lone surrogate' },
      'This string holds half of a surrogate pair, which is no character',
      'Write the whole character, or take the escape out.',
    ],
  ],
  SIZE_EXCEEDED: [
    [
      { size: 9, limit: 8 },
      'The file has 9 bytes, more than the limit of 8',
      'If it is meant to be this large, raise maxSize of its kind or pass --max-size.',
    ],
  ],
  DEPTH_EXCEEDED: [
    [
      { limit: 256 },
      'The document is nested deeper than 256 levels',
      'No program needs a state this deep: look for the writer that made it, or restore the file.',
    ],
  ],
  BOM_FOUND: [
    [
      {},
      'The text starts with a byte order mark',
      'It is kept. Programs that follow RFC 8259 may refuse it: save the file without one.',
    ],
  ],
  ALIAS_EXCEEDED: [
    [{ reason: 'cycle', anchor: 'a' }, 'The alias *a contains itself', 'Write the value out instead of the alias.'],
    [
      { reason: 'bomb', anchor: 'a' },
      'Aliases, *a among them, expand to far more than the text holds',
      'Write the values out instead of the aliases.',
    ],
  ],
  CONFLICT_MARKERS: [
    [
      { hunks: [{ ours: 2, separator: 4, theirs: 6 }] },
      'Unresolved git conflict: lines 2 to 6',
      'Run: statefix repair --ours a.json, or --theirs, or --interactive',
    ],
    [
      {
        hunks: Array.from({ length: 10 }, (_, at) => ({ ours: at * 3 + 1, separator: at * 3 + 2, theirs: at * 3 + 3 })),
      },
      'Unresolved git conflict: lines 1 to 3, 4 to 6, 7 to 9, 10 to 12, 13 to 15, 16 to 18, 19 to 21, 22 to 24, and 2 more',
      'Run: statefix repair --ours a.json, or --theirs, or --interactive',
    ],
  ],
  SYNTAX_INVALID: [
    [
      { reason: 'a value is missing here' },
      'Syntax error: a value is missing here',
      'Correct it here, or restore the file: statefix repair a.json',
    ],
    [
      { reason: 'it ends inside an object', damage: 'truncated', open: ['{', '['] },
      'The text is truncated: it ends inside an object; still open: { [',
      'Run: statefix repair a.json',
    ],
    [
      { reason: 'it ends inside an object', damage: 'truncated', open: [], cut: { line: 4, column: 2 } },
      'The text is truncated in line 4: it ends inside an object',
      'Run: statefix repair a.json',
    ],
    [
      { reason: 'another document follows', damage: 'written twice', copies: 'equal' },
      'The text is written twice: another document follows; both are the same',
      'Run: statefix repair a.json',
    ],
    [
      { reason: 'another document follows', damage: 'written twice', copies: 'different' },
      'The text is written twice: another document follows; they differ',
      'Run: statefix repair a.json',
    ],
    [
      { reason: '`}` closes nothing', damage: 'stale tail' },
      'The end of an older text stands behind the document: `}` closes nothing',
      'If all from here on is a leftover, delete it; or restore the file: statefix repair a.json',
    ],
    [
      { reason: 'line 3 is a marker', marker: 3 },
      'Syntax error: line 3 is a marker',
      'Choose what is right there and delete the marker, or restore the file: statefix repair a.json',
    ],
    [
      { reason: 'another document follows', damage: 'written twice' },
      'The text is written twice: another document follows',
      'Run: statefix repair a.json',
    ],
  ],
  DUPLICATE_KEY: [
    [
      { key: 'a', first },
      'The key "a" stands twice in this object, first in line 2, column 3',
      'Readers disagree about which of the two counts: delete the wrong one.',
    ],
  ],
  NUMBER_UNREPRESENTABLE: [
    [
      { text: '1e400' },
      'No reader would get the number 1e400',
      'Write a number that a double can hold, or an integer written out in digits.',
    ],
  ],
  VERSION_MISSING: [
    [
      { expected: ['/version', '/schemaVersion'] },
      'The document carries no version: nothing stands at /version or /schemaVersion',
      'Write the version there, or set `unversioned` of the kind to what a file without one means; if the file lost it, run: statefix repair a.json',
    ],
  ],
  VERSION_UNKNOWN: [
    [
      { found: '7', known: ['1', '2'] },
      'The registry has no version "7"; it has 1, 2',
      'Correct the version, add its schema to the registry, or restore the file: statefix repair a.json',
    ],
    [
      { found: '1', known: ['1.0.0', '1.1.0'] },
      'The registry has no version "1"; it has 1.0.0, 1.1.0',
      'Did you mean "1.0.0"? Correct the version, add its schema to the registry, or restore the file: statefix repair a.json',
    ],
  ],
  VERSION_NEWER: [
    [
      { found: '3', current: '2' },
      'The document is of version 3, newer than 2, the newest that this registry has',
      'It is left alone. Get the registry that has this version, by pulling it or by updating the program that owns it.',
    ],
  ],
  VERSION_OUTDATED: [
    [
      { found: '1', current: '2', steps: ['2_add-stats'] },
      'The document is of version 1; current is 2 (1 step: 2_add-stats)',
      'Run: statefix migrate a.json',
    ],
  ],
  SCHEMA_MISMATCH: [
    [
      { keyword: 'type', expected: 'integer', found: 'string "x"', schema },
      'Expected integer, found string "x"',
      `See ${schema}. Correct it here, or restore the file: statefix repair a.json`,
    ],
    [
      { keyword: 'required', expected: '', found: '', key: 'theme', schema },
      'The member "theme" is missing',
      `See ${schema}. Correct it here, or restore the file: statefix repair a.json`,
    ],
    [
      { keyword: 'additionalProperties', expected: '', found: '', key: 'themee', suggestion: '"theme"', schema },
      'The member "themee" is not known here. Did you mean "theme"?',
      `See ${schema}. Correct it here, or restore the file: statefix repair a.json`,
    ],
  ],
  CHECKSUM_MISSING: [
    [
      { expectedAt: '/checksum' },
      'No checksum stands at /checksum',
      'If the content is right, run: statefix seal a.json; if not, run: statefix repair a.json',
    ],
  ],
  CHECKSUM_MISMATCH: [
    [
      { recorded: 'sha256:1', actual: digest, onlyFormatting: true, cause: 'formatting' },
      `The checksum does not fit the content: recorded is sha256:1, actual ${digest}; only line endings or formatting differ`,
      'If it was edited by hand and is right, run: statefix seal a.json; if not, run: statefix repair a.json',
    ],
  ],
  CHECKSUM_PENDING: [
    [
      { staged: '.tmp-0a1b2c3d/a.json.sha256' },
      'A writer was interrupted before it put the new checksum in place: it waits in .tmp-0a1b2c3d/a.json.sha256',
      'The next change completes it. Run: statefix repair a.json',
    ],
  ],
  MODE_TOO_OPEN: [
    [{ mode: 0o644, allowed: 0o600 }, 'The mode 0644 allows more than 0600', 'Run: statefix repair a.json'],
  ],
  MODE_NOT_TRACKED: [
    [
      { mode: 0o644, allowed: 0o600 },
      'The mode 0644 allows more than 0600, but git keeps only the executable bit',
      'In this checkout: chmod 0600 a.json',
    ],
  ],
  OUTSIDE_ROOT: [
    [
      { target: '/etc/passwd' },
      'This link leads out of the root, to /etc/passwd: passed over',
      'To act on the file that it leads to, name the path itself.',
    ],
  ],
  SPELLING_CHANGED: [
    [
      { reason: 'The number 1.0 becomes 1' },
      'The number 1.0 becomes 1',
      'Look at the difference with --dry-run before you write.',
    ],
  ],
  LEFTOVER_TEMP: [
    [
      { path: '.tmp-0a1b2c3d', owner: 'statefix' },
      'An interrupted run of statefix left .tmp-0a1b2c3d',
      'The next change removes it. Run: statefix repair a.json',
    ],
    [
      { path: 'a.json.tmp', owner: 'foreign' },
      'An interrupted writer left a.json.tmp',
      'It may hold newer content than the file: compare them, then delete it.',
    ],
  ],
  LOCK_STALE: [
    [
      { path: 'a.json.lock', pid: 7, hostname: 'here', since: '2026-01-01T00:00:00Z' },
      'The lock a.json.lock belongs to process 7 on here, which is gone (since 2026-01-01T00:00:00Z)',
      'The next change removes it. Run: statefix repair a.json',
    ],
  ],
  JOURNAL_PENDING: [
    [
      { path: 'j', command: 'migrate', since: '2026-01-01T00:00:00Z', files: ['a.json'] },
      'statefix migrate was interrupted while it changed this file (since 2026-01-01T00:00:00Z)',
      'The next command that changes something completes it, or takes it back.',
    ],
    [
      { path: 'j', command: 'undo', since: '2026-01-01T00:00:00Z', files: ['a.json', 'b.json'] },
      'statefix undo was interrupted while it changed 2 files (since 2026-01-01T00:00:00Z)',
      'The next command that changes something completes it, or takes it back.',
    ],
  ],
  BACKUP_UNHEALTHY: [
    [
      { path: 'a.json.bak', reason: 'The file is empty' },
      'The backup a.json.bak could not take the place of the file: The file is empty',
      'A change of the healthy file makes a new backup.',
    ],
  ],
  VERSION_DECREASED: [
    [
      { base: 'main', before: '2', found: '1' },
      'The version went back: at main it is 2, here 1',
      'Restore the file: git checkout main -- a.json. If it is to go back, let the steps do it, from there: statefix migrate --to 1 a.json',
    ],
  ],
  SERIAL_DECREASED: [
    [
      { base: 'main', before: '8', found: '7' },
      'The serial went back: at main it is 8, here 7',
      'This state is older than that: git checkout main -- a.json. If its content is right all the same, set  above 8.',
    ],
    [
      { base: 'main', before: '8', found: '8' },
      'The content changed, but the serial did not grow: at main it is 8, and here it is, too',
      'Two writers may have had the same state in hand: compare the two. If this one is right, set  above 8.',
    ],
  ],
  LINEAGE_CHANGED: [
    [
      { base: 'main', before: '"a"', found: '"b"' },
      'This is a state of another lineage: at main it is "a", here "b"',
      'Restore the file: git checkout main -- a.json. If it was begun anew and that is meant, give it a path of its own.',
    ],
  ],
  STATE_SHRUNK: [
    [
      { base: 'main', reason: 'share', before: 40, found: 3, undeclared: [] },
      'Much of the file is gone: at main it has 40 values, here 3',
      'If that is not meant, restore the file: git checkout main -- a.json.',
    ],
    [
      { base: 'main', reason: 'emptied', before: 9, found: 0, undeclared: ['2_a', '3_b'] },
      'All that stood here is gone: at main there are 9, here 0',
      'If that is not meant, restore the file: git checkout main -- a.json. What 2_a, 3_b may drop cannot be read without running it: if that is the loss, all is well.',
    ],
  ],
  STATE_DELETED: [
    [
      { base: 'main' },
      'The file is gone: main has it',
      'If it should be here, restore it: git checkout main -- a.json',
    ],
  ],
  BUMP_MISSED: [
    [
      { base: 'main', version: '2', reason: 'Expected integer, found "x"', schema: 'schemas/a/2.schema.json' },
      'The shape changed, but the version is still 2: schemas/a/2.schema.json, as main has it, does not take this: Expected integer, found "x"',
      'Programs that know version 2 cannot read this. Restore that schema, give the new shape the next version, with schema and migration, and run: statefix migrate a.json',
    ],
  ],
  RELEASED_EDITED: [
    [
      { base: 'v 1', what: 'schema', version: '2', change: 'edited' },
      'The schema of version 2 was edited after its release: v 1 has another',
      "Files of this version are about, and it says what they hold. Restore it: git checkout 'v 1' -- a.json. What is to be new becomes the next version.",
    ],
    [
      { base: 'main', what: 'migration', version: '2', change: 'removed' },
      'The migration of version 2 was removed after its release: main has it',
      'Files that it has migrated already are not migrated again. Restore it: git checkout main -- a.json. What is to be new becomes the next version.',
    ],
  ],
  REGISTRY_DUPLICATE: [
    [
      { base: 'main', what: 'migration', kind: 'app', version: '3', files: ['3_a.mjs', '3_b.mjs'] },
      'The kind app has 2 migrations for version 3: 3_a.mjs and 3_b.mjs',
      'Two branches added the same version. Give the later one the next version: schema, migration and the states that it already migrated.',
    ],
  ],
  MODE_CHANGED: [
    [
      { base: 'main', before: '100644', found: '100755' },
      'The mode changed: at main it is a plain file, here an executable file',
      'If that is not meant: git update-index --chmod=-x a.json, and chmod -x a.json',
    ],
    [
      { base: 'main', before: '100755', found: '100644' },
      'The mode changed: at main it is an executable file, here a plain file',
      'If that is not meant: git update-index --chmod=+x a.json, and chmod +x a.json',
    ],
    [
      { base: 'main', before: '100644', found: '120000' },
      'The mode changed: at main it is a plain file, here a link',
      'If that is not meant, restore it: git checkout main -- a.json',
    ],
  ],
  SECRET_ADDED: [
    [
      { base: 'main', rule: 'npm' },
      'A secret was added since main: a token of npm',
      'Take it out, and revoke it where it was issued: whoever could read the file, or its history, has it. If it is none, word it so that it does not look like one.',
    ],
  ],
  SECRET_FOUND: [
    [
      { rule: 'npm' },
      'A secret stands here: a token of npm',
      'Take it out, and revoke it where it was issued: whoever could read the file, or its history, has it. If it is none, word it so that it does not look like one.',
    ],
  ],
};

const rows = Object.entries(SENTENCES).flatMap(([code, samples]) =>
  samples.map(([args, message, hint]) => ({ code, args, message, hint })),
);

describe('every finding has its sentence and its hint', () => {
  test.each(rows)('$code: $message', ({ code, args, message, hint }) => {
    expect(sentenceOf({ code, args, pointer: '' } as Finding, 'a.json')).toEqual({ message, hint });
  });

  test('the table names every code', () => {
    expect(Object.keys(SENTENCES)).toEqual(Object.keys(DEFAULT_SEVERITIES));
  });
});

test('of two members of one spelling each is said what it may be', () => {
  const args = { keyword: 'required', expected: '', found: '', key: 'theme', suggestion: '"themee"', schema };
  expect(sentenceOf({ code: 'SCHEMA_MISMATCH', pointer: '', args }, 'a.json').message).toBe(
    'The member "theme" is missing; "themee" may be meant for it',
  );
});

test('a command repeats the options that told the kind', () => {
  const finding: Finding = { code: 'EMPTY_FILE', pointer: '', args: { size: 0 } };
  expect(sentenceOf(finding, 'a.json', ['--kind', 'daemon']).hint).toBe('Run: statefix repair --kind daemon a.json');
});

test('a path stands in a command as one word', () => {
  const finding: Finding = { code: 'EMPTY_FILE', pointer: '', args: { size: 0 } };
  expect(sentenceOf(finding, "my $HOME's.json").hint).toBe("Run: statefix repair 'my $HOME'\\''s.json'");
});
