import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import { longest } from './longest-first.ts'

test('the files that begin first are there', () => {
  expect(longest.filter((path) => !existsSync(join(packageRoot, path)))).toEqual([])
})
