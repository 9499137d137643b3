import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tallyLines } from '../../src/code/history/line-difference.ts'
import { linePatch } from '../../src/code/history/line-patch.ts'
import { openLost } from '../../src/code/history/lost-index.ts'
import {
  decodeLost,
  eachWord,
  encodeLost,
  type LostIndex,
  type LostPart,
  lostPart,
} from '../../src/code/history/lost-words.ts'
import { WordTally, wordNumber } from '../../src/code/history/word-tally.ts'
import { openGit } from '../../src/git/git.ts'
import { readPast } from '../../src/git/past.ts'
import { gitRepository } from '../support/git-repository.ts'
import { memoryCache } from '../support/memory-cache.ts'

const fewer = (word: string): number => wordNumber(word) + 1

const wordsIn = (part: LostPart): readonly (readonly number[])[] => {
  const seen: number[][] = []
  eachWord(part, (word, position, from, to) => {
    seen.push([position, word, ...part.numbers.subarray(from, to)])
  })
  return seen
}
const inOrder = (index: LostIndex) =>
  [...index].map(([commit, part]) => [commit, wordsIn(part)] as const).sort()

describe('words that changes took away', () => {
  it('are those of lines that went, wherever the others stand', () => {
    const tally = new WordTally()
    const lost = (before: string, after: string) => {
      tallyLines(tally, Buffer.from(before), Buffer.from(after))
      return [...tally.take()]
    }
    expect(lost('a = one\nb = two\n', 'b = two\na = one\n')).toEqual([])
    expect(lost('a = one\nb = two\n', 'a = one\nb = three\n')).toEqual([
      wordNumber('b'),
      fewer('two'),
    ])
  })

  it('are the same as those of the lines of one version without those of the other', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '', 'long '.repeat(60)), { maxLength: 30 })
      .chain((lines) => fc.constantFrom(lines.join('\n'), `${lines.join('\n')}\n`))
    fc.assert(
      fc.property(text, text, text, text, (head, old, now, tail) => {
        const [before, after] = [head + old + tail, head + now + tail]
        const gone = new Map<string, number>()
        for (const line of before.split('\n')) gone.set(line, (gone.get(line) ?? 0) + 1)
        for (const line of after.split('\n')) gone.set(line, (gone.get(line) ?? 0) - 1)
        const [expected, tally] = [new WordTally(), new WordTally()]
        for (const [line, count] of gone)
          for (let left = Math.abs(count); left > 0; left -= 1)
            expected.line(Buffer.from(line), 0, line.length, count > 0 ? 'removed' : 'added')
        tallyLines(tally, Buffer.from(before), Buffer.from(after))
        expect([...tally.take()].sort()).toEqual([...expected.take()].sort())
      }),
    )
  })

  it('are bounded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.uint8Array({ maxLength: 400 }), (a, b) => {
        const tally = new WordTally()
        tallyLines(tally, a, b)
        expect(tally.take().length).toBeLessThan(400)
      }),
    )
    const tally = new WordTally()
    const many = Buffer.from(Array.from({ length: 80_000 }, (_, index) => `w${index}`).join(' '))
    tally.line(many, 0, many.length, 'removed')
    expect(tally.take().length).toBeLessThan(40_000)
  })

  it('read back as they were written, and not at all when they are spoilt', () => {
    const path = fc.record({ position: fc.nat(), words: fc.uint32Array({ maxLength: 5 }) })
    fc.assert(
      fc.property(fc.array(fc.array(path, { maxLength: 3 }), { maxLength: 5 }), (commits) => {
        const written: LostIndex = new Map(
          commits.map((paths, number) => [`${number}`.padStart(40 + number, 'a'), lostPart(paths)]),
        )
        const index: LostIndex = new Map()
        expect(decodeLost(encodeLost([...written]), index)).toBe(true)
        expect(inOrder(index)).toEqual(inOrder(written))
        // And once more, from where it lay among others.
        const again: LostIndex = new Map()
        expect(decodeLost(encodeLost([...index].reverse()), again)).toBe(true)
        expect(inOrder(again)).toEqual(inOrder(written))
      }),
    )
    const part = lostPart([{ position: 3, words: Uint32Array.of(2, 4_000_000_001) }])
    expect(wordsIn(part)).toEqual([
      [3, 2, 2, 4_000_000_001],
      [3, 4_000_000_001, 2, 4_000_000_001],
    ])
    const bytes = encodeLost([['a'.repeat(40), part]])
    for (const spoilt of [bytes.subarray(0, -3), Buffer.from('no zlib'), Buffer.alloc(0)])
      expect(decodeLost(spoilt, new Map())).toBe(false)
  })

  it('are kept per commit: only new commits are read again', async () => {
    const repository = await gitRepository([
      { files: { 'a.ts': 'charge = 1\nb = 1\n' } },
      { files: { 'a.ts': 'b = 1\n' } },
      { files: { 'a.ts': 'c = 1\n' } },
    ])
    const git = await openGit(repository.directory)
    const { pieces } = memoryCache()
    const reads: number[] = []
    const kept = {
      ...pieces,
      put: async (key: string, bytes: Uint8Array) => {
        const index: LostIndex = new Map()
        decodeLost(bytes, index)
        reads.push(index.size)
        await pieces.put(key, bytes)
      },
    }
    const at = async (commit: string) => {
      const past = await readPast(git, commit)
      return (await openLost(git, past, kept)).words
    }
    const [, second = '', third = ''] = repository.commits
    await at(second)
    const warm = await at(third)
    await at(third)
    expect(reads).toEqual([1, 2])
    const cold = (await openLost(git, await readPast(git, third), null)).words
    expect(inOrder(warm)).toEqual(inOrder(cold))
    await git.close()
    await repository.remove()
  })
})

describe('two versions line by line', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })

  it('lose and gain what makes one the other', () => {
    fc.assert(
      fc.property(lines, lines, (old, now) => {
        const { removed, added } = linePatch(old.join('\n'), now.join('\n'))
        const left = old.filter((_, index) => !removed.some(({ line }) => line === index + 1))
        const stayed = now.filter((_, index) => !added.some(({ line }) => line === index + 1))
        expect(left.join('\n')).toBe(stayed.join('\n'))
      }),
    )
  })

  it('tell hunks apart', () => {
    const { removed, added } = linePatch('one\ntwo\nthree\nfour', 'eins\ntwo\nthree\nvier\nfive')
    expect(removed.map(({ text, line, hunk }) => [text, line, hunk])).toEqual([
      ['one', 1, 0],
      ['four', 4, 1],
    ])
    expect(added.map(({ text, hunk }) => [text, hunk])).toEqual([
      ['eins', 0],
      ['vier', 1],
      ['five', 1],
    ])
  })
})
