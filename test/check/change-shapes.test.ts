import { afterAll, describe, expect, test } from 'vitest'
import { checkChange, checkFolders } from '../../src/check-folders.ts'
import { emptyConfig } from '../../src/config/config.ts'
import { isWrong } from '../../src/domain/finding.ts'
import { gitRepository, type Step, type TestRepository } from '../support/git-repository.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

const data = newFolder()
const config = emptyConfig({ config: null, port: null, color: null, data })
const open: TestRepository[] = []

afterAll(async () => {
  for (const one of open) await one.remove()
  removeFolder(data)
})

const repository = async (...steps: readonly Step[]): Promise<TestRepository> => {
  const made = await gitRepository(steps)
  open.push(made)
  return made
}

/** `docs/guide.md:3 contradicted src/old/a.ts`, one a finding, and what is repaired without its line. */
const told = async ({ directory }: TestRepository, since: string, revision = 'main') => {
  const asked = { documents: [], repositories: [directory], revision }
  const { made, repaired, result } = await checkChange({ ...asked, since }, config)
  const paths = new Map(result.pages.map(({ id, path }) => [id, path]))
  return {
    made: made.map(
      ({ status, claim }) => `${paths.get(claim.page)}:${claim.line} ${status} ${claim.subject}`,
    ),
    repaired: repaired.map(({ path, finding }) => `${path} ${finding.claim.subject}`),
  }
}

const lines = (...some: readonly string[]): string => `${some.join('\n\n')}\n`

const manifest = (...scripts: readonly string[]) =>
  JSON.stringify({ scripts: Object.fromEntries(scripts.map((name) => [name, `node ${name}.js`])) })

describe('a change of any shape', () => {
  test('a folder that is given another name moves what documents say of its files', async () => {
    const shop = await repository(
      {
        files: {
          'src/till/limits.ts': 'export const limit = 5\n',
          'src/till/ports.ts': 'export const port = 8080\n',
          'docs/guide.md': lines('# Guide', 'Limits: `src/till/limits.ts`.', 'All: `src/till/`.'),
          'docs/other.md': lines('# Other', 'Nothing of it.'),
        },
      },
      {
        rename: {
          'src/till/limits.ts': 'src/checkout/limits.ts',
          'src/till/ports.ts': 'src/checkout/ports.ts',
        },
      },
    )
    expect(await told(shop, 'main~1')).toEqual({
      made: ['docs/guide.md:3 moved src/till/limits.ts', 'docs/guide.md:5 moved src/till/'],
      repaired: [],
    })
  })

  test('a document that is moved and edited at once is the same document', async () => {
    const guide = lines(
      'Serve: `npm run serve`.',
      'Check: `npm run check`.',
      'Build: `npm run build`.',
    )
    const shop = await repository(
      {
        files: {
          'docs/guide.md': lines('# Guide', guide, 'Lint it with `npm run lint` here.'),
          'package.json': manifest('serve', 'check', 'build', 'lint'),
        },
      },
      { files: { 'package.json': manifest('serve', 'check', 'build') } },
      {
        rename: { 'docs/guide.md': 'handbook/start.md' },
        files: {
          'handbook/start.md': lines('# Start', 'It begins here.', guide),
          'package.json': manifest('check', 'build'),
        },
      },
    )
    expect(await told(shop, 'main~1')).toEqual({
      made: ['handbook/start.md:5 contradicted serve'],
      repaired: ['docs/guide.md lint'],
    })
  })

  test('what conflicts were resolved to in a merge counts, and what its branch found counts once', async () => {
    const shop = await repository(
      {
        files: {
          'package.json': manifest('serve', 'check'),
          'docs/guide.md': lines('# Guide', 'Start: `npm run serve`. Test: `npm run check`.'),
        },
      },
      { branch: 'feature', files: { 'package.json': manifest('serve') } },
      { branch: 'main', files: { 'package.json': manifest('serve', 'check', 'lint') } },
    )
    const merging = shop.git('merge', '--quiet', '--no-edit', 'feature')
    await expect(merging).rejects.toThrow()
    const blob = await shop.git('rev-parse', 'feature:package.json')
    await shop.git('checkout', 'feature', '--', 'package.json')
    await shop.git('commit', '--quiet', '--all', '--message', 'Together')
    expect(await shop.git('rev-parse', 'HEAD:package.json')).toBe(blob)
    const made = ['docs/guide.md:3 contradicted check']
    expect(await told(shop, 'main~1')).toEqual({ made, repaired: [] })
    expect(await told(shop, 'main', 'feature')).toEqual({ made: [], repaired: [] })
  })

  test('what attributes make a document of is a page that is new', async () => {
    const shop = await repository(
      {
        files: {
          '.gitattributes': 'docs/made.md linguist-generated\n',
          'docs/made.md': lines('# Made', 'Start: `npm run serve`. Test: `npm run check`.'),
          'package.json': manifest('serve', 'check', 'lint'),
        },
      },
      { files: { 'package.json': manifest('check', 'lint') } },
      { files: { '.gitattributes': '*.png binary\n' } },
    )
    expect((await told(shop, 'main~1')).made).toEqual(['docs/made.md:3 contradicted serve'])
  })

  test('where the base was forced elsewhere, the change begins where the two still meet', async () => {
    const shop = await repository(
      {
        files: {
          'package.json': manifest('serve', 'check'),
          'docs/guide.md': lines('# Guide', 'Start: `npm run serve`. Test: `npm run check`.'),
        },
      },
      { branch: 'old-main', files: { 'package.json': manifest('check') } },
      { branch: 'feature', files: { 'package.json': manifest() } },
    )
    await shop.git('branch', '--force', 'main', 'old-main~1')
    expect(await told(shop, 'main', 'feature')).toEqual({
      made: ['docs/guide.md:3 contradicted serve', 'docs/guide.md:3 contradicted check'],
      repaired: [],
    })
  })
})

