import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extractorsOf, extractorVersion, factsIn } from '../../src/code/extract.ts'
import { factCases } from './facts-page.ts'

const pages = new URL('../../corpus/facts/', import.meta.url)
const cases = readdirSync(pages).flatMap((name) => factCases(new URL(name, pages).pathname))
const endings = [
  'a.ts',
  'a.tsx',
  'a.js',
  'a.py',
  'a.yaml',
  'a.json',
  'a.toml',
  'a.sql',
  'a.graphql',
  'a.proto',
  'a.prisma',
  'a.ini',
  'nginx.conf',
  'a.avsc',
  'flags.yaml',
  'db/schema.rb',
  'changelog.xml',
  'openapi.yaml',
  '.env',
  'Dockerfile',
  'a.go',
  'a.java',
  'a.rb',
  'a.php',
  'a.cs',
  'a.cpp',
  'a.c',
  'config/routes.rb',
  'a.tf',
  'Jenkinsfile',
  'a.libsonnet',
  'crontab',
  'a.timer',
  'CODEOWNERS',
  'OWNERS',
  'nginx.conf',
  'catalog-info.yaml',
  '.gitlab-ci.yml',
  '.circleci/config.yml',
  'charts/a/values.yaml',
  'a.rs',
  'Makefile',
  'justfile',
  'Rakefile',
  'noxfile.py',
  'magefile.go',
  'Earthfile',
  'Cargo.toml',
  'go.mod',
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'tox.ini',
  'requirements.txt',
  'Pipfile',
  'Gemfile',
  'a.gemspec',
  'pom.xml',
  'a.csproj',
  'build.gradle',
  'mix.exs',
  'Chart.yaml',
  '.tool-versions',
  '.travis.yml',
  'lib/a/version.rb',
]

test('the version is a digest', () => {
  expect(extractorVersion).toMatch(/^[0-9a-f]{16}$/)
})

test('a path tells its extractors', () => {
  expect(extractorsOf('src/a.d.ts')).toEqual(['typescript'])
  expect(extractorsOf('package.json')).toEqual([
    'json-schema',
    'openapi',
    'package-json',
    'settings',
  ])
  expect(extractorsOf('main.go')).toEqual(['go'])
  expect(extractorsOf('main.swift')).toEqual([])
})

describe('words', () => {
  const wordsOf = async (path: string, text: string) => (await factsIn(path, text)).words

  test('are identifiers and words in strings, compounds whole and split', async () => {
    const words = await wordsOf(
      'a.ts',
      `const fooBar = 'set max-retries at server.timeout' // gone`,
    )
    for (const word of ['fooBar', 'max-retries', 'max', 'retries', 'server.timeout', 'timeout'])
      expect(words).toContain(word)
    expect(words).not.toContain('gone')
    expect(words).not.toContain('const')
  })

  test('leave docstrings out', async () => {
    const words = await wordsOf('a.py', 'def f():\n    """names gone"""\n    return "kept"')
    expect(words).toContain('kept')
    expect(words).not.toContain('gone')
  })

  test.each([
    ['a.go', 'x := "kept" // gone\n/* gone */', 'gone'],
    ['a.sh', 'run kept --max-retries # gone', 'gone'],
    ['a.rb', "kept = 'a # kept' # gone", 'gone'],
    ['A.java', '/** gone */ class A { String a = "kept"; // gone\n}', 'gone'],
    ['a.php', "<?php /** gone */ $a = 'kept'; # gone", 'gone'],
    ['a.cs', '/// <summary>gone</summary>\nclass A { string a = "kept"; /* gone */ }', 'gone'],
    ['a.cpp', '/* gone */ const char *a = "kept"; // gone', 'gone'],
    ['a.sql', "select 'kept' -- gone", 'gone'],
    ['a.lua', 'kept() -- gone', 'gone'],
    ['a.yaml', 'kept: 1 # gone', 'gone'],
    ['a.rs', 'let url = "http://kept"; // gone', 'gone'],
  ])('of %s leave comments out', async (path, text, gone) => {
    const words = await wordsOf(path, text)
    expect(words).toContain('kept')
    expect(words).not.toContain(gone)
  })
})

