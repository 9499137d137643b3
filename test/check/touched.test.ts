import { test } from 'vitest'
import { isWrong } from '../../src/domain/finding.ts'
import { checkDocuments } from '../../src/flows/check-documents.ts'
import { judgeChange } from '../../src/flows/judge-change.ts'
import { gitRepository } from '../support/git-repository.ts'
import { memoryCache } from '../support/memory-cache.ts'

const now = '2024-10-01T00:00:00Z'
const id = 'case'

type Files = Readonly<Record<string, string>>

/** Claims whose words are not those of the fact that turns them, or whose file is not the one that changed. */
interface Turned {
  readonly what: string
  readonly page: string
  readonly before: Files
  readonly after: Files
  readonly gone?: readonly string[]
}

const terraform = (label: string, ...attributes: readonly string[]) =>
  `resource "aws_db_instance" "${label}" {\n${attributes.map((one) => `  ${one}\n`).join('')}}\n`

const variable = (value: string) => `variable "is_safe" {\n  default = ${value}\n}\n`

const workflow = (cron: string) =>
  `name: audit-report\non:\n  schedule:\n    - cron: '${cron}'\njobs:\n  all:\n    runs-on: ubuntu-latest\n    steps: []\n`

const cron = (name: string, schedule: string) =>
  `apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: ${name}\nspec:\n  schedule: "${schedule}"\n`

const serving = (method: string, ...paths: readonly string[]) =>
  `import express from 'express'\nconst app = express()\n${paths.map((path) => `app.get('${path}', handle)\n`).join('')}app.${method}('/shop/days/:day', handle)\n`

