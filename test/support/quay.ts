import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gitRepository, type TestRepository } from './git-repository.ts'
import { type PeopleServer, startPeople } from './people.ts'

/** A company with one repository that all may read, one that few may, and runbooks that say what neither does. */
export interface Quay extends PeopleServer {
  readonly repository: TestRepository
  /** Writes a runbook of this folder, or takes it away; the next crawl sees it. */
  write(file: string, text: string | null): Promise<void>
}

const people = `
  - { id: hal, kind: person, scopes: [owner], subject: hal@harbour.example }
  - { id: ida, kind: person, scopes: [owner] }
  - { id: joe, kind: person, scopes: [engineer], groups: [] }
  - { id: kim, kind: person, scopes: [engineer], groups: [group:everyone, group:customs] }
  - { id: agent-scout, kind: agent, scopes: [agent, engineer, owner] }
`

const settings = (open: string, closed: string): string => `
sources:
  - { id: runbooks, type: markdown-folder, path: runbooks, owner: ida, history: false }
  - { id: vault, type: markdown-folder, path: vault, access: [group:customs], history: false }
repositories:
  - { id: quay, path: ${JSON.stringify(open)} }
  - { id: customs, path: ${JSON.stringify(closed)}, access: [group:customs] }
`

/** A runbook that says what the default of a setting is. */
export const runbook = (
  of: { readonly owner?: string; readonly about?: string; readonly title?: string },
  ...statements: readonly string[]
): string => `---
${of.owner === undefined ? '' : `owner: ${JSON.stringify(of.owner)}\n`}about: [${of.about ?? 'quay'}]
---

# ${of.title ?? 'Berths'}

${statements.join('\n\n')}
`

export const wrongTimeout = 'The environment variable `BERTH_TIMEOUT` defaults to `30s`.'
export const rightTimeout = 'The environment variable `BERTH_TIMEOUT` defaults to `5s`.'

const code = `export const timeout = process.env.BERTH_TIMEOUT ?? '5s'
export const retries = process.env.CRANE_RETRIES ?? '3'
`

/** What a test adds to the company, in YAML. */
interface More {
  readonly principals?: string
  readonly settings?: string
}

/** Starts it, with everything crawled, surveyed and judged. */
export async function startQuay(more: More = {}): Promise<Quay> {
  const repository = await gitRepository([
    { files: { 'src/config.ts': code, CODEOWNERS: '/src/ @hal\n' }, date: '2026-09-01T09:00:00Z' },
  ])
  const customs = await gitRepository([
    {
      files: {
        'src/duty.ts': "export const duty = process.env.DUTY_DAYS ?? '14'\n",
        CODEOWNERS: '/src/ @hal\n',
      },
      date: '2026-09-01T09:00:00Z',
    },
  ])
  const sources = settings(repository.directory, customs.directory)
  const server = await startPeople(
    `${people}${more.principals ?? ''}${sources}${more.settings ?? ''}`,
  )
  const root = dirname(server.configFile)
  const write: Quay['write'] = async (file, text) => {
    const path = join(root, file)
    await mkdir(dirname(path), { recursive: true })
    if (text === null) await rm(path)
    else await writeFile(path, text)
  }
  await write('runbooks/berths.md', runbook({ owner: 'ana' }, wrongTimeout))
  await write(
    'runbooks/cranes.md',
    runbook({ owner: 'crane-team', title: 'Cranes' }, '`CRANE_RETRIES` defaults to `9`.'),
  )
  await write(
    'runbooks/duty.md',
    runbook({ about: 'customs', title: 'Duty' }, '`DUTY_DAYS` defaults to `30`.'),
  )
  await write(
    'vault/tariff.md',
    runbook({ about: 'customs', title: 'Tariff' }, '`DUTY_DAYS` defaults to `60`.'),
  )
  await server.plumbline.index()
  return {
    ...server,
    repository,
    write,
    async stop() {
      await server.stop()
      await repository.remove()
      await customs.remove()
    },
  }
}
