import fc from 'fast-check'
import type { CheckedPage, CheckResult } from '../../src/domain/check-result.ts'
import { claimKinds } from '../../src/domain/claim.ts'
import type { Evidence, Finding } from '../../src/domain/finding.ts'
import { genres } from '../../src/domain/page.ts'
import type { CheckShown } from '../../src/render/check-shown.ts'

/** What one finding of a made check says; the rest of it is the same for all. */
export interface MadeFinding {
  readonly page: number
  readonly status?: Finding['status']
  readonly token?: string
  readonly because?: string
  readonly quote?: string
  readonly line?: number
  readonly evidence?: readonly Evidence[]
  readonly suggestion?: Finding['suggestion']
  readonly id?: string
  readonly kind?: (typeof claimKinds)[number]
}

export const commitOfShop = '0123456789abcdef0123456789abcdef01234567'

/** Evidence in the one repository that made checks are judged by. */
export const inShop = (path: string, line: number, quote: string): Evidence => ({
  in: 'code',
  repository: 'shop',
  commit: commitOfShop,
  path,
  line,
  quote,
})

/** A document of a made check. */
export const madePage = (
  path: string,
  text: string | null,
  genre: CheckedPage['genre'] = 'reference',
): CheckedPage => ({ id: `shop:${path}`, path, title: path, genre, revision: commitOfShop, text })

/** A check with these documents and findings, judged by one repository. */
export function madeResult(
  pages: readonly CheckedPage[],
  findings: readonly MadeFinding[],
  unread: CheckResult['unread'] = [],
): CheckResult {
  return {
    pages,
    unread,
    repositories: [{ id: 'shop', commit: commitOfShop, surveys: { alert: 'complete' } }],
    findings: findings.map((made, index) => findingOf(made, pages, index)),
  }
}

export const shownOf = (
  result: CheckResult,
  { baseline = null, change = null }: Partial<CheckShown> = {},
): CheckShown => ({ result, baseline, change })

function findingOf(made: MadeFinding, pages: readonly CheckedPage[], index: number): Finding {
  const page = pages[made.page]!
  const { status = 'contradicted', token = 'LIMIT', line = 1, evidence = [] } = made
  const text = page.text ?? ''
  const start =
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0)
  const column = Math.max(0, text.slice(start).split('\n')[0]!.indexOf(token))
  const because = made.because ?? `nothing in shop has ${token}`
  return {
    id: made.id ?? `fnd_${String(index).padStart(20, '0')}`,
    status,
    genre: page.genre,
    repositories: ['shop'],
    suggestion: made.suggestion ?? null,
    judgement:
      status === 'contradicted' || status === 'moved'
        ? { status, because, actual: null, evidence, since: null, correction: null }
        : { status: 'unknown', reason: 'never-existed', because },
    claim: {
      kind: made.kind ?? 'environment-variable',
      subject: token,
      owner: null,
      value: null,
      mood: 'asserted',
      page: page.id,
      passage: '',
      span: [start + column, start + column + token.length],
      line,
      endLine: line,
      column: column + 1,
      heading: [],
      quote: made.quote ?? `Set ${token}.`,
      token,
      context: [],
    },
  }
}

/** Text as somebody would write it who wants out of wherever it is put. */
export const hostile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        ...[
          '```',
          '````',
          '`',
          '~~~',
          '\n',
          '\r',
          '\r\n',
          '\n\n',
          '\t',
          ' ',
          '\\',
          '\u0000',
          '\u001b[31m',
        ],
        ...['@octocat', '@acme/payments', '#123', 'acme/shop#12', 'GH-7', ':tada:', 'a@b.example'],
        ...[
          '<script>alert(1)</script>',
          '<!-- plumbline -->',
          '-->',
          '</details>',
          '&#64;octocat',
          '&lt;',
        ],
        ...[
          'https://evil.example/',
          'www.evil.example',
          '<https://evil.example>',
          'mailto:a@b.example',
        ],
        ...[
          '![x](https://evil.example/x.png)',
          '[x](javascript:alert(1))',
          '[x]: https://evil.example',
          '[^1]',
        ],
        ...[
          '# ',
          '> ',
          '- ',
          '1. ',
          '---',
          '===',
          '| a | b |',
          '|---|---|',
          '    ',
          '**',
          '_',
          '~~',
          '$$',
          '[ ] ',
        ],
        ...[
          '::error::x',
          '::stop-commands::y',
          '##[error]',
          '%0A',
          '%',
          ':',
          ',',
          '{0}',
          ']]>',
          '"',
          "'",
          '\ud800',
          '\u202e',
          '\u2028',
          '🚢',
        ],
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

