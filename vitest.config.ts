import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/bundle.ts'],
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The counts of the last run, for the closing line of .ci/run.
    reporters: ['default', ['json', { outputFile: 'coverage/tests.json' }]],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // Generated declarations of types: no code.
      exclude: ['src/kinds/**'],
      reporter: ['text', 'json-summary'],
      thresholds: {
        lines: 90,
        // What keeps the first two promises of the house.
        'src/store/atomic-write.ts': { lines: 100 },
        'src/store/apply.ts': { lines: 100 },
        'src/store/transaction.ts': { lines: 100 },
        'src/store/change-file.ts': { lines: 100 },
        'src/store/lock/**': { lines: 100 },
        'src/store/journal/**': { lines: 100 },
        'src/store/backups/**': { lines: 100 },
        'src/store/audit/**': { lines: 100 },
      },
    },
  },
});
