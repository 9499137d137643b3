import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import { gitLab } from '../support/code-host.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { environmentOf, jobIn } from '../support/gitlab-template.ts'
import { needs } from '../support/needs.ts'
import { builtProgram, programIn } from '../support/program.ts'
import { ranToEnd } from '../support/ran.ts'
import { shopThatChanges } from '../support/shop-that-changes.ts'
import { newFolder, removeFolder, temporaryFolder } from '../support/temporary-folder.ts'

const file = join(packageRoot, 'templates', 'plumbline.yml')
/** Where the programs of the image are: npm writes down what it is to install. */
const programs = newFolder()
const self = '9'
const token = 'project-token'
let shop: TestRepository

const executable = (name: string, text: string): void => {
  writeFileSync(join(programs, name), text)
  chmodSync(join(programs, name), 0o755)
}

beforeAll(async () => {
  const main = programIn(await builtProgram())
  executable('plumbline', `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`)
  executable('npm', '#!/bin/sh\nprintf "%s\\n" "$@" > npm-was-asked\n')
  shop = await gitRepository(shopThatChanges)
})

afterAll(async () => {
  await shop?.remove()
  removeFolder(programs)
})

const commit = (place: number): string => shop.commits[place] ?? ''

interface Asked {
  readonly head: string
  /** The base of the merge request's diff. */
  readonly base: string
  /** Of the pipeline of a merged result: what the target branch is now. */
  readonly target?: string
  readonly api?: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, string>>
}

/** Runs the job as a runner does: a clone with all of its history, the job's variables, and bash. */
async function run({ head, base, target, api, inputs = {}, secrets = {} }: Asked) {
  // A runner names the folder as the project is called.
  const project = join(temporaryFolder(), 'web')
  execFileSync('git', ['clone', '--quiet', '--no-checkout', shop.directory, project])
  execFileSync('git', ['-C', project, 'checkout', '--quiet', '--detach', head])
  const job = jobIn(file, 'plumbline', { package: 'https://npm.example/plumbline.tgz', ...inputs })
  const variables = environmentOf(job, {
    CI_PROJECT_DIR: project,
    CI_PROJECT_ID: '42',
    CI_API_V4_URL: `${api ?? 'http://127.0.0.1:9'}/api/v4`,
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
    ...(target === undefined ? {} : { CI_MERGE_REQUEST_TARGET_BRANCH_SHA: target }),
    ...secrets,
  })
  const env = { PATH: `${programs}:${process.env.PATH}`, HOME: project, ...variables }
  const script = ['set -eo pipefail', ...job.before_script, ...job.script].join('\n')
  const { status, stdout, stderr } = await ranToEnd('bash', ['-c', script], { cwd: project, env })
  return { status, log: stdout + stderr, project, job }
}

const secrets = { GITLAB_TOKEN: token }
const tokens = { [token]: { author: self, mayWrite: true } }

describe.skipIf(!needs('bash'))('run by bash (needs bash)', () => {
  test('a merge request that makes a document false fails at that document alone, with a comment and a report', async () => {
    const host = await gitLab({ tokens })
    const asked = { head: commit(1), base: commit(0), api: host.url, secrets }
    const { status, log, project, job } = await run(asked)
    expect([status, log]).toEqual([1, expect.stringContaining('docs/guide.md')])
    expect(host.comments).toEqual([{ author: self, body: expect.stringContaining('src/ports.ts') }])
    const report = readFileSync(join(project, job.artifacts.reports.junit), 'utf8')
    expect(report).toContain('docs/guide.md')
    for (const path of [...job.artifacts.paths, ...job.cache.paths])
      expect([path, existsSync(join(project, path))]).toEqual([path, true])

    await run(asked)
    expect(host.changes).toHaveLength(1)
  })

  test('what came into the target branch meanwhile is nobody here to blame for', async () => {
    const { status, project } = await run({ head: commit(3), base: commit(0), target: commit(2) })
    const comment = readFileSync(join(project, 'plumbline', 'comment.md'), 'utf8')
    expect([status, comment]).toEqual([1, expect.not.stringContaining('docs/limits.md')])
  })

  test('a merge request that makes nothing wrong passes, and only an earlier comment is told', async () => {
    const host = await gitLab({ tokens })
    const asked = { head: commit(4), base: commit(3), api: host.url, secrets }
    expect([(await run(asked)).status, host.changes]).toEqual([0, []])
    const earlier = await gitLab({
      tokens,
      comments: [
        { author: self, body: '<!-- plumbline -->\nThis change makes 1 statement false.' },
      ],
    })
    await run({ ...asked, api: earlier.url })
    expect(earlier.comments).toEqual([
      { author: self, body: expect.stringContaining('nothing wrong') },
    ])
  })

  describe('the comment', () => {
    test('is left out where there is no token, which is said', async () => {
      const { status, log } = await run({ head: commit(1), base: commit(0) })
      expect([status, log]).toEqual([1, expect.stringContaining('GITLAB_TOKEN is not set')])
    })

    test('that may not be made does not decide', async () => {
      const host = await gitLab({ tokens: { [token]: { author: self, mayWrite: false } } })
      const asked = { head: commit(1), base: commit(0), api: host.url, secrets }
      const { status, log } = await run({ ...asked, inputs: { 'fail-on': 'never' } })
      expect([status, log]).toEqual([0, expect.stringContaining('needs the scope `api`')])
      expect(log).not.toContain(token)
    })

    test('is not made where none is wanted', async () => {
      const host = await gitLab({ tokens })
      const asked = { head: commit(1), base: commit(0), api: host.url, secrets }
      await run({ ...asked, inputs: { comment: 'false' } })
      expect(host.requests).toEqual([])
    })
  })

  test('a base that is gone ends with 2 and a clear word', async () => {
    const { status, log } = await run({ head: commit(4), base: 'f'.repeat(40) })
    expect([status, log]).toEqual([2, expect.stringContaining('git.unknown-revision')])
  })

  test('what is set is never read by a shell', async () => {
    const inputs = { package: '$(touch pwned)', baseline: '`touch pwned`' }
    const { log, project } = await run({ head: commit(4), base: commit(3), inputs })
    expect(existsSync(join(project, 'pwned'))).toBe(false)
    expect(readFileSync(join(project, 'npm-was-asked'), 'utf8')).toBe(
      'install\n--global\n$(touch pwned)\n',
    )
    expect(log).toContain('`touch pwned`')
  })
})

test('what is none of the options is refused before anything runs', () => {
  const asked = { package: 'plumbline.tgz', 'fail-on': 'sometimes' }
  expect(() => jobIn(file, 'plumbline', asked)).toThrow('none of the options')
})
