import fc from 'fast-check'
import { expect, it } from 'vitest'
import { carry } from '../../../src/sources/git/carry.ts'
import { wordReader } from '../../../src/sources/git/worded.ts'

const lines = fc.array(
  fc.constantFrom(
    'alpha beta',
    '  alpha',
    '- beta gamma.',
    '| a | 7 |',
    '',
    '---',
    '```',
    'Do not stop!',
    '1. one',
  ),
  { maxLength: 12 },
)

it('every word of a text is accounted for, whatever it was before', () => {
  fc.assert(
    fc.property(lines, lines, fc.boolean(), (before, after, isTidying) => {
      const read = wordReader()
      const [old, now] = [read(before.join('\n')), read(after.join('\n'))]
      const origins = new Int32Array(old.words).fill(0)
      const carried = carry({ text: old, origins }, now, 1, isTidying)
      expect(carried.origins).toHaveLength(now.words)
      expect(carried.origins.every((origin) => origin === 0 || origin === 1)).toBe(true)
      if (!carried.isSubstantive && !isTidying) expect(carried.origins).not.toContain(1)
    }),
  )
})

it('a text is as old as it was beside itself', () => {
  fc.assert(
    fc.property(lines, (text) => {
      const read = wordReader()
      const old = read(text.join('\n'))
      const origins = new Int32Array(old.words).fill(0)
      const carried = carry({ text: old, origins }, read(text.join('  \n')), 1, false)
      expect([carried.isSubstantive, carried.origins.includes(1)]).toEqual([false, false])
    }),
  )
})

it('reading long odd lines takes no longer than they are', () => {
  const read = wordReader()
  for (const odd of ['![a](', '[![', '](', '[a]: ', '> [!', '| -'])
    expect(read(odd.repeat(20_000)).lines.length).toBeLessThan(2)
})
