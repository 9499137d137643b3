import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWrong } from '../../src/domain/finding.ts'
import { checkAsAnnotations } from '../../src/render/check-github.ts'
import { anyShown } from '../support/any-check.ts'
import { inShop, madePage, madeResult, shownOf } from '../support/shown-checks.ts'

/** One workflow command, read as the runner reads it: actions/runner, src/Runner.Common/ActionCommand.cs. */
function read(line: string) {
  const end = line.indexOf('::', 2)
  const [name = '', ...rest] = line.slice(2, end).split(' ')
  const properties = rest
    .join(' ')
    .split(',')
    .map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at), unescaped(pair.slice(at + 1), property)] as const
    })
  return {
    name,
    properties: Object.fromEntries(properties),
    message: unescaped(line.slice(end + 2), message),
  }
}

const message = { '%0D': '\r', '%0A': '\n' }
const property = { ...message, '%3A': ':', '%2C': ',' }
const unescaped = (text: string, by: Readonly<Record<string, string>>): string =>
  Object.entries(by)
    .reduce((now, [code, character]) => now.replaceAll(code, character), text)
    .replaceAll('%25', '%')

const commands = (text: string) => text.split('\n').slice(0, -1).map(read)

describe('annotations', () => {
  test('name the place, what is wrong, and where code says so', () => {
    const page = madePage('docs/a, b: 100%.md', 'first\nSet `LIMIT`.\n')
    const finding = {
      page: 0,
      line: 2,
      because: 'nothing has LIMIT,\nfor 100%: really',
      evidence: [inShop('src/a.ts', 3, 'x')],
      suggestion: { line: 2, old: 'Set `LIMIT`.', new: 'Set `MOST`.' },
    }
    expect(checkAsAnnotations(shownOf(madeResult([page], [finding])))).toBe(
      '::error file=docs/a%2C b%3A 100%25.md,line=2,endLine=2,col=6,title=environment-variable contradicted%3A LIMIT::' +
        'nothing has LIMIT, for 100%25: really%0ACode: src/a.ts:3%0AMend: Set `MOST`.\n',
    )
  })

  test('tell the worst: what is false before what moved, runbooks before records', () => {
    const pages = [
      madePage('record.md', 'LIMIT', 'record'),
      madePage('moved.md', 'LIMIT', 'runbook'),
      madePage('runbook.md', 'LIMIT', 'runbook'),
    ]
    const findings = [
      ...Array.from({ length: 9 }, () => ({ page: 0 })),
      { page: 1, status: 'moved' as const },
      ...Array.from({ length: 4 }, () => ({ page: 2 })),
    ]
    const told = commands(checkAsAnnotations(shownOf(madeResult(pages, findings))))
    expect(told.map(({ name, properties: { file } }) => `${name} ${file}`)).toEqual([
      ...Array.from({ length: 4 }, () => 'error runbook.md'),
      ...Array.from({ length: 6 }, () => 'error record.md'),
      'warning moved.md',
      'notice undefined',
    ])
    expect(told.at(-1)?.message).toMatch(/^3 more findings not shown/)
  })

  test('are none where nothing is found', () => {
    expect(checkAsAnnotations(shownOf(madeResult([madePage('a.md', '')], [])))).toBe('')
  })

  test('stay within what GitHub shows, each on its line, and the rest is counted', () => {
    fc.assert(
      fc.property(anyShown({ most: 60 }), (shown) => {
        const text = checkAsAnnotations(shown)
        expect(checkAsAnnotations(shown)).toBe(text)
        const told = commands(text)
        const of = (name: string) => told.filter((one) => one.name === name)
        expect(of('error').length + of('warning').length + of('notice').length).toBe(told.length)
        expect(of('error').length).toBeLessThanOrEqual(10)
        expect(of('warning').length).toBeLessThanOrEqual(10)
        expect(of('notice').length).toBeLessThanOrEqual(1)
        const all = shown.result.findings.filter(isWrong).length
        const left = Number(/^\d+/.exec(of('notice')[0]?.message ?? '0')?.[0])
        expect(told.length - of('notice').length + left).toBe(all)
        const paths = new Set(shown.result.pages.map(({ path }) => path))
        for (const { name, properties } of told) {
          if (name !== 'notice') expect(paths).toContain(properties.file)
          expect(properties.title?.length).toBeLessThanOrEqual(255)
        }
      }),
    )
  })
})
