import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { packageRoot } from '../../src/package-root.ts'
import { blockOf } from '../support/fenced.ts'
import { gitRepository, type Step } from '../support/git-repository.ts'
import { builtProgram, programIn } from '../support/program.ts'
import { ranToEnd } from '../support/ran.ts'
import { allIsTrue } from '../support/shop-that-changes.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

/** Where the programs are, and nothing else that PATH may have. */
const programs = newFolder()
const hooks = newFolder()
const data = newFolder()

const executable = (file: string, text: string): void => {
  writeFileSync(file, text)
  chmodSync(file, 0o755)
}

beforeAll(async () => {
  const main = programIn(await builtProgram())
  executable(join(programs, 'plumbline'), `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`)
  symlinkSync(join(packageRoot, 'ci', 'pre-commit'), join(programs, 'plumbline-pre-commit'))
  executable(join(hooks, 'pre-commit'), blockOf('docs/pre-commit.md', 'sh'))
})

afterAll(() => {
  for (const folder of [programs, hooks, data]) removeFolder(folder)
})

/** How a commit ended, and what was said; git hands on by standard error what a hook prints. */
interface Committed {
  readonly status: number
  readonly said: string
}

interface Shop {
  readonly folder: string
  /** Commits by the hook; `git()` of the repository would leave its settings out. */
  readonly commit: (...args: readonly string[]) => Promise<Committed>
  readonly git: (...args: readonly string[]) => Promise<string>
  readonly write: (path: string, text: string) => void
}

async function shop(steps: readonly Step[] = [allIsTrue]): Promise<Shop> {
  const made = await gitRepository(steps)
  onTestFinished(() => made.remove())
  const folder = made.directory
  return {
    folder,
    git: made.git,
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    commit: (...args) => committed(folder, ...args),
  }
}

const committed = async (folder: string, ...args: readonly string[]): Promise<Committed> => {
  const settings = ['user.name=Ada', 'user.email=ada@shop.example', `core.hooksPath=${hooks}`]
  const all = settings.flatMap((one) => ['-c', one])
  const env = { PATH: `${programs}:${process.env.PATH}`, HOME: data, PLUMBLINE_DATA: data }
  const line = [...all, 'commit', '--quiet', '-m', 'Step', ...args]
  const { status, stdout, stderr } = await ranToEnd('git', line, { cwd: folder, env })
  return { status, said: stdout + stderr }
}

const passes: Committed = { status: 0, said: '' }
const stopsAt = (...words: readonly string[]) => ({
  status: 1,
  said: expect.stringMatching(
    new RegExp(`^${words.join('[^]*')}[^]*\n\nThis change makes \\d+ statements? .*\n$`),
  ),
})

