import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isObject, type Value } from '../../src/model/value.ts';
import { withoutValueAt, withValueAt } from '../../src/model/with-value.ts';
import { readConfig } from '../../src/registry/config.ts';
import { readKindFile } from '../../src/registry/written-facts.ts';
import { judgeBy, kindNames, root, versionsOf } from './builtin.ts';
import { config, samples } from './samples.ts';

const all = kindNames.flatMap((kind) => versionsOf(kind).map((version) => `${kind} ${version}`));
const judges = new Map<string, (value: Value) => readonly string[]>();

beforeAll(async () => {
  for (const name of all) {
    const [kind = '', version = ''] = name.split(' ');
    judges.set(name, await judgeBy(kind, version));
  }
});

function problems(name: string, value: Value): readonly string[] {
  const judge = judges.get(name);
  if (judge === undefined) throw new TypeError(`there is no schema ${name}`);
  return judge(value);
}

/** Kind and version, pointer, and the value to put there: `undefined` takes the member away. */
type Changed = readonly [name: string, pointer: string, value: Value | undefined];
/** The same, and the problem that is to be found. */
type Broken = readonly [...Changed, problem: string];

function titleOf([name, pointer, value]: Changed | Broken): string {
  const shown = typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  return `${name} ${value === undefined ? `without ${pointer}` : `with ${pointer} = ${shown}`}`;
}

/** The healthy sample, with that one change. */
function changed([name, pointer, value]: Changed | Broken): Value {
  const healthy = samples.get(name) ?? null;
  return value === undefined ? withoutValueAt(healthy, pointer) : withValueAt(healthy, pointer, value);
}

