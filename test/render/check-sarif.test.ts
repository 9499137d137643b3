import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ClaimKind, claimKinds } from '../../src/domain/claim.ts'
import { isWrong } from '../../src/domain/finding.ts'
import { everyManual } from '../../src/manuals.ts'
import { checkAsSarif } from '../../src/render/check-sarif.ts'
import type { CheckShown } from '../../src/render/check-shown.ts'
import { mendedLines } from '../../src/render/patch.ts'
import { anyShown } from '../support/any-check.ts'
import { sarifFaults } from '../support/sarif-schema.ts'
import {
  commitOfShop,
  inShop,
  type MadeFinding,
  madePage,
  madeResult,
  shownOf,
} from '../support/shown-checks.ts'

let manuals: ReadonlyMap<ClaimKind, string>
beforeAll(async () => {
  manuals = await everyManual()
})

const address = 'https://git.shop.example/shop'
const textOf = (shown: CheckShown): string =>
  checkAsSarif(shown, { version: '1.2.3', manuals, address })

/** The one run of a log that fits the schema. */
function runOf(shown: CheckShown) {
  const log = JSON.parse(textOf(shown))
  expect(sarifFaults(log)).toEqual([])
  expect(log.runs).toHaveLength(1)
  return log.runs[0]
}

const line = 'Träge 🚢: set `LIMIT` to 5.'
const guide = madePage('docs/a guide.md', `# Guide\n\n${line}\n`)
const one: MadeFinding = {
  page: 0,
  line: 3,
  because: 'see [here](https://evil.example) and {0}',
  evidence: [inShop('src/limits #1.ts', 7, 'const most = 5')],
  suggestion: { line: 3, old: line, new: line.replace('LIMIT', 'MOST') },
}

