import { expect, test } from 'vitest'
import { foldersAbove, submoduleAbove } from '../../src/checks/submodules.ts'

const survey = { paths: new Set(['lib', 'lib/tides', 'src', 'src/quay.ts']) }

test.each([
  ['lib/tides/moon.ts', 'lib/tides'],
  ['lib/tides/deep/moon.ts', 'lib/tides'],
  ['src/berth.ts', null],
  ['src/quay.ts', null],
  ['moon.ts', null],
  ['other/moon.ts', null],
])('what another repository keeps of %s', (path, submodule) => {
  expect(submoduleAbove(path, survey)).toBe(submodule)
})

test('the folders above a path', () => {
  expect(foldersAbove('a/b/c.ts')).toEqual(['a', 'a/b'])
  expect(foldersAbove('c.ts')).toEqual([])
})