describe('what is accused is weighed among all pages', () => {
  test('where the links of a folder lead nowhere, one more does not tell', async () => {
    const links = Array.from({ length: 6 }, (_, at) => `[Part](./made/part${at}.md)`)
    const shop = await repository(
      {
        files: {
          'docs/a.md': lines('# A', ...links),
          'docs/b.md': lines('# B', 'Nothing of it.'),
          'src/a.ts': 'export const a = 1\n',
        },
      },
      { files: { 'docs/b.md': lines('# B', 'See [the last](./made/part9.md).') } },
    )
    expect(await told(shop, 'main~1')).toEqual({ made: [], repaired: [] })
  })

  test('three flags that go are few beside those that other pages name', async () => {
    const flags = ['ash', 'beech', 'cedar', 'elm', 'fir', 'larch', 'oak', 'pine'].map(
      (tree) => `--${tree}-wood`,
    )
    const program = (some: readonly string[]) =>
      `import { Command } from 'commander'\nconst shop = new Command('shop')\n${some.map((flag) => `shop.option('${flag}', 'Wood')\n`).join('')}`
    const gone = flags.slice(0, 3)
    const shop = await repository(
      {
        files: {
          'package.json': JSON.stringify({ name: 'shop', bin: { shop: 'src/cli.ts' } }),
          'src/cli.ts': program(flags),
          'docs/a.md': lines('# A', ...gone.map((flag) => `Run \`shop ${flag}\`.`)),
          'docs/b.md': lines('# B', ...flags.slice(3).map((flag) => `Run \`shop ${flag}\`.`)),
        },
      },
      { files: { 'src/cli.ts': program(flags.slice(3)) } },
    )
    expect((await told(shop, 'main~1')).made).toEqual(
      gone.map((flag, at) => `docs/a.md:${3 + at * 2} contradicted ${flag}`),
    )
  })
})

test('code that is moved among code of others is there, though nobody reads it', async () => {
  const code = 'export function chargeCard(card: string) {\n  return card\n}\n'
  const shop = await repository(
    {
      files: {
        'src/pay/charge.ts': code,
        'src/a.ts': 'export const a = 1\n',
        'docs/guide.md': lines('# Guide', 'Call `chargeCard()` with a card.'),
      },
    },
    { rename: { 'src/pay/charge.ts': 'vendor/pay/charge.ts' } },
    { delete: ['vendor/pay/charge.ts'] },
  )
  expect(await told(shop, 'main~2', 'main~1')).toEqual({ made: [], repaired: [] })
  expect((await told(shop, 'main~2')).made).toEqual(['docs/guide.md:3 contradicted chargeCard'])
})