/** Paths that are hard on whoever puts them into an address or an attribute. */
export const oddPath: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[a-z ]{1,8}$/),
      fc.constantFrom(
        'a b.md',
        'c#.md',
        '100%.md',
        'é.md',
        '日本.md',
        'x:y.md',
        'q?.md',
        '&.md',
        '"',
        "'",
        '[1]',
        '🚢.md',
        'a,b',
      ),
      hostile.map((text) => text.replaceAll('/', '').slice(0, 20) || 'x'),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join('/'))

/** Any check, with as many findings as there may be; documents have three lines. */
export const anyShown = ({
  most = 12,
}: {
  readonly most?: number
} = {}): fc.Arbitrary<CheckShown> =>
  fc
    .uniqueArray(oddPath, { minLength: 1, maxLength: 4 })
    .chain((paths) =>
      fc.tuple(
        fc.tuple(
          ...paths.map((path) =>
            fc
              .tuple(
                fc.array(hostile.map(oneLine), { minLength: 3, maxLength: 3 }),
                fc.constantFrom(...genres),
                fc.boolean(),
              )
              .map(([lines, genre, isSource]) =>
                madePage(path, isSource ? `${lines.join('\n')}\n` : null, genre),
              ),
          ),
        ),
        fc.array(
          fc.record({
            page: fc.nat(paths.length - 1),
            status: fc.constantFrom('contradicted' as const, 'moved' as const, 'unknown' as const),
            kind: fc.constantFrom(...claimKinds),
            token: hostile,
            because: hostile,
            quote: hostile,
            line: fc.integer({ min: 1, max: 3 }),
            evidence: fc.array(
              fc
                .tuple(oddPath, fc.integer({ min: 1, max: 99 }), hostile)
                .map(([path, line, quote]) => inShop(path, line, quote)),
              { maxLength: 4 },
            ),
            mended: fc.option(hostile.map(oneLine)),
          }),
          { maxLength: most },
        ),
        fc.array(fc.record({ path: oddPath, because: hostile }), { maxLength: 7 }),
        fc.boolean(),
        fc.boolean(),
      ),
    )
    .map(([pages, findings, unread, isChange, hasBaseline]) => {
      const made = findings.map(({ mended, ...finding }) => {
        const old = pages[finding.page]?.text?.split('\n')[finding.line - 1]
        const suggestion =
          old === undefined || mended === null ? null : { line: finding.line, old, new: mended }
        return { ...finding, suggestion }
      })
      const result = madeResult(pages, made, unread)
      const repaired = result.findings.map((finding, index) => ({
        path: pages[index % pages.length]!.path,
        finding,
      }))
      const known = findings.map(({ kind, token, page }, index) => ({
        id: `fnd_${index}`,
        kind,
        page: pages[page]!.path,
        subject: token,
      }))
      return shownOf(result, {
        change: isChange
          ? {
              repaired,
              base: commitOfShop,
              claims: {
                total: 9,
                holds: 4,
                contradicted: 2,
                moved: 1,
                unknown: 2,
                unknownBecause: {},
              },
            }
          : null,
        baseline: hasBaseline ? { known: 3, outdated: known } : null,
      })
    })

const oneLine = (text: string): string => text.replace(/[\r\n]/g, ' ')
