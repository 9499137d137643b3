import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // By default, vitest leaves one processor to itself, though it has next to nothing to do.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
  },
})
