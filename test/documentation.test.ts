import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../server/app.ts'
import { formats } from '../src/cli/check-formats.ts'
import { commands } from '../src/cli/commands.ts'
import { claimKindAliases, claimKinds } from '../src/domain/claim.ts'
import { errorTable } from '../src/domain/errors.ts'
import { packageRoot } from '../src/package-root.ts'
import { sources } from '../src/sources/index.ts'
import { reasonTable } from '../src/verdicts/reasons.ts'
import { fakePlumbline } from './support/fake-plumbline.ts'
import { type Settings, settingsOf } from './support/settings.ts'

const read = (path: string): string => readFileSync(join(packageRoot, path), 'utf8')

/** The rows of a page's tables whose first cell is code, as lists of cells. */
const rowsOf = (path: string): readonly (readonly string[])[] =>
  read(path)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    )

const code = (text: string): string => `\`${text}\``
const firstCells = (path: string): readonly string[] => rowsOf(path).map(([first = '']) => first)

describe('docs/errors.md', () => {
  test('has every error there is, and no other', () => {
    const expected = Object.entries(errorTable).map(([name, { status, next }]) => [
      code(name),
      String(status),
      next,
    ])
    expect(rowsOf('docs/errors.md')).toEqual(expected)
  })
})

describe('docs/sources.md', () => {
  test('has every type of source with what it does, and no other', () => {
    expect(rowsOf('docs/sources.md')).toEqual(sources.map(({ name, about }) => [code(name), about]))
  })
})

describe('docs/reasons.md', () => {
  test('has every reason there is, and no other', () => {
    const expected = Object.entries(reasonTable).map(([name, { meaning, fix }]) => [
      code(name),
      meaning,
      fix,
    ])
    expect(rowsOf('docs/reasons.md')).toEqual(expected)
  })
})

describe('docs/formats.md', () => {
  test('has every format of a check, and no other', () => {
    expect(firstCells('docs/formats.md')).toEqual(formats.map(code))
  })
})

describe('docs/checks.md', () => {
  test('has every kind of claim with its other names, and no other', () => {
    const alias = (kind: string) =>
      Object.entries(claimKindAliases)
        .filter(([, canonical]) => canonical === kind)
        .map(([name]) => code(name))
        .join(', ')
    expect(rowsOf('docs/checks.md').map(([kind, other]) => [kind, other])).toEqual(
      claimKinds.map((kind) => [code(kind), alias(kind)]),
    )
  })

  test('every kind has its manual page, and every page its kind', () => {
    const pages = readdirSync(join(packageRoot, 'corpus/checks'))
    expect(pages.toSorted()).toEqual(claimKinds.map((kind) => `${kind}.md`).toSorted())
  })
})

describe('docs/api.md', () => {
  test('has every route with who may call it, and no other', async () => {
    const app = buildApp(fakePlumbline())
    const { paths } = (await app.inject('/openapi.json')).json()
    await app.close()
    const expected = Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [
        code(`${method.toUpperCase()} ${path}`),
        callers(operation),
        operation.summary,
      ]),
    )
    expect(rowsOf('docs/api.md')).toEqual(expected)
  })

  interface Operation {
    readonly summary: string
    readonly security: readonly object[]
    readonly 'x-scopes'?: readonly string[]
  }

  const callers = ({ security, 'x-scopes': scopes }: Operation): string =>
    security.length === 0
      ? 'anybody'
      : security.some((one) => 'session' in one)
        ? 'a person who signed in'
        : (scopes?.join(', ') ?? 'any key')
})

