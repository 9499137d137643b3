import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Principal } from '../../src/domain/principal.ts'
import type { VerifyRequest } from '../../src/domain/requests.ts'
import { adviceLimits } from '../../src/flows/advice-statements.ts'
import type { Plumbline } from '../../src/plumbline.ts'
import { company } from '../bad-input/company.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'

const page = `---
about: [shop]
---
# Checkout

The default of \`CHECKOUT_TIMEOUT\` is 30. Wait for the checkout to settle.
`
const wrong = 'The default of `CHECKOUT_TIMEOUT` is 30.'
const filler = 'Wait for the checkout to settle. '
const reader: Principal = {
  id: 'ana',
  kind: 'person',
  scopes: ['engineer'],
  groups: ['group:everyone'],
  environments: [],
}

let shop: TestRepository

beforeAll(async () => {
  shop = await gitRepository([
    { files: { 'src/checkout.ts': 'export const CHECKOUT_TIMEOUT = 30\n' } },
    { files: { 'src/checkout.ts': 'export const CHECKOUT_TIMEOUT = 45\n' } },
  ])
})

afterAll(() => shop?.remove())

async function opened(): Promise<Plumbline> {
  const more = `repositories:\n  - { id: shop, path: ${JSON.stringify(shop.directory)} }\n`
  const plumbline = await company({ 'checkout.md': page }, more).open()
  await plumbline.index()
  return plumbline
}

describe('advice that code contradicts', () => {
  const times = (text: string, units: number) => text.repeat(Math.ceil(units / text.length))
  const paddings: readonly (readonly [string, string])[] = [
    ['alone', wrong],
    ['in one long paragraph', `${wrong} ${times(filler, adviceLimits.prose)}`],
    ['after a long paragraph', `${times(filler, adviceLimits.prose)} ${wrong}`],
    ['among many names', `${times('`ls` ', adviceLimits.prose - 100)} ${wrong}`],
    ['among many paragraphs', `${wrong}\n\n${times(`${filler}\n\n`, 8_000)}`],
    ['before very much text', `${wrong}\n\n${times(`${filler}\n\n`, adviceLimits.text)}`],
    ['under many marks', `${wrong} ${times('*a _b ', 40_000)}`],
    ['inside many quotations', `${'> '.repeat(200)}${wrong}`],
    ['beside a long code block', `${wrong}\n\n\`\`\`\n${times('go on\n', 20_000)}\n\`\`\`\n`],
  ]

  test('is blocked, whatever it is padded with', async () => {
    const plumbline = await opened()
    for (const [how, text] of paddings) {
      const { verdict } = await plumbline.verify({ advice: { text }, intent: 'inform' }, reader)
      expect(verdict.decision, how).toBe('block')
    }
  })
})

test('what is more than can be judged is blocked and says so', async () => {
  const plumbline = await opened()
  const requests: readonly VerifyRequest[] = [
    { advice: { text: filler.repeat(5_000) } },
    { advice: { text: '|a|b|\n|-|-|\n'.concat('|x|y|\n'.repeat(1_000)) } },
    { advice: { text: filler.repeat(5_000) }, action: { command: 'ls' } },
  ]
  for (const request of requests) {
    const { verdict, unblock } = await plumbline.verify(request, reader)
    expect(verdict.reasons.map(({ code }) => code)).toContain('system.limit')
    expect(unblock).toContain('Send it in smaller parts.')
  }
})
