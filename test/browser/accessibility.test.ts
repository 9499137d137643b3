import { source as axe } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { needs } from '../support/needs.ts'
import { type OpenBrowser, openBrowser, picture } from './browser.ts'
import { type StagedAcme, stageAcme } from './staged-acme.ts'

const violations = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullable(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
)

/** What axe calls serious or critical on a page as it is shown; in the dark nothing is otherwise but colours. */
async function seriousFaults(page: Page, scheme: 'light' | 'dark'): Promise<readonly string[]> {
  const which = scheme === 'light' ? '' : "document, { runOnly: ['color-contrast'] }"
  const found = await page.evaluate(`axe.run(${which}).then(({ violations }) => violations)`)
  return violations
    .parse(found)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((one) => `${id}: ${one.html} ${one.failureSummary}`))
}

/** Where each page is, by what it is of; what nobody made yet is made first. */
async function pathsOf({ plumbline }: StagedAcme): Promise<ReadonlyMap<string, string>> {
  const agent = await plumbline.principal('agent-demo')
  const priya = await plumbline.principal('priya.raman')
  const given = await plumbline.ask({ query: 'How do I roll back payments-api?' }, agent)
  const blocked = await plumbline.ask({ query: 'What is the default of MAX_RETRIES?' }, agent)
  const asked = await plumbline.verify(
    {
      task: 'clean up after the load test',
      advice: {
        text: 'Delete the namespace with `kubectl delete namespace payments`. The default of `MAX_RETRIES` is 5. Merchants have 180 days to refund a payment.',
      },
      action: {
        command: 'kubectl delete namespace payments && psql "$DATABASE_URL" -c "$(cat fix.sql)"',
        target: { environment: 'production' },
      },
    },
    agent,
  )
  const alone = await plumbline.verify(
    {
      task: 'make room',
      action: {
        command: 'kubectl delete namespace payments',
        target: { environment: 'production' },
      },
    },
    agent,
  )
  const [report] = (await plumbline.reports({ mine: true }, priya)).items
  return new Map([
    ['sign-in', '/sign-in'],
    ['sign-in-first', '/sign-in/first'],
    ['ask', '/'],
    ['answer', `/answers/${given.id}`],
    ['answer-blocked', `/answers/${blocked.id}`],
    ['explain', '/explain?id=fnd_1'],
    ['explain-answer', `/explain/${given.id}`],
    ['explain-blocked', `/explain/${blocked.id}`],
    ['explain-verification', `/explain/${asked.id}`],
    ['explain-action', `/explain/${alone.id}`],
    ['reports', '/reports?of=all'],
    ['report', `/reports/${report?.id}`],
    ['approvals', '/approvals'],
    ['approval', `/approvals/${alone.escalation?.approval}`],
    ['reviews', '/reviews'],
    ['health', '/health'],
    ['crawls', '/crawls'],
    ['notices', '/notices'],
    ['docs', '/docs'],
    ['not-there', '/answers/ans_0'],
  ])
}

describe.skipIf(!needs('chromium'))('every page (needs chromium)', () => {
  let acme: StagedAcme
  let browser: OpenBrowser
  let paths: ReadonlyMap<string, string>
  beforeAll(async () => {
    acme = await stageAcme()
    browser = await openBrowser(acme)
    await acme.passDays(1)
    paths = await pathsOf(acme)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await acme?.stop()
  })

  test.each([
    ['desktop', { width: 1280, height: 800 }],
    ['phone', { width: 390, height: 844 }],
  ])(
    'is fit for everybody by day and in the dark, and no wider than the window of a %s',
    async (device, viewport) => {
      const page = await browser.signedIn('priya.raman', { viewport })
      const stranger = await browser.stranger({ viewport })
      const faults: string[] = []
      for (const [name, path] of paths) {
        const shown = name.startsWith('sign-in') ? stranger : page
        await shown.emulateMedia({ colorScheme: 'light' })
        const reply = await shown.goto(path)
        if (reply?.status() !== (name === 'not-there' ? 404 : 200))
          faults.push(`${path} answers ${reply?.status()}`)
        // What is folded up is a part of the page, too.
        await shown.evaluate(
          'for (const one of document.querySelectorAll("details")) one.open = true',
        )
        await shown.evaluate(axe)
        for (const scheme of ['light', 'dark'] as const) {
          await shown.emulateMedia({ colorScheme: scheme })
          for (const fault of await seriousFaults(shown, scheme)) faults.push(`${path} ${fault}`)
          await picture(shown, `${name}-${device}-${scheme}`)
        }
        const width = await shown.evaluate('document.documentElement.scrollWidth')
        if (width !== viewport.width) faults.push(`${path} is ${width} wide`)
      }
      expect(faults).toEqual([])
    },
  )
})