describe('docs/configuration.md', () => {
  let settings: Settings
  beforeAll(async () => {
    const parts = [
      'config',
      'sources',
      'environment',
      'models',
      'parties',
      'sign-in',
      'limits',
      'notices',
    ]
    settings = await settingsOf(parts.map((part) => read(`src/config/${part}.ts`)).join('\n'))
  })
  const isVariable = (cell: string) => /^`[A-Z\d_]+`$/.test(cell)

  test('has every setting there is, and no other', () => {
    const documented = firstCells('docs/configuration.md').filter((cell) => !isVariable(cell))
    expect(documented.toSorted()).toEqual(settings.keys.map(code).toSorted())
  })

  test('has every environment variable there is, and no other', () => {
    const scripts = readdirSync(join(packageRoot, 'scripts')).map((file) => read(`scripts/${file}`))
    const inScripts = scripts.flatMap((text) =>
      Array.from(text.matchAll(/process\.env\.([A-Z_]+)/g), ([, name = '']) => name),
    )
    const documented = firstCells('docs/configuration.md').filter(isVariable)
    expect(documented.toSorted()).toEqual(
      [...new Set([...settings.variables, ...inScripts])].map(code).toSorted(),
    )
  })
})

const guides = [
  'README.md',
  'ARCHITECTURE.md',
  ...readdirSync(join(packageRoot, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
]

describe('commands', () => {
  test('README.md names every command', () => {
    const readme = read('README.md')
    const missing = commands.filter(({ name }) => !readme.includes(`plumbline ${name}`))
    expect(missing.map(({ name }) => name)).toEqual([])
  })

  test.each(guides)('%s names no command that does not exist', (guide) => {
    const names = new Set(commands.map(({ name }) => name))
    const named = Array.from(
      read(guide).matchAll(/(?<=`|^\s*\$? ?|npx )plumbline ([a-z]+)/gm),
      ([, name = '']) => name,
    )
    expect(named.filter((name) => !names.has(name))).toEqual([])
  })

  test.each(guides)('%s names no route that does not exist', (guide) => {
    // Both are held to the routes there are.
    const documented = ['docs/api.md', 'docs/authorisation.md']
      .flatMap(firstCells)
      .map((cell) => pattern(cell.slice(1, -1)))
    const named = Array.from(
      read(guide).matchAll(/`((?:GET|POST) \/[^`\s?]*)/g),
      ([, name = '']) => name,
    )
    expect(named.filter((name) => !documented.some((route) => route.test(name)))).toEqual([])
  })

  const pattern = (route: string) =>
    new RegExp(`^${route.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)
})

describe('ARCHITECTURE.md', () => {
  test('names every folder of src', () => {
    const folders = readdirSync(join(packageRoot, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${name}/`)
    const text = read('ARCHITECTURE.md')
    expect(folders.filter((folder) => !text.includes(folder))).toEqual([])
  })

  test('names no folder or file of src that is not there', () => {
    const layout =
      /^src\/\n(?<inside>(?: .*\n)+)/m.exec(read('ARCHITECTURE.md'))?.groups?.inside ?? ''
    const named = Array.from(layout.matchAll(/^ {2}([\w.-]+)/gm), ([, name = '']) => name)
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((name) => !existsSync(join(packageRoot, 'src', name)))).toEqual([])
  })

  test.each(guides)('%s names no file of ours that is not there', (guide) => {
    const paths = Array.from(
      read(guide).matchAll(/`((?:src|server|test|corpus|docs|migrations|scripts)\/[\w./-]*)`/g),
      ([, path = '']) => path,
    )
    expect(paths.filter((path) => !existsSync(join(packageRoot, path)))).toEqual([])
  })
})

describe('docs/images', () => {
  const shown = guides.flatMap((page) =>
    Array.from(
      read(page).matchAll(/!\[[^\]]+\]\((?:docs\/)?images\/([\w-]+\.png)\)/g),
      ([, name = '']) => name,
    ),
  )
  const there = readdirSync(join(packageRoot, 'docs', 'images'))

  test('holds what pages show, and nothing else', () => {
    expect(there.toSorted()).toEqual([...new Set(shown)].toSorted())
  })

  test.each(there)('%s is small', (name) => {
    expect(statSync(join(packageRoot, 'docs', 'images', name)).size).toBeLessThan(100_000)
  })
})
