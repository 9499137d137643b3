import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import { gitRepository, type Step, type TestRepository } from '../support/git-repository.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// The first 600 commits are those of a branch that was long at work; main went its own way for 5.
const steps: readonly Step[] = [
  { message: 'First', files: { 'a.md': 'First' } },
  ...Array.from({ length: 600 }, (_, index) => ({
    message: `Work ${index}`,
    branch: 'work',
    files: { 'work.md': `${index}` },
  })),
  ...Array.from({ length: 5 }, (_, index) => ({
    message: `Main ${index}`,
    branch: 'main',
    files: { 'main.md': `${index}` },
  })),
  { message: 'Nothing in common', branch: 'work', files: { 'last.md': 'Last' } },
]
let shop: TestRepository

beforeAll(async () => {
  shop = await gitRepository(steps)
})

afterAll(() => shop?.remove())

const commit = (place: number): string => shop.commits.at(place) ?? ''

/** A clone of so many commits. */
function clone(id: string, depth: number): string {
  const folder = temporaryFolder()
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, ...args], { stdio: 'pipe' })
  git('init', '--quiet')
  git('remote', 'add', 'origin', pathToFileURL(shop.directory).href)
  git('fetch', '--quiet', '--no-tags', `--depth=${depth}`, 'origin', id)
  git('checkout', '--quiet', '--detach', id)
  return folder
}

/** Runs what the steps of the action run. */
const bring = (folder: string, base: string, head: string): string => {
  const module = pathToFileURL(join(packageRoot, 'ci', 'history.mjs')).href
  const text = `import { bringHistory, gitIn } from '${module}'; bringHistory(gitIn('.'), '${base}', '${head}')`
  const args = ['--input-type=module', '-e', text]
  return execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
}

const count = (folder: string): number =>
  Number(execFileSync('git', ['-C', folder, 'rev-list', '--count', 'HEAD'], { encoding: 'utf8' }))

describe('the history of a shallow clone', () => {
  test.each([
    ['is left as it is where both sides are there', 700, 602],
    ['is made deeper until the two sides meet', 1, 602],
  ])('%s', (_, depth, commits) => {
    const folder = clone(commit(-1), depth)
    execFileSync('git', ['-C', folder, 'fetch', '--quiet', '--depth=700', 'origin', commit(-2)])
    bring(folder, commit(-2), commit(-1))
    const base = execFileSync('git', ['-C', folder, 'merge-base', commit(-2), commit(-1)])
    expect([base.toString().trim(), count(folder)]).toEqual([commit(0), commits])
  })

  test('is not fetched whole where less is enough', () => {
    const folder = clone(commit(-1), 1)
    bring(folder, commit(-30), commit(-1))
    expect(count(folder)).toBeLessThan(100)
  })

  test('that cannot be fetched says what to set', () => {
    const folder = clone(commit(-1), 1)
    execFileSync('git', ['-C', folder, 'remote', 'set-url', 'origin', join(folder, 'nowhere')])
    expect(() => bring(folder, commit(-2), commit(-1))).toThrow('fetch-depth: 0')
  })
})
