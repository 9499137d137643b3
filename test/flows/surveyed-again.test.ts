import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { openPlumbline } from '../../src/plumbline.ts'
import { gitRepository } from '../support/git-repository.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const page = `---
owner: ana
modified: 2026-10-20
about: [shop]
---

# Restart the shop

The shop reads \`SHOP_TOKEN\` when it starts. Restart the shop after a new token.
`

test('code that was surveyed again today judges as of today, though nothing changed', async () => {
  const folder = temporaryFolder()
  const repository = await gitRepository([
    {
      files: { 'src/main.ts': 'console.log(process.env.SHOP_TOKEN)\n' },
      date: '2026-10-01T09:00:00Z',
    },
  ])
  await mkdir(join(folder, 'runbooks'))
  await writeFile(join(folder, 'runbooks', 'restart.md'), page)
  const environment = {
    config: null,
    data: join(folder, 'data'),
    port: null,
    color: null,
  }
  const askAt = async (clock: string) => {
    const settings = `
clock: ${clock}
sources: [{ id: runbooks, type: markdown-folder, path: runbooks }]
repositories: [{ id: shop, path: ${JSON.stringify(repository.directory)} }]
principals: [{ id: ana, kind: person, scopes: [engineer] }]
`
    const plumbline = await openPlumbline(
      parseConfig(settings, join(folder, 'plumbline.yaml'), environment),
    )
    await plumbline.index()
    const reader = await plumbline.principal('ana')
    const answer = await plumbline.ask(
      { query: 'How do I restart the shop?', intent: 'act' },
      reader,
    )
    await plumbline.close()
    return answer
  }

  await askAt('2026-11-01T09:00:00Z')
  const later = await askAt('2026-11-04T09:00:00Z')

  expect(later.citations.map(({ freshness }) => freshness.state)).toEqual(['fresh'])
  expect(later.citations[0]?.judgedBy.map(({ surveyedAt }) => surveyedAt)).toEqual([
    '2026-11-04T09:00:00Z',
  ])
  await repository.remove()
})