describe('a commit', () => {
  test('that makes a document wrong is stopped, and leaves no trace', async () => {
    const { git, commit } = await shop()
    const before = await git('for-each-ref')
    await git('rm', '--quiet', 'src/ports.ts')
    expect(await commit()).toEqual(stopsAt('docs/guide.md', 'contradicted src/ports.ts'))
    expect(await git('for-each-ref')).toBe(before)
    expect(await git('status', '--porcelain')).toBe('D  src/ports.ts\n')
  })

  test('that mends what it makes wrong passes without a word', async () => {
    const { git, write, commit } = await shop()
    await git('rm', '--quiet', 'src/ports.ts')
    write('docs/guide.md', '# Guide\n\nThere are no ports.\n')
    expect(await commit()).toEqual(stopsAt('docs/guide.md'))
    await git('add', '.')
    expect(await commit()).toEqual(passes)
  })

  test('of some files is judged by these alone, whatever else is staged', async () => {
    const { git, write, commit } = await shop()
    await git('rm', '--quiet', 'src/ports.ts')
    write('src/limits.ts', 'export const limit = 6\n')
    expect(await commit('src/limits.ts')).toEqual(passes)
    write('docs/guide.md', '# Guide\n\nThere are no ports.\n')
    await git('add', 'docs/guide.md')
    expect(await commit('src/ports.ts')).toEqual(stopsAt('docs/guide.md'))
    expect(await commit()).toEqual(passes)
  })

  test('that renames a folder passes, unless what has moved counts', async () => {
    const { folder, git, commit } = await shop()
    await git('mv', 'src', 'lib')
    const env = { PATH: `${programs}:${process.env.PATH}`, HOME: data, PLUMBLINE_DATA: data }
    const strict = ['--fail-on', 'moved']
    const { status, stdout } = await ranToEnd(join(programs, 'plumbline-pre-commit'), strict, {
      ...{ cwd: folder, env },
    })
    expect({ status, said: stdout }).toEqual(
      stopsAt('docs/guide.md', 'moved', 'docs/limits.md', 'moved'),
    )
    expect(await commit()).toEqual(passes)
  })

  test('that is the first is judged by itself', async () => {
    const { folder, git, commit } = await shop()
    await git('update-ref', '-d', 'HEAD')
    expect(await commit()).toEqual(passes)
    expect(await git('log', '--format=%s')).toBe('Step\n')
    expect(folder).not.toBe('')
  })

  test('in a further work tree is judged there', async () => {
    const { folder, git } = await shop()
    const other = join(folder, 'other')
    await git('worktree', 'add', '--quiet', other)
    await git('-C', other, 'rm', '--quiet', 'src/ports.ts')
    expect(await committed(other)).toEqual(stopsAt('docs/guide.md'))
  })

  const sides: readonly Step[] = [
    allIsTrue,
    {
      message: 'Drop the ports',
      branch: 'feature',
      delete: ['src/ports.ts'],
      files: { 'src/limits.ts': 'export const limit = 6\n' },
    },
    {
      message: 'Another limit',
      branch: 'main',
      files: { 'src/limits.ts': 'export const limit = 7\n' },
    },
  ]

  test('that ends a merge is stopped for what neither side did, and not for what one did', async () => {
    const { git, write, commit } = await shop(sides)
    await expect(git('merge', 'feature')).rejects.toThrow('merge feature')
    await git('rm', '--quiet', '--force', 'src/limits.ts')
    expect(await commit()).toEqual(stopsAt('docs/limits.md'))
    write('src/limits.ts', 'export const limit = 8\n')
    await git('add', 'src/limits.ts')
    expect(await commit()).toEqual(passes)
    expect((await git('log', '-1', '--format=%p')).trim().split(' ')).toHaveLength(2)
  })

  test('where Plumbline is not installed is stopped, and is told what to do', async () => {
    const { folder, git } = await shop()
    await git('rm', '--quiet', 'src/ports.ts')
    const hook = join(packageRoot, 'ci', 'pre-commit')
    const env = { PATH: process.env.PATH, HOME: data }
    expect(await ranToEnd(hook, [], { cwd: folder, env })).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('commit with --no-verify'),
    })
  })
})

describe('.pre-commit-hooks.yaml', () => {
  const hook = z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      entry: z.string(),
      language: z.literal('node'),
      always_run: z.boolean(),
      pass_filenames: z.boolean(),
      stages: z.array(z.enum(['pre-commit', 'pre-push', 'manual'])),
      minimum_pre_commit_version: z.string(),
    }),
  )

  test('starts a program that the package brings', () => {
    const read = (path: string) => readFileSync(join(packageRoot, path), 'utf8')
    const [only, ...more] = hook.parse(parse(read('.pre-commit-hooks.yaml')))
    expect(more).toEqual([])
    const { bin, files } = JSON.parse(read('package.json'))
    const file: string = bin[only?.entry ?? '']
    accessSync(join(packageRoot, file), constants.X_OK)
    expect(files).toContain(file.split('/')[1])
    expect(parse(blockOf('docs/pre-commit.md', 'yaml'))).toMatchObject({
      repos: [{ hooks: [{ id: only?.id }] }],
    })
  })
})
