import { expect, test } from 'vitest'
import { company } from '../bad-input/company.ts'
import { everyReader } from '../support/acme.ts'

const page = (title: string, ...body: readonly string[]): string =>
  ['---', 'last_reviewed_on: 2026-10-20', '---', `# ${title}`, '', ...body, ''].join('\n')

const wiki = {
  'lock.md': page(
    'Lock gate',
    'The lock gate closes after 45 seconds.',
    'The harbour master opens it with two keys.',
  ),
  'crane.md': page('Crane', 'The crane lifts at most 12 tonnes.', 'It rests at night.'),
}

/** What a page says of the same thing with another value speaks against it, however few pages there are to tell which words are rare. */
const told = {
  'The lock gate closes after 45 seconds.': 'supported',
  'The lock gate closes after 90 seconds.': 'contradicted',
  'The crane lifts at most 12 tonnes.': 'supported',
  'The ferry leaves after 90 seconds.': 'not-enough-info',
  'The crane rests for 90 seconds.': 'not-enough-info',
}

test('another value than the page’s is contradicted, on a wiki of two pages, too', async () => {
  const plumbline = await company(wiki).open()
  await plumbline.index()
  const supports = Object.keys(told).map(async (text) => {
    const { statements } = await plumbline.verify({ advice: { text } }, everyReader)
    return [text, statements[0]?.support]
  })
  expect(Object.fromEntries(await Promise.all(supports))).toEqual(told)
})
