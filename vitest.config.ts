import { configDefaults, defineConfig } from 'vitest/config'

/** They count the calls of our functions. In a worker that is shared, a call that an earlier file caused can be counted. */
const COUNTING = ['tests/node/open-exchange.test.ts', 'tests/node/read-once.test.ts']

export default defineConfig({
  test: {
    environment: 'node',
    // The journeys run at the same time; a process that is started then takes its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Nobody else works meanwhile: all cores, of which one would be left idle.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...COUNTING],
          // No module of ours keeps state, so that files have nothing to hide from each other, and each is read once a
          // worker.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: COUNTING } },
    ],
  },
})
