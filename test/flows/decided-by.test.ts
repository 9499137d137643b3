import { describe, expect, test } from 'vitest'
import type { Verification } from '../../src/domain/answer.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { decidedBy } from '../../src/flows/decided-by.ts'
import { verificationForTerminal } from '../../src/render/verification-terminal.ts'
import type { SupportReason } from '../../src/support/outcome.ts'
import { company } from '../bad-input/company.ts'
import { everyReader } from '../support/acme.ts'

const page = (body: string): string =>
  ['---', 'last_reviewed_on: 2026-10-20', '---', '# Lock gate', '', body, ''].join('\n')

const lock = page(
  [
    'The lock gate closes after 45 seconds.',
    'The harbour master may open the gate.',
    '',
    'Close the gate before the tide turns.',
  ].join('\n'),
)

const closes = 'The lock gate closes after 45 seconds.'
const mayNot = 'The harbour master may not open the gate.'
const before = 'Close the gate before the tide turns.'
const after = 'Close the gate after the tide turns.'

async function verified(
  text: string,
  pages: Readonly<Record<string, string>> = { 'lock.md': lock },
  reader: Principal = everyReader,
): Promise<Verification> {
  const plumbline = await company(pages).open()
  await plumbline.index()
  const verification = await plumbline.verify({ advice: { text } }, reader)
  // What is kept tells the same.
  expect(await plumbline.verification(verification.id, reader)).toEqual(verification)
  return verification
}

/** What decided on each statement, as its places say it. */
const deciding = ({ statements, citations }: Verification) =>
  statements.map(({ text, support, decidedBy = [] }) => ({
    support,
    by: decidedBy.map(({ code, statement, citation, source }) => {
      const { quote = '', span = [0, 0] } = citations.find(({ id }) => id === citation) ?? {}
      return [code, text.slice(...statement), quote.slice(source[0] - span[0], source[1] - span[0])]
    }),
  }))

describe('what decided on advice', () => {
  test('is told of each statement that a page decides', async () => {
    const differs = 'The lock gate closes after 30 seconds.'
    const advice = [differs, closes, after, mayNot, 'Ferries are free of charge on Sundays.']
    const verification = await verified(advice.join(' '))
    expect(deciding(verification)).toEqual([
      { support: 'contradicted', by: [['value-differs', '30 seconds', '45 seconds']] },
      { support: 'supported', by: [['same-words', closes, closes]] },
      { support: 'contradicted', by: [['order-differs', after, before]] },
      {
        support: 'contradicted',
        by: [['negated', mayNot, 'The harbour master may open the gate.']],
      },
      { support: 'not-enough-info', by: [] },
    ])
    expect(verification.statements.at(-1)).not.toHaveProperty('decidedBy')
  })

  test('is shown to people under the statement', async () => {
    const shown = verificationForTerminal(
      await verified('The lock gate closes after 30 seconds.'),
      false,
    )
    expect(shown).toContain('value-differs  “30 seconds” is not “45 seconds” (Lock gate)')
  })

  test('is nothing of a page that the asker may not read', async () => {
    const hidden = { 'lock.md': lock.replace('---\n', '---\naccess: [group:wardens]\n') }
    const advice = 'The lock gate closes after 30 seconds.'
    const outsider = { ...everyReader, groups: ['group:everyone'] }
    const comparable = ({ statements, citations }: Verification) => ({ statements, citations })
    const told = await verified(advice, hidden, outsider)
    expect(comparable(told)).toEqual(comparable(await verified(advice, {}, outsider)))
    expect(JSON.stringify(told)).not.toContain('45 seconds')
    const warden = { ...outsider, groups: ['group:everyone', 'group:wardens'] }
    expect(deciding(await verified(advice, hidden, warden))).toMatchObject([
      { support: 'contradicted', by: [['value-differs', '30 seconds', '45 seconds']] },
    ])
  })

  test('is left out where a statement holds a secret, of which it would show a part', () => {
    const reason: SupportReason = {
      code: 'name-differs',
      message: 'the source has “Kestrel” in the place of “Wren-88x”',
      statement: [19, 27],
      evidence: [0, 7],
    }
    const held = { reasons: [reason] }
    const passage = { span: [100, 140] } as const
    expect(decidedBy('Log in by password=Wren-88x.', held, passage, 'c1')).toEqual({})
    expect(decidedBy('Log in at the desk: Wren-88x.', held, passage, 'c1')).toMatchObject({
      decidedBy: [
        { code: 'name-differs', citation: 'c1', statement: [19, 27], source: [100, 107] },
      ],
    })
  })
})
