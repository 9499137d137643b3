import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checks } from '../../src/checks/index.ts'
import { readClaims } from '../../src/checks/read-claims.ts'
import type { DocumentFormat, SourceDocument } from '../../src/domain/document.ts'
import { readPage } from '../../src/pages/read-page.ts'

const claimsOf = (text: string, format: DocumentFormat = 'markdown') => {
  const document: SourceDocument = {
    source: 'wiki',
    path: 'docs/page.md',
    url: null,
    format,
    text,
    access: [],
    home: { repository: 'shop', path: 'docs/page.md' },
    created: null,
    modified: null,
    revision: null,
  }
  const { page, passages } = readPage(document, '2024-10-01T00:00:00Z')
  return { page, claims: readClaims(page, passages, checks) }
}

/** Words that checks look for, so that texts made by chance make claims. */
const words = fc.constantFrom(
  'src/config.ts',
  './lib/',
  'PAYMENTS_URL',
  'chargeCard(order)',
  'Ledger.close',
  'fraud.reviewScore',
  'maxDelayMs',
  'npm run lint:fix',
  'yarn build',
  'make lint docs',
  'it uses the `left-pad` package to align',
  'requires Node.js >= 18',
  'Rust 1.70 or newer',
  'page/1.2.0 as user agent',
  'page = "0.3"',
  'acme import --dry-run',
  '--skip-errors',
  '-n, --count=<n>',
  'sudo env A=1 python -m acme load "a b" --x.y | git log --oneline \\',
  '`acme db` command',
  'from acme.billing import (charge, refund as back)',
  "import { openPool, type Pool } from 'acme/pool'",
  'use acme::billing::{charge, refund};',
  'openPool(size, [region], ...rest)',
  '.. py:function:: charge(amount, currency=None)',
  '`mode` is one of `fast`, `safe` or `slow`',
  'valid values:',
  '->',
  'Usage: acme import [options]',
  '{ "max": 4 }',
  'defaults to',
  'by default',
  '(default: 5)',
  '`-p, --port <number>`',
  '  --max-retries <n>  how often (default 5)',
  '[ scrape_timeout: <duration> | default = 20s ]',
  'with the following defaults:',
  '12 pods (`maxReplicas`)',
  '`ledger[redis,sql]`',
  '`ledger.harbour.io/retry-limit`',
  '`["always", { "allowParens": true }]`',
  'set `x-ha-policy` to',
  '30 seconds',
  '"csv"',
  'option',
  'the table',
  'the image acme/payments:1.4 of the container',
  'acme/payments:1.4',
  'kubectl -n payments logs deploy/payments-api',
  'helm upgrade payments . --set a.b=1',
  'aws_db_instance.main',
  'runs every day at 02:00 UTC',
  '15 1 * * *',
  'payments_errors_total',
  'metric',
  'Alert: PaymentsFailing',
  'PaymentsFailing',
  'the alert fires above 5 % for 10 minutes',
  'deletion protection is on',
  'GET /v1/orders/{id}',
  '/api/v1/orders/:id',
  'Query.orders',
  'the feature flag',
  'is on by default',
  'the column `orders.total`',
  'owned by @acme/payments',
  'will be removed in v3',
  'until March 2019',
  'as of Q3 2020',
  'next week',
  'old -> new',
  'row-level security protects',
  'payouts',
  'no longer',
  'if it exists',
  'create',
  '~~',
  'https://acme.example/a',
  'https://github.com/acme/shop/blob/main/src/a.ts#L3',
  '<!-- src/a.ts -->',
  '<b>',
  'naïve 🚢',
  '\\`',
  '&amp;',
  '\t',
)
const inline = fc.oneof(
  { weight: 4, arbitrary: words },
  { weight: 4, arbitrary: words.map((word) => `\`${word}\``) },
  { weight: 2, arbitrary: words.map((word) => `**${word}**`) },
  { weight: 2, arbitrary: words.map((word) => `[${word}](../src/a.ts#L3)`) },
  { weight: 1, arbitrary: words.map((word) => `\`\` ${word} \`\``) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
)
const sentence = fc.array(inline, { maxLength: 8 }).map((parts) => parts.join(' '))
const line = fc.oneof(
  sentence,
  sentence.map((text) => `# ${text}`),
  sentence.map((text) => `- ${text}`),
  sentence.map((text) => `  + ${text}`),
  sentence.map((text) => `> ${text}`),
  sentence.map((text) => `| ${text} | \`maxDelayMs\` | 5 |`),
  fc.constantFrom(
    '',
    '---',
    '| option | default |\n|---|---|',
    '# Alert: PaymentsFailing',
    '```sh',
    '```hcl',
    '```promql',
    '```ts',
    '```python',
    '```rust',
    '```text',
    '| Old flag | Replace with |\n|---|---|',
    '```yaml',
    '```',
    '~~~',
    '===',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const markdown = fc
  .tuple(fc.array(line, { maxLength: 25 }), fc.constantFrom('\n', '\n', '\r\n'))
  .map(([lines, end]) => lines.join(end))
const formats = fc.constantFrom<DocumentFormat>(
  'markdown',
  'markdown',
  'text',
  'html',
  'restructuredtext',
  'asciidoc',
)

describe('whatever a page says', () => {
  test('the token of a claim stands where the claim says it stands', () => {
    fc.assert(
      fc.property(markdown, formats, (text, format) => {
        const { page, claims } = claimsOf(text, format)
        for (const { token, span } of claims) expect(page.text.slice(...span)).toBe(token)
      }),
      // Code marks over two lines of a quotation or of a list.
      {
        numRuns: 500,
        examples: [
          ['> `\\``\n> src/config.ts `src/config.ts`', 'markdown'],
          ['> `\\`` `src/config.ts`\n> src/config.ts `src/config.ts`', 'markdown'],
          ['- `\n  src/config.ts\n  ./lib/\n  `', 'markdown'],
          ['> `src/config.ts\n> > 2`', 'markdown'],
          ['> ``acme db` command`\n> `with the defaults:`\n``ledger[redis]``', 'markdown'],
        ],
      },
    )
  })

  test('a claim stands within the document', () => {
    fc.assert(
      fc.property(markdown, formats, (text, format) => {
        const count = text.split(/\r\n|\r|\n/).length
        for (const { line, endLine, column } of claimsOf(text, format).claims) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(column).toBeGreaterThanOrEqual(1)
          expect(endLine).toBeGreaterThanOrEqual(line)
          expect(endLine).toBeLessThanOrEqual(count)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('the same page makes the same claims', () => {
    fc.assert(
      fc.property(markdown, formats, (text, format) => {
        expect(claimsOf(text, format)).toEqual(claimsOf(text, format))
      }),
      { numRuns: 200 },
    )
  })

  test('every kind of claim is among those that chance makes', () => {
    const kinds = fc
      .sample(markdown, { numRuns: 700, seed: 7 })
      .flatMap((text) => claimsOf(text).claims.map(({ kind }) => kind))
    // Pages are compared once all are judged: no page's own words make such a claim.
    const read = checks.map(({ kind }) => kind).filter((kind) => kind !== 'page-against-page')
    expect([...new Set(kinds)].sort()).toEqual(read.sort())
  })
})

/** Pieces that, said again and again, lead a careless expression astray; the first ones at the length of a large page. */
const large = 100_000
const hostile = [
  ['backticks', '`', large],
  ['members of members', 'a.', large],
  ['defaults', 'default ', 2 * large],
  ['slashes', '/', large],
  ['nested quotes', `"'`, large],
  ['one long line', 'the quick brown fox reads `src/config.ts` ', large],
  ['one long word', 'x', large],
  ['flags', '--a-b '],
  ['flags in code', '`--a` `a b` '],
  ['imports', 'from a.b import a, '],
  ['signatures', 'a(b, [c], '],
  ['values in lists', 'is one of `a`, or '],
  ['backticks with gaps', '` `` '],
  ['calls of calls', 'a('],
  ['capitals', 'A_'],
  ['capitals and equals', 'A_B=A_B '],
  ['defaults to something', 'defaults to `5` by default '],
  ['folders', 'a/'],
  ['dots and slashes', '../'],
  ['open quotes', '"a '],
  ['brackets', '['],
  ['links', '[a]('],
  ['angle brackets', '<'],
  ['comments that never end', '<!-- '],
  ['generics', 'a<b'],
  ['emphasis', '*a _b '],
  ['struck out', '~~a '],
  ['digits', '1'],
  ['digits and underscores', '1_'],
  ['commands', 'npm run '],
  ['workspaces', 'npm -w a '],
  ['targets', 'make a -C b '],
  ['targets of targets', 'make make '],
  ['requirements', 'requires Node.js at least '],
  ['versions', 'Node 1.2.3+ '],
  ['dots and digits', '1.'],
  ['minimums', 'minimum supported version of Rust for '],
  ['releases', 'Page 1.2 supports '],
  ['user agents', 'user agent page/1.2.0 '],
  ['images', 'image: page/page/page:1 '],
  ['keys and versions', '"page": "1.2", '],
  ['installs', 'npm install page@1 '],
  ['tables', 'page = { version = '],
  ['artifacts', '<artifactId>page</artifactId>   '],
  ['clones', 'git clone a/b '],
  ['negations', 'there is no longer any the '],
  ['articles', 'create the the the '],
  ['cells', '| a '],
  ['quotes within quotes', '> '],
  ['lists within lists', '- '],
  ['sentences', 'A. '],
  ['blanks', ' '],
  ['blank lines', '\n'],
  ['row-level security', 'row-level security protects `t` '],
  ['cron fields', '* '],
  ['images', 'image: a/b:1 '],
  ['image hosts', 'a.b'],
  ['kubectl commands', 'kubectl get a/b '],
  ['replicas', 'three replicas of `a-b` '],
  ['frequencies', 'every day at '],
  ['queries', 'sum(rate(a_b{'],
  ['alerts', 'AbCd '],
  ['names in camel case', 'AbCd'],
  ['approvals', 'two approvals are required '],
  ['backups', 'backups are kept for '],
  ['blocks of Terraform', 'module "a" {'],
  ['sources of modules', 'source = "a" '],
  ['helm values', 'helm --set a.b= '],
  ['surrogates that are alone', '\ud83d'],
  ['routes', 'GET /v1/{a}/'],
  ['methods', 'GET '],
  ['tables', 'the table `a_b` '],
  ['columns', 'column a.b of table '],
  ['flags', 'feature flag `a` on by default '],
  ['owners', 'owned by @a/b '],
  ['promises', '`aB` will be removed in v3 '],
  ['days', 'until March 2019 '],
  ['arrows', '`a` -> '],
  ['old names', 'were removed: '],
  ['SQL', 'select a from b join '],
  ['curl', 'curl -X POST localhost/a '],
] as const

const settings: readonly (readonly [string, (text: string) => string])[] = [
  ['prose', (text) => `# Page\n\n${text}\n`],
  ['code marks', (text) => `Set the option \`\`\`\` ${text} \`\`\`\` (default 5).\n`],
  ['a list item', (text) => `- \`name\`: ${text}\n  - Default: ${text}\n`],
  ['a table', (text) => `| option | default |\n|---|---|\n| \`${text}\` | ${text} |\n`],
  ['a heading', (text) => `## \`${text}\`\n\nDefault: 5\n`],
  ['a bare heading', (text) => `## ${text}\n\nDefault: 5\n`],
  ['a shell sample', (text) => `\`\`\`\`sh\n${text}\n\`\`\`\`\n`],
  ['a program', (text) => `\`\`\`\`ts\n${text}\n\`\`\`\`\n`],
  ['a Python program', (text) => `\`\`\`\`python\n${text}\n\`\`\`\`\n`],
  ['settings', (text) => `\`\`\`\`yaml\n${text}\n\`\`\`\`\n`],
  ['SQL', (text) => `\`\`\`\`sql\n${text}\n\`\`\`\`\n`],
  ['a query', (text) => `\`\`\`\`graphql\nquery { ${text} }\n\`\`\`\`\n`],
  ['a table of old and new', (text) => `| old | new |\n|---|---|\n| \`${text}\` | ${text} |\n`],
  ['front matter', (text) => `---\nabout: ${text}\n---\n\nSee \`src/a.ts\`.\n`],
]

describe.each(hostile)('%s', (_, piece, length = 20_000) => {
  const text = piece.repeat(length / piece.length)

  test.each(settings)(
    'come to an end in %s',
    (_, put) => {
      expect(claimsOf(put(text)).claims.length).toBeLessThan(length)
    },
    10_000,
  )
})

/** What is short enough to be looked at as a whole, and then does not fit. */
describe.each(hostile.map(([name, piece]) => [name, piece] as const))(
  'a little of %s',
  (_, piece) => {
    const text = `${piece.repeat(Math.ceil(160 / piece.length)).slice(0, 160)} Class !`

    test.each(settings)(
      'comes to an end in %s',
      (_, put) => {
        expect(claimsOf(put(text)).claims.length).toBeLessThan(1_000)
      },
      10_000,
    )
  },
)