const BROKEN: readonly Broken[] = [
  ['daemon 0', '/daemon_state', undefined, '/ required daemon_state'],
  ['daemon 0', '/version', 1, '/version const'],
  ['daemon 1', '/version', undefined, '/ required version'],
  ['daemon 1', '/version', '1', '/version const'],
  ['daemon 1', '/daemon_state', 'pasued', '/daemon_state enum'],
  ['daemon 1', '/current_session', undefined, '/ required current_session'],
  ['daemon 1', '/current_session', 'none', '/current_session type'],
  ['daemon 1', '/current_session/path', 7, '/current_session/path type'],
  ['daemon 1', '/current_session/steps_completed/0', -1, '/current_session/steps_completed/0 minimum'],
  ['daemon 1', '/current_session/steps_completed/0', 4_294_967_296, '/current_session/steps_completed/0 maximum'],
  ['daemon 1', '/current_session/last_step', 1.5, '/current_session/last_step type'],
  ['daemon 1', '/current_session/total_steps', undefined, '/current_session required total_steps'],
  ['daemon 1', '/current_session/pid', 7, '/current_session/pid additionalProperties pid'],
  ['daemon 1', '/stats/saves_count', 18_446_744_073_709_551_616n, '/stats/saves_count maximum'],
  ['daemon 1', '/stats/saves_count', -1, '/stats/saves_count minimum'],
  ['daemon 1', '/stats/total_resumes', undefined, '/stats required total_resumes'],
  ['daemon 1', '/stats/last_resume', 'yesterday', '/stats/last_resume format'],
  ['daemon 1', '/stats/more', 1, '/stats/more additionalProperties more'],
  ['daemon 1', '/daemon', 1, '/daemon additionalProperties daemon'],
  ['grid-layout 1.0.0', '/version', '0.9.0', '/version const'],
  ['grid-layout 1.0.0', '/timestamp', '2026', '/timestamp type'],
  ['grid-layout 1.0.0', '/data', undefined, '/ required data'],
  ['grid-layout 1.0.0', '/checksum', 'x', '/checksum additionalProperties checksum'],
  ['grid-layout 1.0.0', '/data/version', '0.9.0', '/data/version const'],
  ['grid-layout 1.0.0', '/data/timestamp', -1, '/data/timestamp minimum'],
  ['grid-layout 1.0.0', '/data/layout', [], '/data/layout type'],
  ['grid-layout 1.0.0', '/data/layout/chat-1/w', undefined, '/data/layout/chat-1 required w'],
  ['grid-layout 1.0.0', '/data/instances/chat-1/type', undefined, '/data/instances/chat-1 required type'],
  ['grid-layout 1.0.0', '/data/metadata/tags', 'work', '/data/metadata/tags type'],
  ['grid-layout 1.0.0', '/data/metadata/name', undefined, '/data/metadata required name'],
  ['grid-layout 0.9.0', '/data/layout/0/id', undefined, '/data/layout/0 required id'],
  ['preferences 1.0.0', '/data/theme', 'blue', '/data/theme enum'],
  ['preferences 1.0.0', '/data/language', null, '/data/language type'],
  ['preferences 1.0.0', '/data/keyBindings/x', 1, '/data/keyBindings/x type'],
  ['preferences 1.0.0', '/data/ui/sidebarCollapsed', 0, '/data/ui/sidebarCollapsed type'],
  ['preferences 1.0.0', '/data/ui/gridDensity', 'dense', '/data/ui/gridDensity enum'],
  ['preferences 1.0.0', '/data/ui/showGridLines', undefined, '/data/ui required showGridLines'],
  ['preferences 1.0.0', '/data/privacy/telemetryEnabled', 'no', '/data/privacy/telemetryEnabled type'],
  [
    'preferences 1.0.0',
    '/data/privacy/crashReportingEnabled',
    undefined,
    '/data/privacy required crashReportingEnabled',
  ],
  ['preferences 0.9.0', '/data/telemetryEnabled', undefined, '/data required telemetryEnabled'],
  ['conversation-history 1.0.0', '/data/conversations/0/id', undefined, '/data/conversations/0 required id'],
  ['conversation-history 1.0.0', '/data/conversations/0/tokens', -1, '/data/conversations/0/tokens minimum'],
  ['conversation-history 1.0.0', '/data/metadata/totalCount', 1.5, '/data/metadata/totalCount type'],
  ['conversation-history 1.0.0', '/data/metadata/lastUpdated', undefined, '/data/metadata required lastUpdated'],
  ['conversation-history 1.0.0', '/data/metadata/totalTokens', '9', '/data/metadata/totalTokens type'],
  ['checklist 1.0.0', '/schemaVersion', undefined, '/ required schemaVersion'],
  ['checklist 1.0.0', '/checksum', undefined, '/ required checksum'],
  ['checklist 1.0.0', '/checksum', 'sha256:ABC', '/checksum pattern'],
  ['checklist 1.0.0', '/activeInstance/id', '7c9e6679-7425-10de-944b-e07fc1f90ae7', '/activeInstance/id pattern'],
  ['checklist 1.0.0', '/activeInstance/templateVersion', '1.4', '/activeInstance/templateVersion pattern'],
  ['checklist 1.0.0', '/activeInstance/projectPath', 'srv/orbit', '/activeInstance/projectPath pattern'],
  ['checklist 1.0.0', '/activeInstance/status', 'done', '/activeInstance/status enum'],
  ['checklist 1.0.0', '/activeInstance/currentStepId', 3, '/activeInstance/currentStepId type'],
  ['checklist 1.0.0', '/activeInstance/startedAt', 'today', '/activeInstance/startedAt format'],
  ['checklist 1.0.0', '/activeInstance/lastModifiedAt', undefined, '/activeInstance required lastModifiedAt'],
  ['checklist 1.0.0', '/activeInstance/completedAt', '', '/activeInstance/completedAt format'],
  ['checklist 1.0.0', '/completedSteps/0/stepId', undefined, '/completedSteps/0 required stepId'],
  ['checklist 1.0.0', '/completedSteps/0/executionTime', -1, '/completedSteps/0/executionTime minimum'],
  ['checklist 1.0.0', '/completedSteps/0/result', 'ok', '/completedSteps/0/result enum'],
  ['checklist 1.0.0', '/completedSteps/0/commandResults', {}, '/completedSteps/0/commandResults type'],
  ['checklist 1.0.0', '/recovery/corruptionType', 'fire', '/recovery/corruptionType enum'],
  ['checklist 1.0.0', '/recovery/recoveryMethod', 'luck', '/recovery/recoveryMethod enum'],
  ['checklist 1.0.0', '/recovery/dataLoss', undefined, '/recovery required dataLoss'],
  ['checklist 1.0.0', '/conflicts/resolution', 'both', '/conflicts/resolution enum'],
  ['deployment 1', '', {}, '/ type'],
  ['deployment 1', '/1', 'web', '/1 type'],
  ['deployment 1', '/1', {}, '/1 minProperties'],
  ['deployment 1', '/1/dependsOn', 'orders', '/1/dependsOn type'],
  ['extraction 1', '/oracle_name', undefined, '/ required oracle_name'],
  ['extraction 1', '/last_updated', 1.5, '/last_updated type'],
  ['extraction 1', '/last_updated_iso', '2026', '/last_updated_iso format'],
  ['extraction 1', '/last_protocol_count', -1, '/last_protocol_count minimum'],
  ['extraction 1', '/last_tvs', '1', '/last_tvs type'],
  ['extraction 1', '/nested', {}, '/nested type'],
  ['statefix-config 1', '/version', undefined, '/ required version'],
  ['statefix-config 1', '/kind', {}, '/kind additionalProperties kind'],
  ['statefix-config 1', '/registry/schema', 'x', '/registry/schema additionalProperties schema'],
  ['statefix-config 1', '/kinds/checklist/file', [], '/kinds/checklist/file additionalProperties file'],
  ['statefix-config 1', '/kinds/checklist/mode', 644, '/kinds/checklist/mode type'],
  ['statefix-config 1', '/kinds/checklist/mode', '0844', '/kinds/checklist/mode pattern'],
  ['statefix-config 1', '/kinds/checklist/maxSize', '16 MiBs', '/kinds/checklist/maxSize pattern'],
  ['statefix-config 1', '/kinds/checklist/recover/0', 'luck', '/kinds/checklist/recover/0 enum'],
  ['statefix-config 1', '/kinds/checklist/backups/kep', 1, '/kinds/checklist/backups/kep additionalProperties kep'],
  ['statefix-config 1', '/kinds/checklist/touched', 'time', '/kinds/checklist/touched pattern'],
  ['statefix-config 1', '/severity/MODE_TOO_OPEN', 'warn', '/severity/MODE_TOO_OPEN enum'],
  ['statefix-config 1', '/severity/MODE_OPEN', 'off', '/severity/MODE_OPEN additionalProperties MODE_OPEN'],
];

