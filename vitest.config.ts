import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/bundle.ts',
    // For a machine that has other work to do: a test that starts a bot three times needs ten seconds on an idle one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores: end-to-end tests start a bot process each, so more workers only make them slower.
    maxWorkers: 2,
  },
});
