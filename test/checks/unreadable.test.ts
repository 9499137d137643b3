import { expect, test } from 'vitest'
import { checkDocuments } from '../../src/flows/check-documents.ts'
import { gitRepository } from '../support/git-repository.ts'
import { memoryCache } from '../support/memory-cache.ts'

const former = 'package acme;\n\nclass Former {\n  static final String BERTH_URL = "NAME";\n}\n'
/** A sign of no text stands so late that git takes the file for text. */
const unreadable = (name: string): string =>
  `package acme;\n\nclass Engine {\n  void put() { put("${name}"); }\n${'  // berth\n'.repeat(1000)}  char none = '\0';\n}\n`

test.each([
  ['requestBerthUrl', 'ambiguous'],
  ['requestQuayUrl', null],
])('a name that only a file which nobody can read may hold: %s', async (name, reason) => {
  const { directory, remove } = await gitRepository([
    {
      files: {
        'docs/mocks.md': '# Mocks\n\nRead `requestBerthUrl` or `requestQuayUrl`.\n',
        'src/Former.java': former
          .replace('"NAME"', '"requestBerthUrl"')
          .replace('}\n}', '}\n\n}')
          .concat(former.replace('Former', 'Former2').replace('"NAME"', '"requestQuayUrl"')),
        'src/Engine.java': unreadable('requestBerthUrl'),
      },
    },
    { files: { 'src/Former.java': 'package acme;\n\nclass Former {\n}\n' } },
  ])
  try {
    const { findings } = await checkDocuments(
      { repositories: [{ id: 'case', path: directory }], now: '2024-10-01T00:00:00Z' },
      memoryCache(),
    )
    const judgements = findings
      .filter(({ claim }) => claim.subject === name)
      .map(({ judgement }) => [
        judgement.status,
        judgement.status === 'unknown' ? judgement.reason : null,
      ])
    expect(judgements).toEqual([[reason === null ? 'contradicted' : 'unknown', reason]])
  } finally {
    await remove()
  }
})
