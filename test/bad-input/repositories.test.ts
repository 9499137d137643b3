import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { company, faultOf } from './company.ts'

const repository = 'repositories:\n  - { id: shop, path: shop }\n'

test('a repository path that does not exist is named', async () => {
  const broken = company({}, repository)
  const fault = await faultOf((await broken.open()).index())
  expect(fault.code).toBe('git.not-a-repository')
  expect(fault.message).toContain(join(broken.folder, 'shop'))
})

test('a folder that is no repository is refused', async () => {
  const broken = company({}, repository)
  mkdirSync(join(broken.folder, 'shop'))
  writeFileSync(join(broken.folder, 'shop', 'main.ts'), 'export const limit = 5\n')
  const fault = await faultOf((await broken.open()).index())
  expect(fault.code).toBe('git.not-a-repository')
})

test('a repository without commits is named', async () => {
  const broken = company({}, repository)
  execFileSync('git', ['init', '--quiet', join(broken.folder, 'shop')])
  const fault = await faultOf((await broken.open()).index())
  expect(fault.code).toBe('git.no-commits')
  expect(fault.message).toContain('shop')
})

test('a revision that does not exist is named', async () => {
  const broken = company(
    {},
    'repositories:\n  - { id: shop, path: shop, revision: no-such-branch }\n',
  )
  const shop = join(broken.folder, 'shop')
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: shop })
  mkdirSync(shop)
  git('init', '--quiet')
  git(
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@b.c',
    'commit',
    '--quiet',
    '--allow-empty',
    '-m',
    'x',
  )
  const fault = await faultOf((await broken.open()).index())
  expect(fault.code).toBe('git.unknown-revision')
  expect(fault.message).toContain('no-such-branch')
})

test('pages are in the index although a repository cannot be read', async () => {
  const broken = company({}, repository)
  const plumbline = await broken.open()
  await faultOf(plumbline.index())
  expect((await plumbline.health()).sources).toMatchObject([{ id: 'wiki', pages: 1 }])
})
