import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { riskOfChange } from '../../src/beside-change.ts'
import { emptyConfig } from '../../src/config/config.ts'
import { riskAsMarkdown, riskForTerminal } from '../../src/render/change-risk.ts'
import { gitRepository, type Step } from '../support/git-repository.ts'
import { builtProgram, runProgram } from '../support/program.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

const data = newFolder()
const config = emptyConfig({ config: null, port: null, color: null, data })
afterAll(() => removeFolder(data))

const bucket = (publicly: boolean) => `resource "aws_s3_bucket_public_access_block" "invoices" {
  bucket            = "invoices"
  block_public_acls = ${!publicly}
}
`

const workload = (privileged: string) => `apiVersion: apps/v1
kind: Deployment
spec:
  containers:
    - securityContext:
        privileged: ${privileged}
`

const web = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
`

const before = {
  'README.md': '# Shop\n',
  'src/app.ts': 'export const port = 8080\n',
  'deploy/agent.yaml': workload('false'),
  'deploy/production/web.yaml': web,
  'deploy/staging/web.yaml': web,
  'infra/production/bucket.tf': bucket(false),
  'infra/staging/bucket.tf': bucket(false),
}

/** The repository after one change, and what is told of it. */
async function changed(
  step: Step,
  policy: string | null = null,
  base: Readonly<Record<string, string>> = {},
) {
  const repository = await gitRepository([{ files: { ...before, ...base } }, step])
  onTestFinished(() => repository.remove())
  const request = { documents: [], repositories: [repository.directory] }
  const file = policy === null ? null : join(repository.directory, policy)
  const risk = await riskOfChange({ ...request, revision: 'HEAD', since: 'HEAD~1' }, file, config)
  return { repository, risk }
}

/** `D4 drops-data migrations/1.sql:3`, one an effect. */
const effectsOf = ({ effects }: Awaited<ReturnType<typeof changed>>['risk']) =>
  effects.map(({ class: of, risk, path, line }) => `${of} ${risk} ${path}:${line}`)

const dropped = { 'migrations/0042.sql': '-- Nobody uses them\nDROP TABLE invoices;\n' }

describe('what a reviewer is told', () => {
  test.each<[string, Step, readonly string[], string]>([
    [
      'drops data',
      { files: dropped },
      ['D4 drops-data migrations/0042.sql:2'],
      'Needs one person: drops TABLE invoices (migrations/0042.sql:2).',
    ],
    [
      'destroys a whole environment',
      { files: { 'scripts/reset.sh': 'kubectl delete namespace payments\n' } },
      ['D5 drops-data scripts/reset.sh:1'],
      'Needs two people, one of them senior: runs kubectl delete namespace payments',
    ],
    [
      'loosens a control',
      { files: { 'infra/staging/bucket.tf': bucket(true) } },
      ['X3 loosens-control infra/staging/bucket.tf:3'],
      'Needs one person: ',
    ],
    [
      'widens privilege',
      { files: { 'deploy/agent.yaml': workload('true') } },
      ['X3 loosens-control deploy/agent.yaml:6'],
      'Needs one person: runs a container with all rights of its machine (deploy/agent.yaml:6).',
    ],
    [
      'disrupts what runs in production',
      { delete: ['deploy/production/web.yaml'] },
      ['D2 reaches-production deploy/production/web.yaml:2'],
      'Look closely, though no approval is asked for: removes Deployment web',
    ],
    [
      'touches the gate',
      { files: { 'plumbline.yaml': 'policy: other.yaml\n' } },
      ['X1 touches-gate plumbline.yaml:null'],
      'Only for whoever answers for the gate: changes plumbline.yaml',
    ],
    [
      'does the gravest thing first',
      { files: { ...dropped, 'infra/staging/bucket.tf': bucket(true) } },
      ['D4 drops-data migrations/0042.sql:2', 'X3 loosens-control infra/staging/bucket.tf:3'],
      'Needs one person: drops TABLE invoices (migrations/0042.sql:2).',
    ],
  ])('%s', async (_, step, effects, headline) => {
    const { risk } = await changed(step)
    expect(effectsOf(risk)).toEqual(effects)
    expect(riskForTerminal(risk, false)?.slice(0, headline.length)).toBe(headline)
  })

  test.each<[string, Step]>([
    ['code', { files: { 'src/app.ts': 'export const port = 9090\n' } }],
    ['a document', { files: { 'README.md': '# The shop\n' } }],
    ['a file that goes', { delete: ['src/app.ts'] }],
    ['nothing', {}],
    ['the name of a file', { rename: { 'src/app.ts': 'src/shop.ts' } }],
    ['what runs outside production', { delete: ['deploy/staging/web.yaml'] }],
  ])('is nothing where only this changes: %s', async (_, step) => {
    const { risk } = await changed(step)
    expect(risk).toMatchObject({ effects: [], unseen: [] })
    expect([riskForTerminal(risk, false), riskAsMarkdown(risk)]).toEqual([null, null])
  })

  test('names environments that production is called by', async () => {
    const { risk } = await changed({
      files: {
        'infra/production/bucket.tf': bucket(true),
        'infra/staging/bucket.tf': bucket(true),
      },
    })
    expect(risk.effects.map(({ environment, path }) => [environment, path])).toEqual([
      ['production', 'infra/production/bucket.tf'],
      [null, 'infra/staging/bucket.tf'],
    ])
  })

  test('is at most so many lines, and how many more', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 14 }, (_, place) => [`migrations/${place}.sql`, 'DROP TABLE a;\n']),
    )
    const { risk } = await changed({ files })
    expect(riskForTerminal(risk, false)?.split('\n')).toHaveLength(12)
    expect(riskForTerminal(risk, false)).toContain('and 4 more')
    expect(riskAsMarkdown(risk)).toContain('- and 4 more')
  })

  test('mentions nobody and formats nothing in a comment, whatever files are called', async () => {
    const { risk } = await changed({
      files: { 'migrations/@everyone <b> *1*.sql': 'DROP TABLE invoices;\n' },
    })
    const comment = riskAsMarkdown(risk) ?? ''
    expect(comment).not.toMatch(/@everyone|<b>|(?<!\\)\*1/)
  })
})

describe('what cannot be read', () => {
  const long = Object.fromEntries(
    ['a', 'b', 'c', 'd'].map((name) => [`${name}.txt`, `${name} of data\n`.repeat(30_000)]),
  )

  test.each<[string, Step, RegExp]>([
    ['a diff that is too long', { files: long }, /its diff has [\d,]+ characters/],
    ['a diff of too many lines', { files: { 'data.txt': 'x\n'.repeat(41_000) } }, /41\d{3} lines/],
    [
      'a file of bytes',
      { files: { 'bin/tool': Buffer.from([0, 1, 2, 3]) } },
      /bin\/tool is binary/,
    ],
  ])('is for people: %s', async (_, step, because) => {
    const { risk } = await changed(step)
    expect(risk.unseen.join()).toMatch(because)
    expect([risk.decision, risk.people]).toEqual(['escalate', { approvers: 1, senior: 0 }])
    expect(riskForTerminal(risk, false)).toMatch(/^Needs one person: /)
    expect(riskForTerminal(risk, false)).toContain('not read: ')
  })

  test('a change whose files are not all here is for people', async () => {
    const { repository } = await changed({ files: dropped })
    await repository.git('config', 'uploadpack.allowFilter', 'true')
    const [url, folder] = [`file://${repository.directory}`, join(repository.directory, 'partial')]
    await repository.git('clone', '--quiet', '--bare', '--filter=blob:none', url, folder)
    const request = { documents: [], repositories: [folder], revision: 'HEAD', since: 'HEAD~1' }
    const risk = await riskOfChange(request, null, config)
    expect(risk.people).toEqual({ approvers: 1, senior: 0 })
    expect(riskForTerminal(risk, false)).toMatch(/^Needs one person: the change cannot be read: /)
  })

  test('a long line is read to its end', async () => {
    const { risk } = await changed({
      files: { 'migrations/1.sql': `SELECT '${'x'.repeat(9_000)}'; DROP TABLE invoices;\n` },
    })
    expect(effectsOf(risk)).toEqual(['D4 drops-data migrations/1.sql:1'])
  })
})