describe('a healthy state fits', () => {
  test.each([...samples.keys()])('%s', (name) => expect(problems(name, samples.get(name) ?? null)).toEqual([]));
});

describe('a broken one is told by its place', () => {
  test.each(BROKEN.map((row) => [titleOf(row), ...row] as const))('%s', (_, name, pointer, value, problem) => {
    expect(problems(name, changed([name, pointer, value]))).toEqual([problem]);
  });
});

const OPEN: readonly Changed[] = [
  ['daemon 1', '/current_session', null],
  ['daemon 1', '/stats/last_resume', undefined],
  ['daemon 1', '/stats/last_resume', null],
  ['daemon 0', '/stats', undefined],
  ['grid-layout 1.0.0', '/data/metadata/description', undefined],
  ['grid-layout 1.0.0', '/data/instances/chat-1/state', { draft: '' }],
  ['conversation-history 1.0.0', '/data/metadata/totalTokens', 18_446_744_073_709_551_615n],
  ['conversation-history 0.9.0', '/data/totalTokens', undefined],
  ['checklist 1.0.0', '/activeInstance', null],
  ['checklist 1.0.0', '/activeInstance/completedAt', '2026-11-21T04:32:00.5+01:00'],
  ['checklist 1.0.0', '/activeInstance/projectPath', 'C:\\work'],
  ['checklist 1.0.0', '/recovery', undefined],
  ['checklist 1.0.0', '/conflicts', undefined],
  ['deployment 1', '', []],
  ['extraction 1', '/note', 'kept'],
  ['statefix-config 1', '/kinds/checklist/checksum', false],
  ['statefix-config 1', '/kinds/checklist/version', false],
  ['statefix-config 1', '/kinds/checklist/lock/timeout', 0],
  ['statefix-config 1', '/kinds/checklist/lock/timeout', '1.5m'],
  ['statefix-config 1', '/kinds/checklist/maxSize', 4096],
];