describe('hostile files are survived', () => {
  test.each([
    ['a.ts', `x=${'1+'.repeat(800_000)}1`, /larger than/],
    ['a.ts', '{a:'.repeat(20_000), /nested too deeply/],
    ['a.py', `x = ${'['.repeat(5_000)}`, /nested too deeply/],
    ['a.json', '['.repeat(50_000), /nested too deeply/],
    ['a.yaml', '['.repeat(50_000), /./],
    ['a.yaml', `${'a: '.repeat(10_000)}`, /./],
    ['a.json', `[${'1,'.repeat(6_000)}1]`, /more than 5000 values/],
    ['a.ts', 'a\0b', /not text/],
    ['a.toml', `a = ${'['.repeat(50_000)}`, /./],
  ])('%s: %.12s', async (path, text, because) => {
    const { unread } = await factsIn(path, text)
    expect(unread).toMatch(because)
  })

  test.each([
    ['a.sql', '[a'.repeat(300_000)],
    ['a.sql', "'".repeat(300_001)],
    ['a.sql', '$a$'.repeat(100_001)],
    ['a.sql', `create table t (${'a '.repeat(300_000)}`],
    ['a.sql', `alter table t ${'add a int,'.repeat(90_000)}`],
    ['a.graphql', `type A {${'a(b:'.repeat(200_000)}`],
    ['a.graphql', '{'.repeat(900_000)],
    ['a.proto', 'message A {'.repeat(80_000)],
    ['a.proto', `service A { ${'rpc '.repeat(200_000)}`],
    ['a.prisma', `model A {\n${'a b @default('.repeat(60_000)}`],
    ['a.ini', '[a]\n = \n'.repeat(90_000)],
    ['nginx.conf', 'listen '.repeat(120_000)],
    ['changelog.xml', '<a b="c" '.repeat(100_000)],
    ['flags.json', `{"flags":${'{"a":'.repeat(90)}1${'}'.repeat(91)}`],
    ['a.sql', `create policy ${'('.repeat(300_000)}`],
    ['.env', `A="${'\\"'.repeat(300_000)}`],
    ['Dockerfile', `ENV A=${'\\\n'.repeat(300_000)}`],
    ['a.toml', `a${' '.repeat(500_000)}= 1`],
    ['a.json', `${' '.repeat(500_000)}"${'\\"'.repeat(200_000)}`],
    ['Jenkinsfile', 'stage ('.repeat(100_000)],
    ['a.libsonnet', 'alert: '.repeat(100_000)],
    ['a.libsonnet', "'alert': 'a',".repeat(70_000)],
    ['crontab', '* '.repeat(400_000)],
    ['a.timer', 'OnCalendar = '.repeat(70_000)],
    ['CODEOWNERS', 'a @b '.repeat(200_000)],
    ['CODEOWNERS', `a${' '.repeat(900_000)}`],
    ['nginx.conf', 'ssl_protocols '.repeat(70_000)],
    ['a.json', '"schemaVersion": "panels" '.repeat(38_000)],
    ['a.tf', 'a = ['.repeat(190_000)],
    ['a.tf', 'resource "a" "b" {'.repeat(50_000)],
    ['charts/a/values.yaml', `${' '.repeat(900_000)}a`],
    ['a.yaml', `groups: [{rules: [{alert: a, expr: "${'> 1 '.repeat(200_000)}"}]}]`],
    ['a.yaml', `x: [${'{apiVersion: v1, kind: A, metadata: {name: b}},'.repeat(1_200)}]`],
    ['a.go', 'f'.repeat(900_000)],
    ['a.go', '"'.repeat(900_001)],
    ['a.go', `const a = ${'a+'.repeat(100_000)}1`],
    ['a.go', `import "x/cobra"\nfunc f() {\n${'c.AddCommand(c)\n'.repeat(20_000)}}`],
    ['a.go', `import "x/kingpin"\nfunc f() {\n${'a.Flag("b", "c")\n'.repeat(5_000)}}`],
    ['a.go', `type T struct {\n${'A int `yaml:"a"`\n'.repeat(20_000)}}`],
    ['a.rs', `fn f() { a${'.arg(b)'.repeat(20_000)} }`],
    ['a.rs', `${'#[arg(long)]\n'.repeat(30_000)}struct A { b: u8 }`],
    ['a.rs', `m!(${'fn a, '.repeat(80_000)})`],
    ['a.rs', `${'const A: u8 = A + A;'.repeat(20_000)}`],
    ['a.rs', '/*'.repeat(300_000)],
    ['Makefile', `a ${'b '.repeat(300_000)}:`],
    ['Makefile', 'a\\\n'.repeat(300_000)],
    ['Makefile', 'define '.repeat(100_000)],
    ['justfile', `a ${'b '.repeat(300_000)}`],
    ['Rakefile', 'namespace :a do\n'.repeat(50_000)],
    ['tox.ini', `[tox]\nenvlist = ${'{a,b}'.repeat(800)}`],
    ['setup.cfg', ' a'.repeat(400_000)],
    ['setup.py', `install_requires = [${'['.repeat(400_000)}`],
    ['setup.py', 'name = '.repeat(100_000)],
    ['requirements.txt', 'a['.repeat(400_000)],
    ['pom.xml', '<a>'.repeat(300_000)],
    ['pom.xml', '<!--'.repeat(200_000)],
    ['pom.xml', `<a ${' '.repeat(800_000)}`],
    ['build.gradle', `id("${'a'.repeat(900_000)}`],
    ['Gemfile', `gem ${'"a", '.repeat(150_000)}`],
    ['mix.exs', '{:a, '.repeat(150_000)],
    ['go.mod', 'require (\n'.repeat(80_000)],
    ['a.tf', 'required_providers {'.repeat(40_000)],
    ['Dockerfile', `FROM ${'${a'.repeat(250_000)}`],
    ['VERSION', '1.'.repeat(400_000)],
    ['compose.yaml', `a: "${'${'.repeat(200_000)}"`],
    ['a.ts', `const a = ${'{b:1,'.repeat(500)}${'}'.repeat(500)}`],
    [
      'a.ts',
      `x = ${Array.from({ length: 20_000 }, (_, i) => `{a${i}: options.b${i} ?? ${i}}`).join(',')}`,
    ],
    [
      'a.ts',
      `const big = {${Array.from({ length: 3_000 }, (_, i) => `k${i}: big.k${i}`).join(',')}}`,
    ],
    ['a.java', `class A { @X(${'"a" + '.repeat(5_000)}"a") int a; }`],
    ['a.java', `class A { void a() { b${'.c("d")'.repeat(900)}; } }`],
    ['a.java', `class A {${' @GetMapping("/a/{b:[0-9]{1,2}}") void a() {}'.repeat(3_000)} }`],
    ['a.rb', `a${'.b("c")'.repeat(900)}`],
    ['a.rb', `x = %w[${'a '.repeat(100_000)}]`],
    ['config/routes.rb', `${'scope "/a" do\n'.repeat(300)}get "b"\n${'end\n'.repeat(300)}`],
    ['config/routes.rb', `get "/${'('.repeat(200)}${')'.repeat(200)}" => "a#b"\n`.repeat(500)],
    ['a.php', `<?php $a${'->b("c")'.repeat(900)};`],
    ['config/a.php', `<?php return ${'["a" => '.repeat(400)}1${']'.repeat(400)};`],
    ['a.cs', `class A { void B() { c${'.D("e")'.repeat(900)}; } }`],
    ['a.cs', `class A { string b = ${'"c" + '.repeat(5_000)}"c"; }`],
    ['a.cpp', `int main() { o.add_options()${'("a,b", "c")'.repeat(900)}; }`],
    ['a.cpp', `int a = ${'getenv("B") ? getenv("B") : '.repeat(900)}0;`],
    ['a.c', `${'#define A "'.repeat(50_000)}`],
    ['a.c', `static struct option a[] = {${'{"b", 0, 0, 0},'.repeat(15_000)}};`],
  ])('%s: %.20s… in time', async (path, text) => {
    // The processor's time: other tests run beside this one.
    const start = process.cpuUsage()
    await factsIn(path, text)
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1_000).toBeLessThan(8_000)
  })

  test('any text at all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...endings),
        fc.string({ unit: 'binary', maxLength: 400 }),
        async (path, text) => {
          const { facts } = await factsIn(path, text)
          for (const { line } of facts) expect(line).toBeGreaterThan(0)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('every case, cut off anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cases), fc.nat(), async ({ path, text }, cut) => {
        const part = text.slice(0, cut % (text.length + 1))
        const { facts } = await factsIn(path, part)
        const lines = part.split('\n').length
        for (const { line } of facts) expect(line).toBeLessThanOrEqual(lines)
      }),
      { numRuns: 500 },
    )
  })
})