describe('what review policy asks for', () => {
  const policy = (...more: readonly string[]) =>
    ['version: 1', 'name: shop', ...more, ''].join('\n')
  const critical = policy('environments:', '  production: { critical: true }')

  test('is two people, one of them senior, for what is configured as critical', async () => {
    const step = { files: { 'infra/production/bucket.tf': bucket(true) } }
    const { risk } = await changed(step, 'review.yaml', { 'review.yaml': critical })
    expect(risk).toMatchObject({ policy: 'shop', people: { approvers: 2, senior: 1 } })
    expect(riskForTerminal(risk, false)).toMatch(/^Needs two people, one of them senior: /)
  })

  test('is what it was before the change, which does not choose what it is held to', async () => {
    const step = {
      files: {
        'infra/production/bucket.tf': bucket(true),
        'review.yaml': policy('classes: { X3: allow }'),
      },
    }
    const { risk } = await changed(step, 'review.yaml', { 'review.yaml': critical })
    expect(risk.people).toEqual({ approvers: 2, senior: 1 })
  })

  test('is asked of a file that the change brings, too', async () => {
    const step = {
      files: {
        ...dropped,
        'review.yaml': policy('classes: { D4: { decision: escalate, people: 3 } }'),
      },
    }
    const { risk } = await changed(step, 'review.yaml')
    expect(riskForTerminal(risk, false)).toMatch(/^Needs three people: /)
  })

  test('blocks everything where it cannot be read', async () => {
    const { risk } = await changed({ files: { 'src/app.ts': '' } }, 'missing.yaml')
    expect(risk).toMatchObject({ decision: 'block', people: null })
    expect(riskForTerminal(risk, false)).toMatch(
      /^Policy blocks this change: the policy cannot be read/,
    )
  })
})