describe('a log', () => {
  test('tells of each finding where it stands, what speaks against it, and what would mend it', () => {
    const { results, ...run } = runOf(shownOf(madeResult([guide], [one])))
    const document = { uri: 'docs/a%20guide.md', uriBaseId: '%SRCROOT%' }
    expect(results).toEqual([
      {
        ruleId: 'environment-variable',
        ruleIndex: run.tool.driver.rules.findIndex(
          (rule: { id: string }) => rule.id === 'environment-variable',
        ),
        level: 'error',
        message: { text: 'LIMIT: see [here] (https://evil.example) and {{0}}' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: document,
              region: { startLine: 3, startColumn: 16, endLine: 3, endColumn: 21 },
            },
          },
        ],
        relatedLocations: [
          {
            id: 1,
            message: { text: 'const most = 5' },
            physicalLocation: {
              artifactLocation: { uri: 'src/limits%20%231.ts', uriBaseId: '%SRCROOT%' },
              region: { startLine: 7 },
            },
          },
        ],
        partialFingerprints: {
          primaryLocationLineHash: 'fnd_00000000000000000000:1',
          'plumblineFinding/v1': 'fnd_00000000000000000000',
        },
        fixes: [
          {
            description: { text: 'write: Träge 🚢: set `MOST` to 5.' },
            artifactChanges: [
              {
                artifactLocation: document,
                replacements: [
                  {
                    deletedRegion: { startLine: 3, startColumn: 16, endLine: 3, endColumn: 20 },
                    insertedContent: { text: 'MOS' },
                  },
                ],
              },
            ],
          },
        ],
      },
    ])
    expect(run.columnKind).toBe('utf16CodeUnits')
    expect(run.versionControlProvenance).toEqual([
      { repositoryUri: address, revisionId: commitOfShop, mappedTo: { uriBaseId: '%SRCROOT%' } },
    ])
    expect(run.invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }])
  })

  test('has every kind as a rule with its manual, and no link to what nobody can open', () => {
    const { rules } = runOf(shownOf(madeResult([], []))).tool.driver
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(claimKinds)
    for (const { id, shortDescription, fullDescription, help } of rules) {
      expect([id, manuals.get(id)?.replace(/\s+/g, ' ')]).toEqual([
        id,
        expect.stringContaining(shortDescription.text.slice(0, 30)),
      ])
      for (const { text } of [shortDescription, fullDescription]) {
        expect(text.length).toBeGreaterThan(20)
        expect(text.length).toBeLessThanOrEqual(1024)
      }
      expect(help.markdown).toContain('**What to do.**')
      expect(help.markdown).not.toMatch(/\]\([\w-]+\.md\)/)
    }
  })

  test('a finding is the same one when its line moves, and another only where it is said again', () => {
    const fingerprints = (findings: readonly MadeFinding[]) =>
      runOf(shownOf(madeResult([madePage('a.md', 'x\nLIMIT\nLIMIT\n')], findings))).results.map(
        (result: { partialFingerprints: object }) => result.partialFingerprints,
      )
    const id = 'fnd_aaaaaaaaaaaaaaaaaaaa'
    const [before] = fingerprints([{ page: 0, line: 2, id }])
    const [after, again] = fingerprints([
      { page: 0, line: 3, id },
      { page: 0, line: 3, id },
    ])
    expect(after).toEqual(before)
    expect(again).not.toEqual(before)
  })

  test('says what was not read, what is known, and what a change repairs', () => {
    const base = madeResult([guide], [one], [{ path: 'docs/x.md', because: 'no UTF-8' }])
    const result = {
      ...base,
      repositories: [
        { id: 'shop', commit: commitOfShop, surveys: { alert: 'a rule cannot be read' } },
      ],
    }
    const outdated = [{ id: 'fnd_1', kind: 'alert', page: 'docs/b.md', subject: 'Late' }]
    const change = {
      base: 'b',
      repaired: [{ path: 'docs/b.md', finding: base.findings[0]! }],
      claims: { total: 0, holds: 0, contradicted: 0, moved: 0, unknown: 0, unknownBecause: {} },
    }
    const run = runOf(shownOf(result, { baseline: { known: 2, outdated }, change }))
    const { notifications } = run.tool.driver
    expect(
      run.invocations[0].toolExecutionNotifications.map(
        ({
          descriptor,
          level,
          message,
        }: {
          descriptor: { id: string; index: number }
          level: string
          message: { text: string }
        }) => {
          expect(notifications[descriptor.index].id).toBe(descriptor.id)
          return `${level} ${descriptor.id}: ${message.text}`
        },
      ),
    ).toEqual([
      'warning document-not-read: docs/x.md was not read: no UTF-8',
      'note code-not-whole: shop, alert: a rule cannot be read',
      'note known: 2 findings known by the baseline, and not listed',
      'note baseline-outdated: the baseline need not know Late (alert) of docs/b.md any more',
      'note repaired: the change makes 1 statement right',
    ])
    expect(run.results[0].baselineState).toBe('new')
  })

  test('was no success where nothing could be read', () => {
    const run = runOf(shownOf(madeResult([], [], [{ path: 'a.md', because: 'no UTF-8' }])))
    expect(run.invocations[0].executionSuccessful).toBe(false)
  })

  test('names code of another repository, which has no place in this one', () => {
    const evidence = [{ ...inShop('package.json', 3, 'x'), repository: 'ledger' }]
    const run = runOf(shownOf(madeResult([guide], [{ ...one, evidence }])))
    expect(run.results[0].relatedLocations).toEqual([
      {
        id: 1,
        message: { text: 'x' },
        logicalLocations: [{ fullyQualifiedName: 'ledger:package.json:3' }],
      },
    ])
  })

  test('has as much as code scanning shows, the worst of it, and says what is left out', () => {
    const evidence = Array.from({ length: 120 }, (_, index) => inShop('a.ts', index + 1, 'x'))
    const findings: MadeFinding[] = [
      { ...one, status: 'moved', evidence: [] },
      ...Array.from({ length: 5_001 }, () => ({ page: 0, line: 3 })),
      { ...one, evidence },
    ]
    const run = JSON.parse(textOf(shownOf(madeResult([guide], findings)))).runs[0]
    expect(run.results).toHaveLength(5_000)
    expect(new Set(run.results.map(({ level }: { level: string }) => level))).toEqual(
      new Set(['error']),
    )
    const told = run.invocations[0].toolExecutionNotifications
    expect(told.map(({ message }: { message: { text: string } }) => message.text)).toEqual([
      '3 more findings not listed: code scanning takes no more',
      '21 more places in code not listed: code scanning takes no more',
    ])
  })

  test('fits the schema whatever pages and paths say, is the same bytes again, and its fixes are what is suggested', () => {
    fc.assert(
      fc.property(anyShown(), (shown) => {
        const run = runOf(shown)
        expect(textOf(shown)).toBe(textOf(shown))
        expect(run.results).toHaveLength(shown.result.findings.filter(isWrong).length)
        const paths = shown.result.pages.map(({ path }) =>
          path.replace(/\p{Surrogate}/gu, '\uFFFD'),
        )
        for (const { locations, fixes = [], message } of run.results) {
          expect(message.text).not.toMatch(/\]\(/)
          const { uri } = locations[0].physicalLocation.artifactLocation
          expect(paths).toContain(decodeURIComponent(uri))
          for (const { artifactChanges } of fixes)
            expect(fixed(artifactChanges[0], shown)).toBe(true)
        }
      }),
      { numRuns: 150 },
    )
  })
})

interface Change {
  readonly artifactLocation: { readonly uri: string }
  readonly replacements: readonly {
    readonly deletedRegion: { startLine: number; startColumn: number; endColumn: number }
    readonly insertedContent: { readonly text: string }
  }[]
}

/** Whether an edit makes of its line what one of the suggestions for it says. */
function fixed({ artifactLocation, replacements }: Change, { result }: CheckShown): boolean {
  const path = decodeURIComponent(artifactLocation.uri)
  return replacements.every(({ deletedRegion, insertedContent }) => {
    const { startLine, startColumn, endColumn } = deletedRegion
    return result.findings.some(({ claim, suggestion }) => {
      const page = result.pages.find(({ id }) => id === claim.page)
      if (suggestion?.line !== startLine || !page?.text) return false
      if (page.path.replace(/\p{Surrogate}/gu, '\uFFFD') !== path) return false
      const old = page.text.split('\n')[startLine - 1] ?? ''
      const made = old.slice(0, startColumn - 1) + insertedContent.text + old.slice(endColumn - 1)
      const { path: name, text } = page
      return (
        made ===
        (mendedLines({ path: name, text, suggestions: [suggestion] }).get(startLine) ?? old)
      )
    })
  })
}
