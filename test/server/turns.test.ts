import { expect, test } from 'vitest'
import { turns } from '../../server/turns.ts'

const passes = (milliseconds: number): void => {
  for (const until = performance.now() + milliseconds; performance.now() < until; );
}

test('work begins in the order in which it came, and whatever else waits comes in between', async () => {
  const turn = turns()
  const seen: string[] = []
  const works = [1, 2, 3, 4].map(async (number) => {
    await turn()
    seen.push(`work ${number}`)
    passes(2)
  })
  const other = new Promise<void>((resolve) => {
    const look = (left: number): void => {
      seen.push('other')
      if (left === 0) resolve()
      else setImmediate(look, left - 1)
    }
    setImmediate(look, 3)
  })
  await Promise.all([...works, other])
  expect(seen.filter((one) => one !== 'other')).toEqual(['work 1', 'work 2', 'work 3', 'work 4'])
  expect(seen.join()).not.toMatch(/work \d,work/)
})

test('what comes later has its turn, too', async () => {
  const turn = turns()
  await turn()
  await Promise.all([turn(), turn()])
  await turn()
})
