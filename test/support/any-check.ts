import fc from 'fast-check'
import { claimKinds } from '../../src/domain/claim.ts'
import { genres } from '../../src/domain/page.ts'
import type { CheckShown } from '../../src/render/check-shown.ts'
import { commitOfShop, inShop, madePage, madeResult, shownOf } from './shown-checks.ts'

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
