import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    setupFiles: ['test/support/property-seed.ts'],
    // Test files share modules, and so hold no state in what they import.
    pool: 'threads',
    maxWorkers: '100%',
    isolate: false,
  },
});