describe('on the day on which it becomes false', () => {
  const code = (...names: readonly string[]) =>
    names.map((name) => `export function ${name}(order: string) {\n  return order\n}\n`).join('\n')
  const before = code('settleOrder', 'refundOrder', 'splitOrder', 'mergeOrder', 'holdOrder')

  test('what several pages say was forgotten on all of them', async () => {
    const shop = await repository(
      {
        files: {
          'src/orders.ts': before,
          'docs/one.md': lines('# One', 'Call `settleOrder()` for each of them.'),
          'docs/two.md': lines('# Two', 'Whoever pays late needs `settleOrder()`.'),
          'docs/three.md': lines('# Three', 'The rest is for `settleOrder()` to do.'),
        },
      },
      { files: { 'src/orders.ts': code('refundOrder', 'splitOrder', 'mergeOrder', 'holdOrder') } },
    )
    expect((await told(shop, 'main~1')).made).toEqual([
      'docs/one.md:3 contradicted settleOrder',
      'docs/three.md:3 contradicted settleOrder',
      'docs/two.md:3 contradicted settleOrder',
    ])
  })

  test('a page that loses most of what it names has lost it', async () => {
    const names = ['settleOrder', 'refundOrder', 'splitOrder', 'mergeOrder', 'holdOrder']
    const shop = await repository(
      {
        files: {
          'src/orders.ts': before,
          'docs/orders.md': lines(
            '# Orders',
            ...names.map((name) => `\`${name}()\` is for orders.`),
          ),
        },
      },
      { files: { 'src/orders.ts': code('openOrder') } },
    )
    expect((await told(shop, 'main~1')).made).toHaveLength(names.length)
  })

  test('a change that was written long before it was merged still makes false what was said meanwhile', async () => {
    const shop = await repository(
      { files: { 'src/orders.ts': before }, date: '2024-01-01T00:00:00Z' },
      {
        files: { 'docs/one.md': lines('# One', 'Call `settleOrder()` for each of them.') },
        date: '2024-06-01T00:00:00Z',
      },
      { files: { 'src/orders.ts': code('refundOrder') }, date: '2024-02-01T00:00:00Z' },
    )
    expect((await told(shop, 'main~1')).made).toEqual(['docs/one.md:3 contradicted settleOrder'])
  })
})

describe('a repository of more than a thousand files', () => {
  const files = Object.fromEntries(
    Array.from({ length: 1_040 }, (_, at) => [
      `src/part${at}.ts`,
      `export function handlePart${String.fromCharCode(97 + (at % 26))}${at}(order: string) {\n  return order\n}\n`,
    ]),
  )
  const page = (from: number) =>
    lines(
      '# Parts',
      ...Array.from({ length: 6 }, (_, at) => {
        const part = from + at
        return `\`handlePart${String.fromCharCode(97 + (part % 26))}${part}()\` stands in \`src/part${part}.ts\`.`
      }),
    )

  test('is judged the same from what was kept of it as from all of it, and as by checks of both sides', async () => {
    const shop = await repository(
      { files: { ...files, 'docs/a.md': page(0), 'docs/b.md': page(6), 'docs/c.md': page(500) } },
      {
        files: {
          'src/part1.ts': 'export function somethingElse() {\n  return 1\n}\n',
          'docs/b.md': `${page(6)}\nAnd \`src/part501.ts\`.\n`,
        },
        delete: ['src/part500.ts'],
        rename: { 'src/part501.ts': 'src/parts/part501.ts' },
      },
    )
    const first = await told(shop, 'main~1')
    expect(first.made).toEqual([
      'docs/a.md:5 contradicted handlePartb1',
      'docs/b.md:15 moved src/part501.ts',
      'docs/c.md:3 contradicted handlePartg500',
      'docs/c.md:3 contradicted src/part500.ts',
      'docs/c.md:5 moved src/part501.ts',
    ])
    expect(await told(shop, 'main~1')).toEqual(first)
    const whole = await checkFolders(
      { documents: [], repositories: [shop.directory], revision: 'main' },
      config,
    )
    const paths = new Map(whole.pages.map(({ id, path }) => [id, path]))
    expect(
      whole.findings
        .filter(isWrong)
        .map(
          ({ status, claim }) =>
            `${paths.get(claim.page)}:${claim.line} ${status} ${claim.subject}`,
        ),
    ).toEqual(first.made)
  })
})
