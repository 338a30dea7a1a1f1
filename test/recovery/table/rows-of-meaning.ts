import {
  aDirectory,
  aFifo,
  checksumDeleted,
  conflict,
  conflictInComments,
  cutAt,
  deleted,
  replaced,
} from './damages.ts';
import { type Row, refused, restored } from './row.ts';
import { SUBJECTS } from './subjects.ts';
import { bak, commit, rolling } from './surroundings.ts';

const { sealedJson, sealedJsonc, sealedYaml, besideJson, besideYaml, plainJson, plainYaml } = SUBJECTS;
const { daemon, checklist, layout, deployment } = SUBJECTS;
const BAK = [bak('before')];
const ALL = 'changed /level; gone /items/2';

const keyDeleted = replaced('a key deleted', /\n {2}"place".*|^place:\n(?: {2}.*\n)+/m, '');
const wrongType = replaced('a wrong type', /(level"?: )7/, '$1"seven"');
const wrongWidth = replaced('a wrong type', '"w": 3', '"w": "wide"');
const edited = replaced('edited by hand', /(level"?: )7/, '$18');
const twoLevels = replaced('a duplicate key', /^( *"?level"?: )7(,?)$/m, '$17$2\n$19$2');
const tooDeep = replaced('deep nesting', '"at the café"', `${'['.repeat(5000)}${']'.repeat(5000)}`);

/** The text is one, and says something else than was written. */
const EDITED: readonly Row[] = [
  restored(edited, sealedJson, BAK, ['CHECKSUM_MISMATCH'], 'bak', ALL),
  restored(edited, besideYaml, [commit('before')], ['CHECKSUM_MISMATCH'], 'index', ALL),
  restored(
    replaced('edited by hand', 'status: active', 'status: completed'),
    checklist,
    BAK,
    ['CHECKSUM_MISMATCH'],
    'bak',
    'changed /activeInstance/status; gone /completedSteps/1',
  ),
  refused(edited, sealedYaml, [], ['CHECKSUM_MISMATCH'], 4),
  restored(keyDeleted, sealedJson, BAK, ['CHECKSUM_MISMATCH', 'SCHEMA_MISMATCH'], 'bak', `${ALL}; added /place`),
  restored(keyDeleted, plainYaml, BAK, ['SCHEMA_MISMATCH'], 'bak', `${ALL}; added /place`),
  restored(wrongWidth, layout, BAK, ['SCHEMA_MISMATCH'], 'bak', 'changed /data/layout/clock-1/w'),
  restored(wrongType, sealedJsonc, BAK, ['CHECKSUM_MISMATCH', 'SCHEMA_MISMATCH'], 'bak', ALL),
  restored(
    replaced('a wrong root', /[\s\S]+/, '{"id": "db"}\n'),
    deployment,
    BAK,
    ['SCHEMA_MISMATCH'],
    'bak',
    'changed ""',
  ),
  restored(twoLevels, plainJson, BAK, ['DUPLICATE_KEY'], 'bak', `${ALL} (partly read)`),
  restored(twoLevels, sealedYaml, BAK, ['DUPLICATE_KEY'], 'bak', `${ALL} (partly read)`),
  restored(tooDeep, plainJson, BAK, ['DEPTH_EXCEEDED'], 'bak', `${ALL} (partly read)`),
  restored(tooDeep, sealedYaml, BAK, ['DEPTH_EXCEEDED'], 'bak', `${ALL} (partly read)`),
  restored(checksumDeleted, sealedJson, BAK, ['CHECKSUM_MISSING', 'SCHEMA_MISMATCH'], 'bak', ALL),
  restored(checksumDeleted, checklist, [commit('now')], ['CHECKSUM_MISSING', 'SCHEMA_MISMATCH'], 'index', 'none', {
    becomes: 'now',
  }),
];

const raised = replaced('version raised', /(version"?: )2/, '$19');
const unknown = replaced('version unknown', /(version"?: )2/, '$1"two"');
const lost = replaced('version deleted', 'version: 2\n', '');

/** The version is not what it was. */
const VERSIONS: readonly Row[] = [
  restored(raised, sealedJson, BAK, ['CHECKSUM_MISMATCH', 'VERSION_NEWER'], 'bak', ALL),
  refused(raised, plainJson, BAK, ['VERSION_NEWER'], 1),
  restored(
    replaced('version raised', '1.0.0', '3.1.4'),
    checklist,
    BAK,
    ['CHECKSUM_MISMATCH', 'VERSION_NEWER'],
    'bak',
    'gone /completedSteps/1',
  ),
  restored(unknown, besideJson, BAK, ['CHECKSUM_MISMATCH', 'VERSION_UNKNOWN'], 'bak', ALL),
  restored(lost, plainYaml, [bak('old')], ['VERSION_MISSING'], 'bak', ALL),
];

/** There is no file to read. */
const NO_FILE: readonly Row[] = [
  restored(deleted, sealedYaml, BAK, ['FILE_MISSING'], 'bak', 'unknown'),
  restored(deleted, plainJson, [rolling('before')], ['FILE_MISSING'], 'backup:*', 'unknown'),
  refused(aDirectory, plainJson, BAK, ['UNREADABLE'], 3),
  refused(aFifo, sealedYaml, BAK, ['UNREADABLE'], 3),
];

const COLLIDING = { ours: 'now', base: 'before', theirs: 'theirs' } as const;
const MARKERS = ['CONFLICT_MARKERS'] as const;
const READ = 'none';
const OURS = { words: ['--ours'], becomes: 'now' } as const;
const MERGED = { becomes: 'merged' } as const;

/** Two writers, and git between them. */
const CONFLICTS: readonly Row[] = [
  refused(conflict('merge', COLLIDING), sealedJson, [], MARKERS, 4),
  restored(conflict('merge', COLLIDING), sealedJson, [], MARKERS, 'ours', 'changed /note', OURS),
  restored(conflict('merge', COLLIDING), sealedYaml, [], MARKERS, 'theirs', 'changed /note', {
    words: ['--theirs'],
    ...MERGED,
  }),
  restored(conflict('diff3', COLLIDING), sealedYaml, [], MARKERS, 'merged', READ, MERGED),
  restored(conflict('diff3', COLLIDING), sealedJson, [], MARKERS, 'merged', READ, MERGED),
  restored(conflict('diff3', COLLIDING), checklist, [], MARKERS, 'merged', READ, MERGED),
  restored(conflictInComments, plainYaml, [], MARKERS, 'theirs', READ, { words: ['--theirs'], becomes: 'now' }),
  restored(conflictInComments, sealedJsonc, [], MARKERS, 'ours', 'none', OURS),
  restored(conflict('merge', COLLIDING), sealedJson, BAK, MARKERS, 'bak', `${ALL} (partly read)`, {
    words: ['--from', 'bak'],
  }),
];

/** Nothing around can serve. */
const HOPELESS: readonly Row[] = [
  refused(cutAt(0.5), plainJson, [], ['SYNTAX_INVALID'], 4),
  refused(cutAt(0.5), daemon, [], ['SYNTAX_INVALID'], 4),
];

export const ROWS_OF_MEANING: readonly Row[] = [...EDITED, ...VERSIONS, ...NO_FILE, ...CONFLICTS, ...HOPELESS];
