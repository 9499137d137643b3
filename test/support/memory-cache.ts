import type { FileFacts } from '../../src/domain/fact.ts'
import type { FactCache } from '../../src/domain/fact-cache.ts'

/** A cache of facts for the length of a test run. */
export function memoryCache(): FactCache {
  const kept = new Map<string, FileFacts>()
  const pieces = new Map<string, Uint8Array>()
  const now = (keys: readonly string[]): ReadonlyMap<string, FileFacts> => {
    const found = new Map<string, FileFacts>()
    for (const key of keys) {
      const facts = kept.get(key)
      if (facts) found.set(key, facts)
    }
    return found
  }
  return {
    get: async (keys) => now(keys),
    now,
    put: async (entries) => {
      for (const [key, facts] of entries) kept.set(key, facts)
    },
    pieces: {
      get: async (key) => pieces.get(key) ?? null,
      put: async (key, bytes) => void pieces.set(key, bytes),
    },
    close: () => kept.clear(),
  }
}
