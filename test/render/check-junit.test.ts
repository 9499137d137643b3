import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWrong } from '../../src/domain/finding.ts'
import { checkAsJunit } from '../../src/render/check-junit.ts'
import { anyShown } from '../support/any-check.ts'
import { needs } from '../support/needs.ts'
import { inShop, madePage, madeResult, shownOf } from '../support/shown-checks.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const options = { movedFails: false }
const pages = [madePage('docs/a.md', 'LIMIT'), madePage('docs/b & c.md', '')]
const findings = [
  {
    page: 0,
    because: 'nothing has "LIMIT" <since>\nthen',
    evidence: [inShop('src/a.ts', 3, 'x < y')],
  },
  { page: 0 },
  { page: 0, status: 'moved' as const },
]
const unread = [{ path: 'docs/x.md', because: 'no UTF-8' }]

describe('a report', () => {
  test('has a suite for each document: a case for each finding, or one that passes', () => {
    expect(
      checkAsJunit(shownOf(madeResult(pages, findings, unread)), options),
    ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="plumbline check" tests="5" failures="2" errors="1">
  <testsuite name="docs/a.md" file="docs/a.md" tests="3" failures="2" errors="0" skipped="1">
    <testcase name="environment-variable: LIMIT" classname="docs/a.md">
      <failure type="contradicted" message="nothing has &quot;LIMIT&quot; &lt;since&gt; then">line 1: Set LIMIT.
nothing has "LIMIT" &lt;since&gt; then
code: src/a.ts:3  x &lt; y</failure>
    </testcase>
    <testcase name="environment-variable: LIMIT (2)" classname="docs/a.md">
      <failure type="contradicted" message="nothing in shop has LIMIT">line 1: Set LIMIT.
nothing in shop has LIMIT</failure>
    </testcase>
    <testcase name="environment-variable: LIMIT (3)" classname="docs/a.md">
      <skipped type="moved" message="nothing in shop has LIMIT">line 1: Set LIMIT.
nothing in shop has LIMIT</skipped>
    </testcase>
  </testsuite>
  <testsuite name="docs/b &amp; c.md" file="docs/b &amp; c.md" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="nothing found" classname="docs/b &amp; c.md"/>
  </testsuite>
  <testsuite name="docs/x.md" file="docs/x.md" tests="1" failures="0" errors="1" skipped="0">
    <testcase name="can be read" classname="docs/x.md">
      <error type="unread" message="no UTF-8"/>
    </testcase>
  </testsuite>
</testsuites>
`)
  })

  test('counts what moved as a failure where that is asked for', () => {
    const text = checkAsJunit(shownOf(madeResult(pages, findings)), { movedFails: true })
    expect(text).toContain('<testsuites name="plumbline check" tests="4" failures="3" errors="0">')
    expect(text).not.toContain('<skipped')
  })

  test('says what was found, whatever pages and paths say, and is the same bytes again', () => {
    fc.assert(
      fc.property(anyShown(), fc.boolean(), (shown, movedFails) => {
        const text = checkAsJunit(shown, { movedFails })
        expect(checkAsJunit(shown, { movedFails })).toBe(text)
        // Characters that XML 1.0 has no place for: https://www.w3.org/TR/xml/#charsets
        expect(text).not.toMatch(/[\0-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Surrogate}]/u)
        const document = load(text, { xml: true })
        const { pages, findings, unread } = shown.result
        expect(document('testsuite')).toHaveLength(pages.length + unread.length)
        expect(document('failure, skipped')).toHaveLength(findings.filter(isWrong).length)
        expect(document('failure')).toHaveLength(Number(document('testsuites').attr('failures')))
        expect(document('error')).toHaveLength(unread.length)
        expect(document('testcase')).toHaveLength(Number(document('testsuites').attr('tests')))
        const paths = document('testsuite')
          .toArray()
          .map((suite) => document(suite).attr('file'))
        expect(paths).toEqual(
          [...pages, ...unread].map(({ path }) => path.replace(unspeakable, '\uFFFD')),
        )
        for (const suite of document('testsuite').toArray()) {
          const names = document(suite)
            .find('testcase')
            .toArray()
            .map((one) => document(one).attr('name'))
          expect(new Set(names).size).toBe(names.length)
        }
      }),
      { numRuns: 150 },
    )
  })

  test.skipIf(!needs('xmllint'))('fits the schema that Jenkins reads it by (needs xmllint)', () => {
    const folder = temporaryFolder()
    const schema = join(import.meta.dirname, '../support/schemas/junit-10.xsd')
    const whole = checkAsJunit(shownOf(madeResult(pages, findings, unread)), options)
    const made = fc
      .sample(anyShown(), { numRuns: 40, seed: 8 })
      .map((shown) => checkAsJunit(shown, options))
    const files = [whole, ...made].map((text, index) => {
      const file = join(folder, `${index}.xml`)
      writeFileSync(file, text)
      return file
    })
    execFileSync('xmllint', ['--noout', '--schema', schema, ...files], { stdio: 'pipe' })
    const broken = join(folder, 'broken.xml')
    writeFileSync(broken, whole.replaceAll('classname', 'class'))
    expect(spawnSync('xmllint', ['--noout', '--schema', schema, broken]).status).not.toBe(0)
  })
})

const unspeakable = /[\0-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Surrogate}]/gu
