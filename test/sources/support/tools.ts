import type { SourceTools } from '../../../src/sources/source.ts'

/** Tools of a source that nobody crawled yet; whatever it needs of the world is given. */
export const toolsWith = (given: Partial<SourceTools>): SourceTools => ({
  now: () => '2026-06-01T00:00:00.000Z',
  openFolder: () => {
    throw new Error('no folder is lent')
  },
  openClone: () => {
    throw new Error('no clone is lent')
  },
  fetching: () => {
    throw new Error('no requests are lent')
  },
  copyOf: async () => null,
  copies: async function* () {},
  checkpoint: null,
  everything: true,
  isDue: () => true,
  ...given,
})
