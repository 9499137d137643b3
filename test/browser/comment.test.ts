import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkAsMarkdown } from '../../src/render/check-markdown.ts'
import { needs } from '../support/needs.ts'
import { inShop, madePage, madeResult, shownOf } from '../support/shown-checks.ts'
import { type OpenBrowser, openBrowser, picture } from './browser.ts'

const guide = madePage(
  'docs/runbooks/restart the shop.md',
  [
    '# Restart the shop',
    'Run `npm run serve`, and set `SHOP_LIMIT` and `SHOP_PORT`; the limits are in `src/limits.ts`.',
    '<details><script>document.title = "taken over"</script> @octocat #12 ```',
    '',
  ].join('\n'),
  'runbook',
)
const [, second = '', third = ''] = guide.text?.split('\n') ?? []
const long = 'a/very/long/path/'.repeat(20)

const shown = shownOf(
  madeResult(
    [guide, madePage('docs/reference.md', null)],
    [
      {
        page: 0,
        line: 2,
        token: 'npm run serve',
        kind: 'package-script',
        status: 'moved',
        quote: second,
        because: "the script is called start since 21469b2 (2025-07-08, 'Say start as others do')",
        evidence: [inShop('package.json', 6, '"start": "node src/main.js",')],
        suggestion: { line: 2, old: second, new: second.replace('serve', 'start') },
      },
      {
        page: 0,
        line: 2,
        token: 'src/limits.ts',
        kind: 'file-path',
        quote: second,
        because: 'src/limits.ts is gone since 11d355f (2025-06-10)',
        evidence: [1, 2, 3].map((line) =>
          inShop(`${long}limits.ts`, line, 'export const most = 5'),
        ),
      },
      {
        page: 0,
        line: 3,
        token: '@octocat',
        quote: third,
        because: `${third} ![x](http://evil.example/x.png)`,
      },
      {
        page: 1,
        line: 40,
        quote: `Set LIMIT. ${long}`,
        because: 'the code says LIMIT is 3, not 5',
      },
    ],
    [{ path: 'docs/latin.md', because: 'it is no UTF-8' }],
  ),
  {
    baseline: { known: 3, outdated: [] },
    change: {
      base: 'fedcba9876543210fedcba9876543210fedcba98',
      repaired: madeResult([guide], [{ page: 0 }]).findings.map((finding) => ({
        path: 'docs/old.md',
        finding,
      })),
      claims: { total: 83, holds: 57, contradicted: 3, moved: 1, unknown: 22, unknownBecause: {} },
    },
  },
)

/** As a code host shows it, but that nothing in it is made harmless: what gets out runs. */
const pageOf = (markdown: string): string => `<!doctype html><html lang="en"><title>comment</title>
<style>
  body { font: 14px/1.5 "DejaVu Sans", sans-serif; max-width: 760px; margin: 24px auto; overflow-wrap: break-word }
  code, pre { background: #f0f1f3; border-radius: 4px; font-size: 12px } code { padding: 2px 4px }
  pre { padding: 12px; overflow: auto } pre code { padding: 0 }
  blockquote { border-left: 4px solid #d0d7de; margin-left: 0; padding-left: 14px; color: #57606a }
</style><body>${micromark(markdown, {
  extensions: [gfm()],
  htmlExtensions: [gfmHtml()],
  allowDangerousHtml: true,
})}</body></html>`

describe.skipIf(!needs('chromium'))(
  'the comment on a change, in a browser (needs chromium)',
  () => {
    let browser: OpenBrowser
    beforeAll(async () => {
      browser = await openBrowser({ address: 'http://comment.example' })
    })
    afterAll(() => browser?.close())

    test.each([
      ['desktop', { width: 1280, height: 900 }],
      ['phone', { width: 390, height: 844 }],
    ])(
      'is read on a %s: what pages say is text there, and nothing is wider than the window',
      async (name, viewport) => {
        const page = await browser.stranger({ viewport })
        await page.setContent(pageOf(checkAsMarkdown(shown)))
        await picture(page, `comment-${name}`)
        expect(await page.title()).toBe('comment')
        expect(await page.locator('script, img, a, details').count()).toBe(0)
        expect(await page.locator('h3').innerText()).toBe(
          'This change makes 3 statements in 2 documents false, and 1 more names what has moved',
        )
        expect(await page.locator('h4').allInnerTexts()).toEqual([
          'docs/runbooks/restart the shop.md',
          'docs/reference.md',
        ])
        expect(await page.locator('li').count()).toBe(4)
        expect(await page.locator('pre').allInnerTexts()).toEqual([
          expect.stringContaining('+Run `npm run start`, and set'),
        ])
        const width = await page.evaluate('document.documentElement.scrollWidth')
        expect(width).toBeLessThanOrEqual(viewport.width)
        await page.context().close()
      },
    )
  },
)
