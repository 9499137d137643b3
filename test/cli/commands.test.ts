import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { builtProgram, programEnvironment, programIn, runProgram } from '../support/program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

let build: string

beforeAll(async () => {
  build = await builtProgram()
})

/** A repository with a page, and `plumbline` in it; its data lie where they do unless somebody says otherwise. */
function stranger() {
  const cwd = temporaryFolder()
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd,
      encoding: 'utf8',
    })
  mkdirSync(join(cwd, 'docs'))
  writeFileSync(join(cwd, 'pool.ts'), 'export const POOL_SIZE = 20\n')
  writeFileSync(join(cwd, 'docs', 'pool.md'), '# Pool\n\nThe default of `POOL_SIZE` is 20.\n')
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '-m', 'Pool')
  const run = (...args: readonly string[]) =>
    runProgram(build, args, { cwd, data: join(cwd, '.plumbline') })
  return { cwd, git, run }
}

test('init lists the documents of a repository once, and git leaves the data alone', () => {
  const { git, run } = stranger()
  expect(run('init').stdout).toContain('.: a repository, with its documents')
  expect(run('crawl').stdout.match(/pages/g)).toHaveLength(1)
  expect(git('status', '--porcelain').trim()).toBe('?? plumbline.yaml')
})

test('ask and verify exit with 0 for what may be followed, 1 for what must not be, 2 for no judgement', () => {
  const { cwd, run } = stranger()
  run('init')
  const change = (line: string) => {
    const file = join(cwd, 'change.diff')
    writeFileSync(
      file,
      `--- a/db/migrations/1.sql\n+++ b/db/migrations/1.sql\n@@ -1 +1 @@\n-a\n+${line}\n`,
    )
    return file
  }
  const exits = [
    run('ask', 'What is the default of POOL_SIZE?'),
    run('ask', 'What is the phase of the moon?'),
    run('verify', '--command', 'ls'),
    run('verify', '--command', 'rm -rf /srv'),
    run('verify', '--diff', change('SELECT 1;')),
    run('verify', '--diff', change('DROP TABLE pools;')),
    run('verify', '--diff', join(cwd, 'plumbline.yaml')),
    run('verify', '--diff', join(cwd, 'nowhere.diff')),
    run('verify', '--diff', change('SELECT 1;'), '--command', 'ls'),
    run('verify'),
    run('ask', 'pool', '--intent', 'destroy'),
  ].map(({ status }) => status)
  expect(exits).toEqual([0, 1, 0, 1, 0, 1, 1, 2, 2, 2, 2])
})

test('where several may ask, somebody must say who', () => {
  const { cwd, run } = stranger()
  run('init')
  const file = join(cwd, 'plumbline.yaml')
  const two =
    '  - { id: me, kind: person, scopes: [engineer] }\n  - { id: you, kind: person, scopes: [engineer] }\n'
  writeFileSync(file, `repositories: [{ id: pool, path: . }]\nprincipals:\n${two}`)
  const unsaid = run('verify', '--command', 'ls')
  expect(unsaid.status).toBe(2)
  expect(unsaid.stderr).toContain('say who asks with --as: one of me, you')
  expect(run('verify', '--command', 'ls', '--as', 'you').status).toBe(0)
})

test('a port that is none is refused wherever it comes from', () => {
  const { cwd, run } = stranger()
  run('init')
  expect(run('serve', '--port', '99999').stderr).toContain('--port 99999 is not a port')
  const env = { ...programEnvironment(join(cwd, '.plumbline')), PLUMBLINE_PORT: 'http' }
  const serve = () =>
    execFileSync(process.execPath, [programIn(build), 'serve'], { cwd, env, stdio: 'pipe' })
  expect(serve).toThrow('PLUMBLINE_PORT http is not a port')
})

test('what a page says cannot take hold of the terminal', () => {
  const { cwd, git, run } = stranger()
  const page =
    'Set \u001b]0;owned\u0007\u001b[2J\u001b[8m`POOL_SIZE` to 20. The default of `POOL_SIZE` is 10.\n'
  writeFileSync(join(cwd, 'docs', 'pool.md'), `# Pool\n\n${page}`)
  git('commit', '--quiet', '-a', '-m', 'Page')
  const { stdout } = run('check', '--claims')
  expect(stdout).toContain('POOL_SIZE')
  expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/)
})

test('a document that stood at another commit is checked as it stood there', () => {
  const { cwd, git, run } = stranger()
  mkdirSync(join(cwd, 'old'))
  writeFileSync(join(cwd, 'old', 'pool.md'), '# Pool\n\nThe default of `POOL_SIZE` is 7.\n')
  git('add', '.')
  git('commit', '--quiet', '-m', 'Page')
  git('rm', '--quiet', '-r', 'old')
  git('commit', '--quiet', '-m', 'No page')
  const was = run('check', 'old/pool.md', '--at', 'HEAD~1', '--claims')
  expect(was.stdout).toContain('POOL_SIZE')
  expect(was.status).not.toBe(2)
  expect(run('check', 'old/pool.md').stderr).toContain('there is no old/pool.md')
})

test('a wiki that was never crawled, and a folder that is not there, are named', () => {
  const { cwd, run } = stranger()
  writeFileSync(
    join(cwd, 'plumbline.yaml'),
    `sources:
  - { id: lost, type: markdown-folder, path: nowhere }
  - { id: handbook, type: mediawiki, url: 'http://127.0.0.1:9/' }
principals: [{ id: me, kind: person, scopes: [engineer] }]
`,
  )
  const asked = run('ask', 'What is the phase of the moon?')
  expect(asked.stderr).toMatch(/lost: not crawled: .*nowhere/)
  expect(asked.stderr).toContain(
    'handbook was never crawled to its end: run `plumbline crawl handbook`',
  )
  const crawled = run('crawl')
  expect(crawled.status).toBe(2)
  expect(crawled.stdout).toContain('privateNetwork')
})
