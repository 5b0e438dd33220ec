import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'node',
    // The journeys run at the same time; a process that is started then takes its time.
    testTimeout: 60_000,
    // Nobody else works meanwhile: all cores, of which one would be left idle.
    maxWorkers: '100%',
    // No module of ours keeps state, so that files have nothing to hide from each other, and each is read once a worker.
    isolate: false,
  },
})
