import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checks } from '../../src/checks/index.ts'
import { claimKinds } from '../../src/domain/claim.ts'
import type { Finding } from '../../src/domain/finding.ts'
import { checkDocuments } from '../../src/flows/check-documents.ts'
import { type Case, readCases } from '../support/cases.ts'
import { gitRepository } from '../support/git-repository.ts'
import { memoryCache } from '../support/memory-cache.ts'

const folder = 'corpus/checks'
const now = '2024-10-01T00:00:00Z'

/** Cases whose expectation stands and is not met yet, each with the reason; one that is met must leave the list. */
const shortfalls: Readonly<Record<string, string>> = JSON.parse(
  readFileSync('test/checks/known-shortfalls.json', 'utf8'),
)

test('every known shortfall is a case', () => {
  const cases = checks.flatMap(({ kind }) =>
    readCases(readFileSync(`${folder}/${kind}.md`, 'utf8')).cases.map(
      ({ title }) => `${kind}: ${title}`,
    ),
  )
  expect(cases).toEqual(expect.arrayContaining(Object.keys(shortfalls)))
})

test('every kind of claim has its manual page, and every page its kind', () => {
  const pages = readdirSync(folder).map((file) => file.replace(/\.md$/, ''))
  expect(pages.sort()).toEqual([...claimKinds].sort())
})

describe.each(checks)('$kind', ({ kind, about }) => {
  const manual = readCases(readFileSync(`${folder}/${kind}.md`, 'utf8'))
  const cache = memoryCache()

  test('its manual says what the check says of itself', () => {
    expect([manual.kind, manual.about]).toEqual([kind, about])
  })

  test('every expectation points at words of its page', () => {
    for (const { title, pageText, findings } of manual.cases) {
      const lines = pageText.split('\n')
      for (const finding of findings) {
        const [, line, token = ''] = expectation.exec(finding) ?? []
        expect(lines[Number(line) - 1] ?? '', `${title}: ${finding}`).toContain(token)
      }
    }
  })

  test.concurrent.for(manual.cases)('$title', async (one, { expect, onTestFinished }) => {
    const { path, remove } = await repositoryOf(one)
    onTestFinished(remove)

    const { findings } = await checkDocuments({ repositories: [{ id: 'case', path }], now }, cache)

    const found = findingsOn(findings, kind, one)
    const actual = {
      findings: found.map(lineOf),
      suggestions: one.suggestions && found.flatMap(suggestionOf),
    }
    const { findings: lines, suggestions } = one
    if (`${kind}: ${one.title}` in shortfalls)
      expect(actual).not.toEqual({ findings: lines, suggestions })
    else expect(actual).toEqual({ findings: lines, suggestions })
  })
})

const expectation =
  /^(\d+) (?:holds|contradicted|moved|unknown) (.*?)(?: -> .+| \((?:[a-z]+-)*[a-z]+\))?$/

const history = [
  { message: 'start', date: '2024-01-10T09:00:00Z', author: 'Ana <ana@acme.example>' },
  { message: 'change', date: '2024-06-20T09:00:00Z', author: 'Ben <ben@acme.example>' },
  { message: 'say more', date: '2024-09-01T09:00:00Z', author: 'Ana <ana@acme.example>' },
] as const

/** The case's history as a git repository. */
async function repositoryOf({ commits, shallow }: Case) {
  const steps = commits.map((commit, index) => ({ ...history[index], ...commit }))
  const { directory, git, remove } = await gitRepository(steps, { isCheckedOut: false })
  if (!shallow) return { path: directory, remove }
  const clone = `${directory}/.git/shallow`
  await git('clone', '--quiet', '--depth=1', `file://${directory}`, clone)
  return { path: clone, remove }
}

/** The findings of a kind on a case's page, in the order of the page. */
const findingsOn = (findings: readonly Finding[], kind: string, { page }: Case): Finding[] =>
  findings
    .filter(({ claim }) => claim.kind === kind && claim.page === `case:${page}`)
    .sort(({ claim: a }, { claim: b }) => a.line - b.line || a.column - b.column)

const suggestionOf = ({ suggestion }: Finding): string[] =>
  suggestion ? [`${suggestion.line} ${suggestion.new}`] : []

/** A finding as the manual writes it. */
function lineOf({ claim, judgement }: Finding): string {
  const said = `${claim.line} ${judgement.status} ${claim.token}`
  if (judgement.status === 'unknown') return `${said} (${judgement.reason})`
  if (judgement.status === 'holds' || judgement.actual === null) return said
  return `${said} -> ${judgement.actual}`
}
