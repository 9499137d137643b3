import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { contradictedFolder, textOf } from '../support/notices.ts'
import { builtProgram, programEnvironment, programIn } from '../support/program.ts'

let build: string
beforeAll(async () => {
  build = await builtProgram()
})

/** A company on a disk, and its program beside this process, which is the mail server meanwhile. */
async function company() {
  const { mail, repository, folder: cwd } = await contradictedFolder()
  writeFileSync(
    join(cwd, 'plumbline.yaml'),
    `sources: [{ id: runbooks, type: markdown-folder, path: runbooks, history: false }]
repositories: [{ id: quay, path: ${JSON.stringify(repository.directory)} }]
principals:
  - { id: ana, kind: person, scopes: [owner], email: ana@harbour.example }
  - { id: ben, kind: person, scopes: [owner] }
signIn: { url: 'https://plumbline.harbour.example' }
notices:
  email: { host: 127.0.0.1, port: ${mail.port}, security: none, from: plumbline@harbour.example }
`,
  )
  const options = { cwd, env: programEnvironment(join(cwd, '.plumbline')) }
  const run = (...args: readonly string[]) =>
    new Promise<{ readonly status: number; readonly stdout: string }>((resolve) => {
      const program = execFile(
        process.execPath,
        [programIn(build), ...args],
        options,
        (_, stdout) => resolve({ status: program.exitCode ?? -1, stdout }),
      )
    })
  await run('survey')
  await run('crawl')
  return { mail, run }
}

test('a digest is shown as it would be sent, sent when asked for, and then there is nothing', async () => {
  const { mail, run } = await company()
  const shown = await run('reports', 'digest')
  expect(shown.status).toBe(0)
  expect(mail.mails).toEqual([])
  const sent = await run('reports', 'digest', '--send')
  expect(sent).toEqual({ status: 0, stdout: 'Digests made: 1. Messages sent: 1.\n' })
  expect(shown.stdout).toBe(
    `To: ana\nSubject: ${mail.mails[0]?.header('subject')}\n\n${textOf(mail.mails[0])}`.replace(
      /\n+$/,
      '\n',
    ),
  )
  expect((await run('reports', 'digest')).stdout).toBe('Nothing is new or worse for anybody.\n')
  expect((await run('reports', 'digest', 'ana', '--send')).stdout).toBe(
    'Nothing is new or worse for ana.\n',
  )
  expect(mail.mails).toHaveLength(1)
})

test('who cannot be told is named with what to do, and what was not sent is tried again', async () => {
  const { mail, run } = await company()
  expect((await run('reports', 'digest', 'ben', '--send')).stdout).toContain(
    'There is no way to tell ben: give them an `email`',
  )
  expect((await run('reports', 'digest', 'zoe')).status).toBe(2)
  mail.refuse(451)
  expect(await run('reports', 'digest', '--send')).toEqual({
    status: 1,
    stdout: expect.stringContaining('tried again by plumbline serve: 1.'),
  })
})
