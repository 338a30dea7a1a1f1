import { cutAt, deleted, empty, replaced, untouched } from './damages.ts';
import { intact, type Row, refused, restored } from './row.ts';
import { SUBJECTS } from './subjects.ts';
import { BROKEN, bak, commit, corrupt, foreign, rolling, staged, temp } from './surroundings.ts';

const { sealedJson, sealedYaml, besideYaml, plainJson, plainYaml, daemon, checklist, layout } = SUBJECTS;
const ALL = 'changed /level; gone /items/2';
const [EARLY, LATE] = ['2026-11-19T10:00:00Z', '2026-11-20T10:00:00Z'];
const EMPTY = ['EMPTY_FILE'] as const;
const AND_TEMP = ['EMPTY_FILE', 'LEFTOVER_TEMP'] as const;
const AND_BAD_BAK = ['BACKUP_UNHEALTHY', 'EMPTY_FILE'] as const;
const NOW = { becomes: 'now' } as const;
const RESET = { becomes: 'default' } as const;

/** The sources in their order, and the newest of one source. */
const TRUST: readonly Row[] = [
  restored(empty, plainJson, [rolling('now'), bak('before')], EMPTY, 'bak', 'unknown'),
  restored(empty, plainJson, [rolling('before'), bak(BROKEN)], AND_BAD_BAK, 'backup:*', 'unknown'),
  restored(empty, sealedYaml, [commit('before'), bak(BROKEN)], AND_BAD_BAK, 'index', 'unknown'),
  restored(empty, plainYaml, [bak('old')], EMPTY, 'bak', 'unknown'),
  restored(empty, plainJson, [bak('before'), commit('now')], EMPTY, 'index', 'unknown', {
    ...NOW,
    facts: { recover: ['git', 'bak'] },
  }),
  restored(empty, sealedJson, [rolling('theirs', EARLY), rolling('before', LATE)], EMPTY, 'backup:*', 'unknown'),
];

const edited = replaced('edited by hand', /(level"?: )7/, '$18');
const ofLine = { facts: { lineage: '/note' } } as const;

/** What the broken file itself says of the state that was lost. */
const PROOF: readonly Row[] = [
  restored(edited, sealedJson, [bak('before'), commit('now')], ['CHECKSUM_MISMATCH'], 'index', 'changed /level', NOW),
  restored(
    edited,
    besideYaml,
    [bak('before'), rolling('now')],
    ['CHECKSUM_MISMATCH'],
    'backup:*',
    'changed /level',
    NOW,
  ),
];

/** Which of two states is the newer, and of which line it is. */
const ORDER: readonly Row[] = [
  restored(empty, plainJson, [rolling('now', LATE), rolling('before', EARLY)], EMPTY, 'backup:*', 'unknown', {
    ...NOW,
  }),
  restored(empty, plainJson, [rolling('before', LATE), rolling('now', EARLY)], EMPTY, 'backup:*', 'unknown', {
    ...NOW,
    facts: { serial: '/level' },
  }),
  restored(edited, sealedYaml, [bak('theirs'), commit('before')], ['CHECKSUM_MISMATCH'], 'index', ALL, ofLine),
  refused(edited, sealedYaml, [bak('theirs')], ['CHECKSUM_MISMATCH'], 4, ofLine),
];

/** What git has. */
const GIT: readonly Row[] = [
  restored(empty, sealedJson, [commit('before'), staged(BROKEN)], EMPTY, 'HEAD', 'unknown'),
  restored(empty, sealedJson, [commit('before'), commit(BROKEN)], EMPTY, 'git:*', 'unknown'),
  restored(empty, checklist, [commit('old'), commit(BROKEN)], EMPTY, 'git:*', 'unknown'),
  restored(deleted, plainYaml, [commit('before')], ['FILE_MISSING'], 'index', 'unknown'),
];

const temporary = 'temp:plain.json.tmp';
const fromTemp = { words: ['--from', temporary] } as const;
const openEnd = replaced('its last bracket cut off', /"note"[\s\S]*/, '"note": "at the café"');

/** What a repair takes only where `recover` or the user names it. */
const NAMED: readonly Row[] = [
  refused(empty, plainJson, [temp('before')], AND_TEMP, 4),
  restored(empty, plainJson, [temp('before')], AND_TEMP, temporary, 'unknown', fromTemp),
  restored(empty, daemon, [temp('before')], AND_TEMP, 'temp:state.json.tmp', 'unknown', {
    facts: { recover: ['bak', 'temp'] },
  }),
  refused(empty, sealedYaml, [corrupt('before')], EMPTY, 4),
  restored(empty, sealedYaml, [corrupt('before')], EMPTY, 'corrupt:*', 'unknown', { facts: { recover: ['corrupt'] } }),
  restored(empty, plainJson, [], EMPTY, 'default', 'unknown', { ...RESET, facts: { recover: ['bak', 'default'] } }),
  restored(
    cutAt(0.5),
    daemon,
    [bak(BROKEN)],
    ['BACKUP_UNHEALTHY', 'SYNTAX_INVALID'],
    'default',
    'changed /daemon_state /current_session (partly read)',
    { ...RESET, facts: { recover: ['bak', 'backups', 'default'] } },
  ),
  restored(empty, daemon, [bak('before')], EMPTY, 'default', 'unknown', { ...RESET, words: ['--from', 'default'] }),
  refused(openEnd, plainJson, [], ['SYNTAX_INVALID'], 4),
  restored(openEnd, plainJson, [], ['SYNTAX_INVALID'], 'salvage', 'none (partly read)', {
    ...NOW,
    words: ['--salvage'],
  }),
];

const ownCopy = foreign('.checklist/.backup/state.yaml.1', 'its own backup', ({ before }) => before);
const automatic = '../backups/auto/layout.default_1764000000000.json';
const ownData = foreign(automatic.slice(3), 'its own automatic backup', ({ before }) =>
  JSON.stringify(JSON.parse(before).data),
);

const ownEverything = foreign('backups/manual/b-1.json', 'its own backup of everything', ({ before }) => {
  const { version, timestamp, data } = JSON.parse(before);
  return JSON.stringify({ version, timestamp, type: 'full', data: { 'layout.default': data } });
});

const spoilt = foreign('.checklist/.backup/state.yaml.1', 'its own backup, spoilt', () => 'schemaVersion: [');

/** The file is healthy, and what stands around it could not serve. */
const WARNED: readonly Row[] = [
  intact(untouched, sealedJson, [bak(BROKEN)], ['BACKUP_UNHEALTHY']),
  intact(untouched, plainYaml, [bak(BROKEN), temp('before')], ['BACKUP_UNHEALTHY', 'LEFTOVER_TEMP']),
  intact(untouched, checklist, [spoilt], ['BACKUP_UNHEALTHY']),
  intact(untouched, daemon, [rolling('before'), bak('old'), commit('before')], []),
];

/** What the program itself kept. */
const FOREIGN: readonly Row[] = [
  restored(empty, layout, [ownEverything], EMPTY, 'file:../backups/manual/b-1.json', 'unknown'),
  restored(empty, checklist, [ownCopy], EMPTY, 'file:.backup/state.yaml.1', 'unknown'),
  restored(empty, layout, [ownData], EMPTY, `file:${automatic}`, 'unknown'),
];

/** Which of several candidates is taken. */
export const ROWS_OF_CANDIDATES: readonly Row[] = [
  ...TRUST,
  ...PROOF,
  ...ORDER,
  ...GIT,
  ...NAMED,
  ...FOREIGN,
  ...WARNED,
];
