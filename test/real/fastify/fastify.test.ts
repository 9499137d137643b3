import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Finding } from '../../../src/domain/finding.ts'
import { checkDocuments } from '../../../src/flows/check-documents.ts'
import { packageRoot } from '../../../src/package-root.ts'
import { memoryCache } from '../../support/memory-cache.ts'
import { docOf, type Label, labels, meets } from './labels.ts'

const six = new Set([
  'file-path',
  'symbol',
  'environment-variable',
  'package-script',
  'option',
  'default-value',
])

const judgedFile = z.array(
  z.strictObject({
    doc: z.string(),
    line: z.number(),
    kind: z.string(),
    subject: z.string(),
    verdict: z.enum(['right', 'wrong']),
    because: z.string().min(1),
  }),
)

/** Findings that no label foresaw, judged by hand against the source of fastify 5. */
const judged = judgedFile.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'judged.json'), 'utf8')),
)

let accused: readonly Finding[] = []

beforeAll(async () => {
  const [older, newer] = ['fastify-4', 'fastify-5'].map((name) =>
    join(packageRoot, 'node_modules', name),
  )
  if (older === undefined || newer === undefined) throw new Error('two versions')
  const { findings } = await checkDocuments(
    {
      repositories: [{ id: 'fastify', versions: [older, newer] }],
      folders: [{ folder: join(older, 'docs'), home: { repository: 'fastify', prefix: 'docs' } }],
      now: '2026-11-01T00:00:00Z',
    },
    memoryCache(),
  )
  accused = findings.filter(({ status }) => status === 'contradicted' || status === 'moved')
})

const nameOf = (finding: Finding): string => {
  const { owner, subject, kind, line } = finding.claim
  return `${docOf(finding)}:${line} ${kind} ${owner === null ? '' : `${owner}.`}${subject}`
}

const isFound = (label: Label): boolean => accused.some((finding) => meets(label, finding))

/** Findings that meet no statement labelled as false. */
const unforeseen = (): readonly Finding[] =>
  accused.filter((finding) => !labels.some((one) => one.label === 'false' && meets(one, finding)))

describe('fastify 4 documents against the code of fastify 5', () => {
  const underTheSix = labels.filter(({ label, kind }) => label === 'false' && six.has(kind))

  test('at least 25 statements labelled as false fall under the six checks', () => {
    expect(underTheSix.length).toBeGreaterThanOrEqual(25)
  })

  test('at least 60 % of them are found, counted by place and by subject', () => {
    const found = underTheSix.filter(isFound)
    const subjects = (some: readonly Label[]) => new Set(some.map(({ subject }) => subject)).size
    expect(found.length / underTheSix.length).toBeGreaterThanOrEqual(0.6)
    expect(subjects(found) / subjects(underTheSix)).toBeGreaterThanOrEqual(0.6)
  })

  test('no statement labelled as holding is accused', () => {
    const wronged = labels.filter((one) => one.label === 'holds' && isFound(one))
    expect(wronged.map(({ id, doc, line, token }) => `${id} ${doc}:${line} ${token}`)).toEqual([])
  })

  test('what no label foresaw has been judged by hand', () => {
    const names = judged.map(({ doc, line, kind, subject }) => `${doc}:${line} ${kind} ${subject}`)
    expect(unforeseen().map(nameOf).toSorted()).toEqual(names.toSorted())
  })

  test('at least nine findings of ten are right', () => {
    const wrong = judged.filter(({ verdict }) => verdict === 'wrong').length
    expect(accused.length).toBeGreaterThan(50)
    expect((accused.length - wrong) / accused.length).toBeGreaterThanOrEqual(0.9)
  })

  test('the findings are those that were last reviewed', async () => {
    const lines = accused.map((finding) => `${nameOf(finding)} ${finding.status}\n`).toSorted()
    await expect(lines.join('')).toMatchFileSnapshot('findings.txt')
  })
})
