import { describe, expect, test } from 'vitest'
import { newBudget, spentBudget } from '../../src/actions/budget.ts'
import { judgeScript } from '../../src/actions/judge-command.ts'
import { aimsOf } from '../../src/actions/targets.ts'
import { toldBy } from '../../src/actions/text.ts'
import { grammar } from '../../src/syntax/grammar.ts'

describe('what reading may cost', () => {
  test('is spent when its time is over, and nonsense is no time', () => {
    expect(spentBudget(newBudget())).toBeNull()
    expect(spentBudget(newBudget(0))).toContain('longer')
    expect(spentBudget(newBudget(Number.NaN))).toContain('longer')
  })

  test('what is not read any more is told as unseen', async () => {
    const bash = await grammar('bash')
    const { commands, unseen } = judgeScript(bash, 'kubectl get pods', '', newBudget(0))
    expect(commands).toEqual([])
    expect(unseen).toHaveLength(1)
  })

  test('is one for all texts of an advice: more of them than are read is unseen, never passed over', async () => {
    const advice = 'Look:\n\n```sh\n$ kubectl get pods\n```\n\n'.repeat(2_100)
    const { commands } = await toldBy(`${advice}\`\`\`sh\nrm -rf /srv/ledger\n\`\`\`\n`)
    expect(commands.at(-1)?.class).toBe('X2')
  })
})

test('a command that only shows once references are read is aimed where it says', async () => {
  const text = '<p>Run <code>kubectl --context prod-eu delete ns&#32;ledger</code></p>'
  const { texts, commands } = await toldBy(text)
  const place = commands.findIndex((each) => each.class === 'D5')
  expect(place).toBeGreaterThanOrEqual(0)
  const aims = await aimsOf(texts, commands)
  expect(aims[place]?.targets.map(({ says }) => says)).toContain('prod-eu')
})
