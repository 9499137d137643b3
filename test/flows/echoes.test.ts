import { expect, test } from 'vitest'
import { company } from '../bad-input/company.ts'
import { gitRepository } from '../support/git-repository.ts'

const wrong = 'The default of `POOL_SIZE` is 10.'

test('a sentence that code contradicts on one page is not quoted from its copy on another', async () => {
  const pool = await gitRepository([
    { files: { 'src/pool.ts': 'export const POOL_SIZE = 10\n' } },
    { files: { 'src/pool.ts': 'export const POOL_SIZE = 20\n' } },
  ])
  const pages = {
    'held.md': `---\nabout: [pool]\n---\n# Pool\n\n${wrong}\n`,
    'copy.md': `---\nabout: [elsewhere]\n---\n# Pool of connections\n\n${wrong}\n`,
  }
  const more = `repositories:\n  - { id: pool, path: ${JSON.stringify(pool.directory)} }\n`
  const plumbline = await company(pages, more).open()
  await plumbline.index()
  const answer = await plumbline.ask(
    { query: 'What is the default of POOL_SIZE?', intent: 'inform' },
    {
      id: 'ana',
      kind: 'person',
      scopes: ['engineer'],
      groups: ['group:everyone'],
      environments: [],
    },
  )
  expect(answer.verdict.decision).toBe('block')
  expect(answer).not.toHaveProperty('text')
  await pool.remove()
})
