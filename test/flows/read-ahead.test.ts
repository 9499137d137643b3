import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAhead } from '../../src/flows/read-ahead.ts'
import type { FolderReader } from '../../src/sources/source.ts'

const folderOf = (size: number) => {
  const reads: string[] = []
  const paths = Array.from({ length: size }, (_, number) => `${number}`.padStart(4, '0'))
  const folder: FolderReader = {
    list: async () => paths.map((path) => ({ path, size: 1 })),
    read: async (path) => {
      reads.push(path)
      if (path === '0007') throw new Error('git ended')
      return paths.includes(path) ? Buffer.from(path) : null
    },
  }
  return { paths, reads, ahead: readAhead(folder) }
}

test('what is read in order is read once each, and the next before anybody asks', async () => {
  const { paths, reads, ahead } = folderOf(7)
  await ahead.list()
  expect(String(await ahead.read('0000'))).toBe('0000')
  expect(reads).toEqual(paths)
  for (const path of paths.slice(1)) expect(String(await ahead.read(path))).toBe(path)
  expect(reads).toEqual(paths)
})

test('who asks for one file far down does not have all before it read', async () => {
  const { reads, ahead } = folderOf(1_000)
  await ahead.list()
  expect(String(await ahead.read('0900'))).toBe('0900')
  expect(reads.length).toBeLessThan(40)
  expect(await ahead.read('nowhere')).toBeNull()
  expect(reads.length).toBeLessThan(42)
})

test('in whatever order files are asked for, each is told as it is, and its fault to whom asks for it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(99)), fc.array(fc.nat(99)), async (first, then) => {
      const { ahead } = folderOf(90)
      for (const order of [first, then]) {
        await ahead.list()
        for (const number of order) {
          const path = `${number}`.padStart(4, '0')
          const told = ahead.read(path).then(
            (bytes) => bytes && String(bytes),
            () => 'fault',
          )
          expect(await told).toBe(number === 7 ? 'fault' : number < 90 ? path : null)
        }
      }
    }),
    { numRuns: 50 },
  )
})
