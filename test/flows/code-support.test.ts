import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Plumbline } from '../../src/plumbline.ts'
import { company } from '../bad-input/company.ts'
import { everyReader } from '../support/acme.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'

let ferry: TestRepository

beforeAll(async () => {
  ferry = await gitRepository([
    {
      files: {
        'src/sail.ts':
          "export const retries = Number(process.env.FERRY_RETRIES ?? '3')\nexport const moorFerry = () => retries\n",
      },
    },
  ])
})

afterAll(() => ferry?.remove())

async function opened(): Promise<Plumbline> {
  const path = JSON.stringify(ferry.directory)
  const plumbline = await company({}, `repositories:\n  - { id: ferry, path: ${path} }\n`).open()
  await plumbline.index()
  return plumbline
}

const told = {
  '`FERRY_RETRIES` defaults to 3.': 'supported',
  'Call `moorFerry`.': 'supported',
  'See `src/sail.ts`.': 'supported',
  'There is an environment variable called `FERRY_RETRIES`.': 'supported',
  '`FERRY_RETRIES` defaults to 7.': 'contradicted',
  'Set `FERRY_RETRIES` to 5.': 'partially-supported',
  'Set `FERRY_RETRIES` to five.': 'partially-supported',
  'Call `moorFerry` 12 times.': 'partially-supported',
  '`FERRY_RETRIES` tells how many boats are moored.': 'partially-supported',
  'Delete `src/sail.ts`.': 'partially-supported',
}

test('that a name exists bears out that it exists, and nothing that is said to be done with it', async () => {
  const plumbline = await opened()
  const supports = Object.keys(told).map(async (text) => {
    const { statements } = await plumbline.verify({ advice: { text } }, everyReader)
    return [text, statements[0]?.support]
  })
  expect(Object.fromEntries(await Promise.all(supports))).toEqual(told)
})

test('what is only named is no leave to act', async () => {
  const plumbline = await opened()
  const text = 'Set `FERRY_RETRIES` to 5.'
  const { verdict } = await plumbline.verify({ advice: { text }, intent: 'act' }, everyReader)
  expect(verdict).toMatchObject({ decision: 'escalate' })
  expect(verdict.reasons.map(({ code }) => code)).toContain('support.partial')
})
