import { describe, expect, test } from 'vitest'
import { toldBy } from '../../src/actions/text.ts'
import type { Statement, Support } from '../../src/domain/answer.ts'
import { reasonsForUnread } from '../../src/flows/unread-code.ts'
import { defaultPolicy } from '../../src/verdicts/policy.ts'

const fenced = (language: string, body: string) => `\`\`\`${language}\n${body}\n\`\`\`\n`

describe('what of a text could not be read', () => {
  test.each([
    ['settings', fenced('yaml', 'retries: 0'), 1],
    ['a language whose calls are not known', fenced('go', 'ledger.Wipe(ctx)'), 1],
    ['code without any call that is known', fenced('python', 'ledger.forget_all()'), 1],
    ['two blocks', fenced('toml', 'a = 1') + fenced('nix', 'b = 2;'), 2],
    ['a command', fenced('sh', 'systemctl restart ledger'), 0],
    ['a statement', fenced('sql', 'SELECT 1'), 0],
    ['code that deletes', fenced('python', "shutil.rmtree('/srv/ledger')"), 0],
    ['prose', 'The ledger has three retries.', 0],
  ])('%s', async (_, text, blocks) => {
    expect((await toldBy(text)).unread).toHaveLength(blocks)
  })
})

const statement = (support: Support): Statement => ({
  text: 'retries: 0',
  span: [8, 18],
  support,
  citations: [],
  findings: [],
})

describe('code that could not be read', () => {
  test.each([
    ['inform', 'warn'],
    ['act', 'escalate'],
    ['destroy', 'block'],
  ] as const)('alone, for %s: %s', (intent, decision) => {
    const reasons = reasonsForUnread([statement('not-checkable')], [[8, 19]], {
      intent,
      policy: defaultPolicy,
    })
    expect(reasons).toEqual([
      expect.objectContaining({ code: 'support.unsupported', decision, statement: 0 }),
    ])
  })

  test.each([
    ['that a page says', [statement('supported')], [[8, 19]]],
    ['beside what can be judged', [statement('not-checkable'), statement('supported')], [[8, 19]]],
    ['of which there is none', [statement('not-checkable')], []],
    ['in no statement at all', [], [[8, 19]]],
  ] as const)('%s adds nothing', (_, statements, unread) => {
    expect(
      reasonsForUnread(statements, unread, { intent: 'destroy', policy: defaultPolicy }),
    ).toEqual([])
  })
})
