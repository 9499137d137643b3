import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Verification } from '../../src/domain/answer.ts'
import type { Plumbline } from '../../src/plumbline.ts'
import { company } from '../bad-input/company.ts'
import { everyReader } from '../support/acme.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'

// Where a link leads depends on where it stands: as advice it cannot be judged, and what code says of the page's own words decides.
const dead = '`openTide` reads its limits from [the schema](../schemas/limits.json).'
const moved = 'Every mooring is told in [the list of moorings](lists/moorings.md).'
const alive = '`openTide` reads its harbours from [the list](../lists/harbours.json).'
const renamed = 'Set `TIDE_RETRIES` where the tide is late.'

let quay: TestRepository

beforeAll(async () => {
  const list = ['# Moorings', '', 'North, south, and one more by the light house.', ''].join('\n')
  quay = await gitRepository([
    {
      files: {
        'src/tide.ts': 'export const openTide = () => process.env.TIDE_RETRIES\n',
        'docs/guide.md': ['# Guide to tides', dead, alive, moved, renamed, ''].join('\n\n'),
        'docs/lists/moorings.md': list,
        'schemas/limits.json': '{ "limits": [1, 2, 3] }\n',
        'lists/harbours.json': '{}\n',
      },
    },
    {
      files: { 'src/tide.ts': 'export const openTide = () => process.env.TIDE_ATTEMPTS\n' },
      rename: { 'docs/lists/moorings.md': 'docs/lists/berths.md' },
      delete: ['schemas/limits.json'],
    },
  ])
})

afterAll(() => quay?.remove())

async function opened(): Promise<Plumbline> {
  const path = JSON.stringify(quay.directory)
  const source = '  - { id: docs, type: markdown-folder, repository: quay }\n'
  const more = `repositories:\n  - { id: quay, path: ${path} }\n`
  const plumbline = await company({}, `${source}${more}`).open()
  await plumbline.index()
  return plumbline
}

const toldOf = ({ verdict, statements }: Verification) => ({
  decision: verdict.decision,
  codes: verdict.reasons.map(({ code }) => code).filter((code) => code.startsWith('code.')),
  supports: statements.map(({ support }) => support),
})

test('what code says of words that advice repeats is told, whatever else of them it bears out', async () => {
  const plumbline = await opened()
  const verdictOn = async (text: string) =>
    toldOf(await plumbline.verify({ advice: { text } }, everyReader))
  expect(await verdictOn(dead)).toMatchObject({
    ...{ decision: 'block', supports: ['contradicted'] },
    codes: ['code.contradicted'],
  })
  expect(await verdictOn(alive)).toMatchObject({ supports: ['supported'], codes: [] })
  expect(await verdictOn(moved)).toMatchObject({ supports: ['supported'], codes: ['code.moved'] })
  // Told once: of the advice itself, and not of the page again.
  expect(await verdictOn(renamed)).toMatchObject({ codes: ['code.moved'] })
})
