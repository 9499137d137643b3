import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type NoticesCompany, startNotices, titlesIn, week } from '../support/notices.ts'
import { rightTimeout, runbook, wrongTimeout } from '../support/quay.ts'

let company: NoticesCompany
beforeAll(async () => {
  company = await startNotices()
  await company.arrived()
  // What there is from the beginning is told first.
  company.quay.pass(week)
  await company.arrived()
}, 120_000)
afterAll(() => company?.stop())

const owners = ['ana', 'hal', 'dora'] as const

/** What a page is from now on. */
interface Turn {
  readonly page: number
  readonly owner: (typeof owners)[number]
  readonly says: 'right' | 'wrong' | 'gone'
  readonly isHidden: boolean
}
const turn: fc.Arbitrary<Turn> = fc.record({
  page: fc.integer({ min: 0, max: 8 }),
  owner: fc.constantFrom(...owners, 'ana', 'ana'),
  says: fc.constantFrom('right', 'wrong', 'wrong', 'gone'),
  isHidden: fc.boolean(),
})

/** Pages as they stand, and for how manyth a time each is wrong. */
const pages = new Map<string, Turn & { readonly episode: number }>()
const told = new Set<string>()

async function take(one: Turn): Promise<void> {
  const title = `Berth ${one.page}`
  const before = pages.get(title)
  const file = `runbooks/berth-${one.page}.md`
  const { owner, says, isHidden } = one
  const text = runbook({ owner, title }, says === 'right' ? rightTimeout : wrongTimeout)
  const isThere = before !== undefined && before.says !== 'gone'
  if (says !== 'gone')
    await company.quay.write(file, isHidden ? text.replace('---\n', '---\naccess: [kim]\n') : text)
  else if (isThere) await company.quay.write(file, null)
  const isWrongAnew = says === 'wrong' && before?.says !== 'wrong'
  pages.set(title, { ...one, episode: (before?.episode ?? 0) + (isWrongAnew ? 1 : 0) })
}

/** What a person has not been told and may be. */
const pendingFor = (person: string): readonly string[] =>
  [...pages]
    .filter(([, { owner, says, isHidden }]) => owner === person && says === 'wrong' && !isHidden)
    .map(([title, { episode }]) => ({ title, episode }))
    .filter(({ title, episode }) => !told.has(`${person} ${title} ${episode}`))
    .map(({ title }) => title)

/** A week passes: each owner is told five of what is pending, once, and nobody anything else. */
async function aWeekLater(): Promise<number> {
  company.quay.pass(week)
  const mails = await company.arrived()
  const expected = owners.filter((person) => pendingFor(person).length > 0)
  expect(mails.map(({ to }) => to.join()).toSorted()).toEqual(
    expected.map((person) => `${person}@harbour.example`).toSorted(),
  )
  for (const mail of mails) {
    const person = mail.to.join().split('@')[0] ?? ''
    const pending = pendingFor(person)
    const titles = titlesIn(mail)
    expect(titles).toHaveLength(Math.min(5, pending.length))
    expect(new Set(titles).size).toBe(titles.length)
    for (const title of titles) {
      expect(pending).toContain(title)
      told.add(`${person} ${title} ${pages.get(title)?.episode}`)
    }
  }
  expect(await company.arrived()).toEqual([])
  return mails.length
}

test('whatever becomes of pages, each owner is told of each once, five at a time, and of all in the end', async () => {
  const weeks = fc.array(fc.uniqueArray(turn, { selector: ({ page }) => page }), {
    ...{ minLength: 1, maxLength: 4 },
  })
  await fc.assert(
    fc.asyncProperty(weeks, async (history) => {
      for (const turns of history) {
        for (const one of turns) await take(one)
        await company.quay.plumbline.crawl(['runbooks'])
        await aWeekLater()
      }
      while ((await aWeekLater()) > 0);
      for (const person of owners) expect(pendingFor(person)).toEqual([])
    }),
    // What one history left behind is where the next begins: to make it smaller would be another.
    { numRuns: 12, endOnFailure: true },
  )
})
