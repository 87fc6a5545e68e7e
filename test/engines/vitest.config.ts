import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests on engines, which `npm run test:engines` runs: they need Python and take minutes. */
export default defineConfig({
  test: {
    include: ['test/engines/*.engines.ts'],
    globalSetup: [fileURLToPath(new URL('setup.ts', import.meta.url))],
    testTimeout: 1_200_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
