import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countClaims } from '../../src/domain/check-result.ts'
import { checkDocuments } from '../../src/flows/check-documents.ts'
import { packageRoot } from '../../src/package-root.ts'
import { memoryCache } from '../support/memory-cache.ts'

const paths = ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'docs']

test.skipIf(!existsSync(join(packageRoot, '.git')))(
  "Plumbline's own documents hold against its own code (needs the git history)",
  async () => {
    const result = await checkDocuments(
      {
        repositories: [{ id: 'plumbline', path: packageRoot }],
        paths,
        now: '2026-12-01T00:00:00Z',
      },
      memoryCache(),
    )
    const against = result.findings
      .filter(({ status }) => status === 'contradicted' || status === 'moved')
      .map(
        ({ claim, judgement }) => `${claim.page}:${claim.line} ${claim.token}: ${judgement.status}`,
      )

    expect(against).toEqual([])
    expect(result.unread).toEqual([])
    expect(countClaims(result.findings).holds).toBeGreaterThan(50)
  },
)