const turned: readonly Turned[] = [
  {
    what: 'an owner by the pattern that its path fits',
    page: 'The file `src/billing/charge.ts` is owned by `@acme/payments-team`.',
    before: {
      '.github/CODEOWNERS': '/src/ @acme/payments-team\n/docs/ @acme/ledger-team\n',
      'src/billing/charge.ts': 'export const charge = 1\n',
    },
    after: { '.github/CODEOWNERS': '/src/ @acme/ledger-team\n/docs/ @acme/payments-team\n' },
  },
  {
    what: 'an owner by a pattern that was added behind another',
    page: 'The file `src/billing/charge.ts` is owned by `@acme/all-team`.',
    before: {
      '.github/CODEOWNERS': '/src/ @acme/all-team\n',
      'src/billing/charge.ts': 'export const charge = 1\n',
    },
    after: { '.github/CODEOWNERS': '/src/ @acme/all-team\n/src/*/*.ts @acme/ledger-team\n' },
  },
  {
    what: 'a schedule whose job stands in the words around it',
    page: 'The ledger backup runs every hour.',
    before: { 'deploy/cron.yaml': cron('ledger-backup', '0 * * * *') },
    after: { 'deploy/cron.yaml': cron('ledger-backup', '0 3 * * *') },
  },
  {
    what: 'a control that an attribute switches',
    page: 'The database of payments is encrypted at rest.',
    before: { 'infra/main.tf': terraform('payments', 'storage_encrypted = true') },
    after: { 'infra/main.tf': terraform('payments', 'storage_encrypted = false') },
  },
  {
    what: 'a control that nothing switches any more',
    page: 'The database of payments is encrypted at rest.',
    before: { 'infra/main.tf': terraform('payments', 'storage_encrypted = true', 'port = 1') },
    after: { 'infra/main.tf': terraform('payments', 'port = 1') },
  },
  {
    what: 'a route whose parameter the page fills in',
    page: 'Call `POST /shop/days/monday` for one of them.',
    before: {
      'src/app.ts': serving('post', '/shop/orders', '/shop/items'),
    },
    after: { 'src/app.ts': serving('put', '/shop/orders', '/shop/items') },
  },
  {
    what: 'a heading of the page that introduces a folder',
    page: 'See [how](setup/#by-hand).',
    before: { 'docs/setup/README.md': '# Setup\n\n## By hand\n\nSo.\n' },
    after: { 'docs/setup/README.md': '# Setup\n\n## By machine\n\nSo.\n' },
  },
  {
    what: 'a heading of the page that introduces its own folder',
    page: 'See [how](./#by-hand).',
    before: { 'docs/README.md': '# Shop\n\n## By hand\n\nSo.\n' },
    after: { 'docs/README.md': '# Shop\n\n## By machine\n\nSo.\n' },
  },
  {
    what: 'the version of a tool',
    page: 'Requires Node.js 18 or newer.',
    before: { 'package.json': '{ "name": "shop", "engines": { "node": ">=18" } }\n' },
    after: { 'package.json': '{ "name": "shop", "engines": { "node": ">=20" } }\n' },
  },
  {
    what: 'the tag of an image by its short name',
    page: 'The image is `postgres:15.3`.',
    before: {
      'compose.yaml': 'services:\n  db:\n    image: docker.io/library/postgres:15.3\n',
    },
    after: { 'compose.yaml': 'services:\n  db:\n    image: docker.io/library/postgres:16.1\n' },
  },
  {
    what: 'replicas of a deployment',
    page: '`payments-api` runs with 3 replicas.',
    before: {
      'deploy/api.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: payments-api\nspec:\n  replicas: 3\n',
    },
    after: {
      'deploy/api.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: payments-api\nspec:\n  replicas: 5\n',
    },
  },
  {
    what: 'the setting of a chart',
    page: 'Set `image.pullPolicy` (default: `Always`) in `values.yaml`.',
    before: {
      'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
      'chart/values.yaml': 'image:\n  pullPolicy: Always\n',
    },
    after: { 'chart/values.yaml': 'image:\n  pullPolicy: IfNotPresent\n' },
  },
  {
    what: 'a control by the default of a variable that switches it',
    page: 'The database of payments is encrypted at rest.',
    before: {
      'infra/main.tf': terraform('payments', 'storage_encrypted = var.is_safe'),
      'infra/variables.tf': variable('true'),
    },
    after: { 'infra/variables.tf': variable('false') },
  },
  {
    what: 'a schedule of a workflow',
    page: 'The audit report runs every hour.',
    before: { '.github/workflows/audit-report.yml': workflow('0 * * * *') },
    after: { '.github/workflows/audit-report.yml': workflow('0 3 * * *') },
  },
  {
    what: 'a folder at a branch of the address of this repository',
    page: 'They stand in `github.com/acme/shop/src/tills@main`.',
    before: {
      'go.mod': 'module github.com/acme/shop\n\ngo 1.22\n',
      'src/tills/one.ts': 'export const one = 1\n',
    },
    after: {},
    gone: ['src/tills/one.ts'],
  },
  {
    what: 'a folder of which no file is left',
    page: 'The tills stand in `src/tills/`.',
    before: { 'src/tills/one.ts': 'export const one = 1\n', 'src/b.ts': 'export const b = 1\n' },
    after: {},
    gone: ['src/tills/one.ts'],
  },
]

test.concurrent.for(turned)(
  '$what',
  async ({ page, before, after, gone }, { expect, onTestFinished }) => {
    const document = `# Guide\n\n${page}\n`
    const { directory, commits, remove } = await gitRepository([
      { files: { ...before, 'docs/guide.md': document } },
      { files: after, delete: gone ?? [] },
    ])
    onTestFinished(remove)
    const [since = '', revision = ''] = commits
    const cache = memoryCache()
    const whole = async (at: string) => {
      const place = { id, path: directory, revision: at }
      const { findings } = await checkDocuments({ repositories: [place], now }, cache)
      return findings.map(({ id, status, claim }) => ({ id, status, claim }))
    }
    const was = await whole(since)
    const wrong = (await whole(revision)).filter(isWrong)
    // The case is one where the claim held.
    expect(wrong.length, JSON.stringify(await whole(revision))).toBeGreaterThan(0)
    for (const { id } of wrong) expect(was.find((one) => one.id === id)?.status).toBe('holds')
    const { made } = await judgeChange({ id, path: directory, since, revision, now }, cache)
    expect(made.map(({ id }) => id).sort()).toEqual(wrong.map(({ id }) => id).sort())
  },
)
