import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHolders } from '../../src/code/history/holders.ts'
import { type Git, openGit } from '../../src/git/git.ts'
import { type Search, search } from '../../src/git/search.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'

const files = {
  'a.ts': 'const berth = quay + (x.y)\nberth_free --dry-run\n',
  'b c.ts': 'berth\n',
  'deep/a.tpl': 'dry-run and quay\nfree(1)\n',
  'deep/b.tpl': 'berths [a-z]* $1 x.y x-y\n',
  'ünal.ts': 'quay\n',
  ...Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`many/${at}.ts`, 'crowd\n'])),
}
/** Some are parts of others, and some are no words of letters alone. */
const words = [
  ...['berth', 'quay', 'berth_free', 'free', 'dry-run', '--dry-run', 'run', 'x.y', 'x', 'y'],
  ...['x-y', '[a-z]*', '$1', '(x.y)', 'none', 'berths', 'crowd', 'ünal', 'ber', 'free(1)'],
]

describe('files that hold words', () => {
  let repository: TestRepository
  let git: Git

  beforeAll(async () => {
    repository = await gitRepository([
      { files },
      {
        files: Object.fromEntries([
          ['two\nlines.ts', 'mooring\n'],
          ...Array.from({ length: 120 }, (_, at) => [`all/${at}.ts`, 'often '.repeat(500)]),
        ]),
      },
    ])
    git = await openGit(repository.directory)
  })

  afterAll(async () => {
    await git?.close()
    await repository?.remove()
  })

  const holders = () => openHolders(git, repository.commits[0] ?? '')

  it.each([{ folders: undefined }, { folders: ['deep'] }, { folders: ['deep', 'b c.ts'] }])(
    'are the same whether words are asked for together or one by one, in $folders',
    async ({ folders }) => {
      const all = holders()
      const together = await Promise.all(words.map((word) => all.filesHolding(word, folders)))
      const alone: (readonly string[])[] = []
      for (const word of words) alone.push(await holders().filesHolding(word, folders))
      expect(together).toEqual(alone)
    },
  )

  it('are found where they stand as words', async () => {
    const { filesHolding } = holders()
    const [berth, dry, none, crowd] = await Promise.all([
      filesHolding('berth'),
      filesHolding('dry-run', ['deep']),
      filesHolding('ber'),
      filesHolding('crowd'),
    ])
    expect(berth).toEqual(['a.ts', 'b c.ts'])
    expect(dry).toEqual(['deep/a.tpl'])
    expect(none).toEqual([])
    expect(crowd).toHaveLength(100)
    expect(await filesHolding('quay', [])).toEqual([])
  })

  it('are the same whatever git is told to print besides', async () => {
    for (const [key, value] of [
      ['grep.lineNumber', 'true'],
      ['grep.column', 'true'],
      ['color.ui', 'always'],
    ] as const)
      await repository.git('config', key, value)
    const { filesHolding } = holders()
    expect(await Promise.all(['berth', 'free'].map((word) => filesHolding(word)))).toEqual([
      ['a.ts', 'b c.ts'],
      ['deep/a.tpl'],
    ])
    expect(await filesHolding('x.y')).toEqual(['a.ts', 'deep/b.tpl'])
  })

  it('are found beside words that no command line would hold, and beside one that is everywhere', async () => {
    const { filesHolding } = holders()
    const long = Array.from({ length: 190 }, (_, at) => `w${at}${'x'.repeat(700)}`)
    const all = await Promise.all(['berth', ...long].map((word) => filesHolding(word)))
    expect(all[0]).toEqual(['a.ts', 'b c.ts'])
    const { filesHolding: again } = openHolders(git, repository.commits.at(-1) ?? '')
    const [often, quay, berth] = await Promise.all(
      ['often', 'quay', 'berth'].map((word) => again(word)),
    )
    expect(often).toHaveLength(100)
    expect([quay, berth]).toEqual([await filesHolding('quay'), await filesHolding('berth')])
  })

  it('are told of in a path of several lines', async () => {
    const { filesHolding } = openHolders(git, repository.commits.at(-1) ?? '')
    expect(await Promise.all(['mooring', 'none'].map((word) => filesHolding(word)))).toEqual([
      ['two\nlines.ts'],
      [],
    ])
  })

  it('are looked for by one run of git where they are asked for at once', async () => {
    const runs: string[] = []
    const batches: Git['batches'] = (args, separator, input) => {
      runs.push(args.join(' '))
      return git.batches(args, separator, input)
    }
    const counted = { search: (asked: Search) => search(batches, asked) }
    const { filesHolding } = openHolders(counted, repository.commits[0] ?? '')
    await Promise.all(['berth', 'quay', 'none', 'berth'].map((word) => filesHolding(word)))
    expect(runs).toHaveLength(1)
  })
})