describe('what a system leaves open stays open', () => {
  test.each(OPEN.map((row) => [titleOf(row), ...row] as const))('%s', (_, name, pointer, value) => {
    expect(problems(name, changed([name, pointer, value]))).toEqual([]);
  });
});

describe('the config that editors complete is the config that statefix reads', () => {
  const ofConfig = ([name]: Changed | Broken) => name === 'statefix-config 1';

  test.each(BROKEN.filter(ofConfig).map((row) => [titleOf(row), row] as const))('%s is refused', (_, row) => {
    expect(readConfig(changed(row)).problems).toHaveLength(1);
  });

  test.each(OPEN.filter(ofConfig).map((row) => [titleOf(row), row] as const))('%s is read', (_, row) => {
    expect(readConfig(changed(row)).problems).toEqual([]);
  });

  test('every member that the schema knows is read', () => expect(readConfig(config).problems).toEqual([]));
});

describe.each(all)('the schema of %s', (name) => {
  const [kind = '', version = ''] = name.split(' ');
  const schema: unknown = JSON.parse(readFileSync(join(root, 'schemas', kind, `${version}.schema.json`), 'utf8'));

  test('is one for a plain validator in its strictest setting', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    addFormats.default(ajv);
    expect(ajv.validateSchema(schema as object), JSON.stringify(ajv.errors)).toBe(true);
    expect(() => ajv.compile(schema as object)).not.toThrow();
  });

  test('has no address that anybody would fetch', () => {
    const text = JSON.stringify(schema);
    const addresses = text.match(/https?:\/\/[^"]+/g);
    expect(addresses).toEqual(['https://json-schema.org/draft/2020-12/schema']);
    expect(text).not.toMatch(/"\$id"/);
  });

  test('says what each member means', () => {
    expect(undescribed(schema as Value, '')).toEqual([]);
  });
});

/** The members of `properties`, at any depth, that neither describe themselves nor refer to what does. */
function undescribed(schema: Value, path: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const below = Object.entries(schema).flatMap(([key, value]) => undescribed(value, `${path}/${key}`));
  const properties = isObject(schema) ? schema['properties'] : undefined;
  if (!isObject(properties ?? null)) return below;
  const silent = Object.entries(properties as Record<string, Value>).filter(
    ([, member]) => isObject(member) && !('description' in member || '$ref' in member || isDiscriminant(member)),
  );
  return [...silent.map(([key]) => `${path}/properties/${key}`), ...below];
}

function isDiscriminant(member: Value): boolean {
  return isObject(member) && 'const' in member;
}

describe.each(kindNames)('the kind %s', (kind) => {
  test('has facts that the registry takes', () => {
    const { problems } = readKindFile(parse(readFileSync(join(root, 'schemas', kind, 'kind.yaml'), 'utf8')));
    expect(problems).toEqual([]);
  });

  test('has a schema', () => expect(versionsOf(kind).length).toBeGreaterThan(0));
});
