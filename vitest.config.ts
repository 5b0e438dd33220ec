import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/{core,node,contract,renderer,electron,architecture,fuzz}/**/*.test.ts'],
    environment: 'node',
    testTimeout: 20_000,
  },
})