test('plumbline check --since tells it on the terminal, in its JSON and in its comment', async () => {
  const { repository } = await changed({ files: dropped })
  const check = async (...more: readonly string[]) =>
    runProgram(await builtProgram(), ['check', '--since', 'HEAD~1', ...more], {
      cwd: repository.directory,
      data,
    })
  const { status, stdout } = await check()
  expect([status, stdout]).toEqual([
    0,
    expect.stringContaining('Needs one person: drops TABLE invoices (migrations/0042.sql:2).'),
  ])
  const told = JSON.parse((await check('--format', 'json')).stdout)
  expect(told.risk).toEqual({
    effects: [
      {
        risk: 'drops-data',
        class: 'D4',
        environment: null,
        path: 'migrations/0042.sql',
        line: 2,
        side: 'after',
        effect: 'drops TABLE invoices',
      },
    ],
    unseen: [],
    policy: 'plumbline-default',
    decision: 'escalate',
    people: { approvers: 1, senior: 0 },
  })
  expect(told.elsewhere).toBeUndefined()
  expect((await check('--format', 'markdown')).stdout).toContain(
    '#### Needs one person: drops TABLE invoices',
  )
}, 120_000)

test('a server that cannot be asked does not decide how the check ends', async () => {
  const { repository } = await changed({ files: { 'README.md': '# The shop\n' } })
  const args = ['check', '--since', 'HEAD~1', '--server', 'http://127.0.0.1:9']
  const { status, stdout } = runProgram(await builtProgram(), args, {
    cwd: repository.directory,
    data,
  })
  expect([status, stdout]).toEqual([
    0,
    expect.stringContaining('Pages elsewhere were not looked at: PLUMBLINE_KEY'),
  ])
}, 120_000)

test('a server is asked of a change alone', async () => {
  const args = ['check', '--server', 'http://127.0.0.1:9']
  const { status, stderr } = runProgram(await builtProgram(), args, { cwd: data, data })
  expect([status, stderr]).toEqual([2, expect.stringContaining('--since')])
}, 120_000)
