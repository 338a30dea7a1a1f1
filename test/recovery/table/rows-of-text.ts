import {
  blank,
  bomTwice,
  crlf,
  cutAt,
  cutBeforeLastBracket,
  cutBehind,
  cutInCharacter,
  empty,
  flip,
  latin1Byte,
  nulFilled,
  nulHole,
  replaced,
  staleTail,
  twiceDifferent,
  twiceEqual,
  utf16,
  withoutLastByte,
} from './damages.ts';
import { intact, type Row, refused, restored } from './row.ts';
import { SUBJECTS } from './subjects.ts';
import { bak, commit, rolling } from './surroundings.ts';

const { sealedJson, sealedJsonc, sealedYaml, besideJson, besideJsonc, besideYaml, plainJson, plainJsonc, plainYaml } =
  SUBJECTS;
const { daemon, checklist, layout, deployment } = SUBJECTS;
const BAK = [bak('before')];

/** What differs between `now` and `before`, as far as the text can be read. */
const ALL = 'changed /level; gone /items/2';
const PARTLY = `${ALL} (partly read)`;
const DAEMON = 'changed /current_session/last_step; gone /current_session/steps_completed/2';

/** The file holds nothing that could be read. */
const NOTHING_LEFT: readonly Row[] = [
  restored(empty, sealedJson, BAK, ['EMPTY_FILE'], 'bak', 'unknown'),
  restored(empty, daemon, [bak('old')], ['EMPTY_FILE'], 'bak', 'unknown'),
  restored(empty, besideYaml, [rolling('before')], ['CHECKSUM_MISMATCH', 'EMPTY_FILE'], 'backup:*', 'unknown'),
  restored(blank, plainYaml, BAK, ['EMPTY_FILE'], 'bak', 'unknown'),
  restored(blank, sealedJsonc, [commit('before')], ['EMPTY_FILE'], 'index', 'unknown'),
  restored(nulFilled, sealedYaml, [rolling('before')], ['NUL_FILLED'], 'backup:*', 'unknown'),
  restored(nulFilled, layout, BAK, ['NUL_FILLED'], 'bak', 'unknown'),
];

/** A part of the text is gone. */
const CUT: readonly Row[] = [
  restored(nulHole('"library"'), sealedJson, BAK, ['NUL_BYTES'], 'bak', PARTLY),
  restored(nulHole('library'), besideJsonc, BAK, ['CHECKSUM_MISMATCH', 'NUL_BYTES'], 'bak', PARTLY),
  restored(nulHole('library'), plainYaml, BAK, ['NUL_BYTES'], 'bak', PARTLY),
  restored(cutAt(0.25), sealedJson, BAK, ['SYNTAX_INVALID'], 'bak', 'changed /level (partly read)'),
  restored(cutAt(0.5), plainJsonc, BAK, ['SYNTAX_INVALID'], 'bak', 'changed /level (partly read)'),
  restored(cutAt(0.75), sealedYaml, BAK, ['CHECKSUM_MISMATCH'], 'bak', ALL),
  restored(cutAt(0.5), deployment, BAK, ['SYNTAX_INVALID'], 'bak', 'none (partly read)'),
  restored(
    cutBehind('lamp'),
    plainYaml,
    BAK,
    ['SCHEMA_MISMATCH'],
    'bak',
    'changed /level; added /items/1 /place /note',
  ),
  restored(
    cutBehind('active\n'),
    checklist,
    [commit('before')],
    ['CHECKSUM_MISSING', 'SCHEMA_MISMATCH'],
    'index',
    'none',
  ),
  restored(cutBeforeLastBracket, besideJson, BAK, ['CHECKSUM_MISMATCH', 'SYNTAX_INVALID'], 'bak', PARTLY),
  restored(cutBeforeLastBracket, daemon, [commit('before')], ['SYNTAX_INVALID'], 'index', `${DAEMON} (partly read)`),
  restored(cutInCharacter, plainJson, BAK, ['ENCODING_INVALID'], 'bak', PARTLY),
  restored(cutInCharacter, sealedYaml, BAK, ['ENCODING_INVALID'], 'bak', PARTLY),
  intact(withoutLastByte, besideYaml, BAK, ['CHECKSUM_MISMATCH']),
  intact(withoutLastByte, sealedJson, BAK, []),
];

/** There is more text than was written. */
const TOO_MUCH: readonly Row[] = [
  restored(twiceEqual, sealedJson, BAK, ['SYNTAX_INVALID'], 'bak', ALL),
  restored(twiceEqual, sealedYaml, BAK, ['SYNTAX_INVALID'], 'bak', ALL),
  restored(twiceDifferent, plainJsonc, BAK, ['SYNTAX_INVALID'], 'bak', PARTLY),
  restored(twiceDifferent, daemon, BAK, ['SYNTAX_INVALID'], 'bak', `${DAEMON} (partly read)`),
  restored(staleTail, sealedJsonc, [rolling('before')], ['SYNTAX_INVALID'], 'backup:*', PARTLY),
  restored(staleTail, plainYaml, BAK, ['SYNTAX_INVALID'], 'bak', PARTLY),
];

/** The bytes are no text of this encoding. */
const ENCODING: readonly Row[] = [
  restored(utf16, sealedJson, BAK, ['ENCODING_INVALID'], 'bak', 'unknown'),
  restored(utf16, checklist, [commit('before')], ['ENCODING_INVALID'], 'index', 'unknown'),
  restored(latin1Byte, plainJson, BAK, ['ENCODING_INVALID'], 'bak', PARTLY),
  restored(latin1Byte, besideYaml, BAK, ['CHECKSUM_MISMATCH', 'ENCODING_INVALID'], 'bak', PARTLY),
  restored(bomTwice, plainJsonc, BAK, ['SYNTAX_INVALID'], 'bak', PARTLY),
];

/** One bit the other way round, or what carries no value: the text may still be one. */
const BITS: readonly Row[] = [
  restored(flip('a value', '7', 0), sealedJson, BAK, ['CHECKSUM_MISMATCH'], 'bak', 'gone /items/2'),
  restored(flip('a value', '7', 0), besideJsonc, BAK, ['CHECKSUM_MISMATCH'], 'bak', 'gone /items/2'),
  refused(flip('a value', '7', 0), plainJson, BAK, [], 0),
  restored(
    flip('a key', 'level', 0),
    sealedYaml,
    BAK,
    ['CHECKSUM_MISMATCH', 'SCHEMA_MISMATCH'],
    'bak',
    'gone /mevel /items/2; added /level',
  ),
  restored(flip('a key', 'stats', 0), daemon, [bak('now')], ['SCHEMA_MISMATCH'], 'bak', 'gone /rtats; added /stats', {
    becomes: 'now',
  }),
  restored(flip('the structure', '{', 5), besideJson, BAK, ['CHECKSUM_MISMATCH', 'SYNTAX_INVALID'], 'bak', 'unknown'),
  restored(flip('the structure', ': Ada', 0), plainYaml, [rolling('before')], ['SYNTAX_INVALID'], 'backup:*', PARTLY),
  intact(crlf, besideJson, BAK, ['CHECKSUM_MISMATCH']),
  intact(crlf, besideYaml, [], ['CHECKSUM_MISMATCH']),
  intact(crlf, sealedYaml, BAK, []),
  intact(replaced('a comment edited', 'since the first of May', 'since June'), sealedJsonc, BAK, []),
];

export const ROWS_OF_TEXT: readonly Row[] = [...NOTHING_LEFT, ...CUT, ...TOO_MUCH, ...ENCODING, ...BITS];
