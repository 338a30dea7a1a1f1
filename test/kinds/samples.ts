import type { Value, ValueObject } from '../../src/model/value.ts';

// A healthy state of each kind and version. A test changes what it is about.

const time = '2026-11-21T04:32:00Z';

const daemon0: ValueObject = {
  daemon_state: 'monitoring',
  current_session: { path: '/home/ada/orbit', steps_completed: [1, 2], last_step: 2, total_steps: 4_294_967_295 },
  stats: { saves_count: 18_446_744_073_709_551_615n, total_resumes: 2, last_resume: time },
};
const daemon1: ValueObject = { version: 1, ...daemon0 };

function envelope(version: string, data: ValueObject): ValueObject {
  return { version, timestamp: 1_764_000_000_000, data: { version, ...data } };
}

const widgets: ValueObject = { 'clock-1': { type: 'clock', config: { zone: 'UTC' } }, 'chat-1': { type: 'chat' } };
export const gridLayout0: ValueObject = envelope('0.9.0', {
  timestamp: 1_763_999_999_000,
  name: 'Default',
  description: 'What a new window shows',
  tags: ['work'],
  layout: [
    { id: 'clock-1', x: 0, y: 0, w: 2, h: 1, static: true },
    { id: 'chat-1', x: 2, y: 0, w: 4, h: 6, minW: 2 },
  ],
  widgets,
});
export const gridLayout1: ValueObject = envelope('1.0.0', {
  timestamp: 1_763_999_999_000,
  layout: { 'clock-1': { x: 0, y: 0, w: 2, h: 1, static: true }, 'chat-1': { x: 2, y: 0, w: 4, h: 6, minW: 2 } },
  instances: widgets,
  metadata: { name: 'Default', description: 'What a new window shows', tags: ['work'] },
});

export const preferences0: ValueObject = envelope('0.9.0', {
  theme: 'dark',
  language: 'en',
  shortcuts: { 'palette.open': 'Ctrl+P' },
  sidebarCollapsed: false,
  gridDensity: 'normal',
  showGridLines: true,
  telemetryEnabled: false,
  crashReportingEnabled: true,
});
export const preferences1: ValueObject = envelope('1.0.0', {
  theme: 'dark',
  language: 'en',
  keyBindings: { 'palette.open': 'Ctrl+P' },
  ui: { sidebarCollapsed: false, gridDensity: 'normal', showGridLines: true },
  privacy: { telemetryEnabled: false, crashReportingEnabled: true },
});

const conversations: Value = [
  {
    id: 'c-1',
    title: 'One',
    timestamp: 1,
    tokens: 9_007_199_254_740_993n,
    messages: [{ role: 'user', content: 'Hi' }],
  },
  { id: 'c-2', tokens: 7, pinned: true },
];
export const history0: ValueObject = envelope('0.9.0', {
  entries: conversations,
  lastUpdated: 1_763_990_000_000,
  totalTokens: 12,
});
export const history1: ValueObject = envelope('1.0.0', {
  conversations,
  metadata: { totalCount: 2, lastUpdated: 1_763_990_000_000, totalTokens: 12 },
});

function checklist(version: string, modified: string, duration: string): ValueObject {
  return {
    schemaVersion: version,
    activeInstance: {
      id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      templateId: 'release',
      templateVersion: '1.4.0',
      projectPath: '/srv/orbit',
      status: 'active',
      currentStepId: 'tag',
      startedAt: time,
      [modified]: time,
    },
    completedSteps: [
      { stepId: 'build', completedAt: time, [duration]: 812.5, result: 'success', commandResults: [{ exitCode: 0 }] },
    ],
    notes: 'ours',
  };
}
const checklist0: ValueObject = checklist('0.9.0', 'updatedAt', 'durationMs');
const checklist1: ValueObject = {
  ...checklist('1.0.0', 'lastModifiedAt', 'executionTime'),
  recovery: { lastCorruption: time, corruptionType: 'parse_error', recoveryMethod: 'backup', dataLoss: false },
  conflicts: { detected: true, resolution: 'merge' },
  checksum: `sha256:${'0'.repeat(64)}`,
};

const deployment: Value = [
  { id: 98_765_432_109_876_543_210n, type: 'database', name: 'orders', properties: { size: 20 }, createdAt: time },
  { id: 'web', dependsOn: ['orders'], zone: 'a' },
];

const extraction: ValueObject = {
  oracle_name: 'aurora',
  last_updated: 1_764_000_000,
  last_updated_iso: time,
  last_protocol_count: 42,
  last_tvs: 8.6e10,
};

export const config: ValueObject = {
  $schema: './schema.json',
  version: 1,
  registry: { schemas: 'schemas', migrations: 'migrations' },
  kinds: {
    checklist: {
      files: ['.checklist/state.yaml'],
      version: '/schemaVersion',
      unversioned: '0.0.0',
      checksum: 'sidecar',
      mode: '0644',
      backups: {
        bak: true,
        keep: 3,
        corrupt: false,
        from: [
          '.backup/state.yaml.*',
          { files: '../{name}_*.yaml', at: '/data/{name}', into: '/data', envelope: { at: 'time' } },
        ],
      },
      recover: ['bak', 'backups', 'git'],
      touched: '/activeInstance/lastModifiedAt',
      serial: '/serial',
      lineage: '/lineage',
      recovery: '/recovery',
      conflicts: '/conflicts',
      identities: [{ items: '/completedSteps', by: '/stepId' }],
      lock: { timeout: '5s', stale: '5m' },
      maxSize: '16MiB',
      format: 'yaml',
      leftovers: ['*.tmp'],
      secrets: true,
      allowSecrets: ['/fixtures/*/token'],
    },
  },
  severity: { MODE_TOO_OPEN: 'warning' },
};

export const samples: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['daemon 0', daemon0],
  ['daemon 1', daemon1],
  ['grid-layout 0.9.0', gridLayout0],
  ['grid-layout 1.0.0', gridLayout1],
  ['preferences 0.9.0', preferences0],
  ['preferences 1.0.0', preferences1],
  ['conversation-history 0.9.0', history0],
  ['conversation-history 1.0.0', history1],
  ['checklist 0.9.0', checklist0],
  ['checklist 1.0.0', checklist1],
  ['deployment 1', deployment],
  ['extraction 1', extraction],
  ['statefix-config 1', config],
]);
