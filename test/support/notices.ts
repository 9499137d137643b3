import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { onTestFinished } from 'vitest'
import type { NoticeKind, NoticeView } from '../../src/domain/notice.ts'
import { report } from './fake-plumbline.ts'
import { gitRepository } from './git-repository.ts'
import { mailServer, type ReceivedMail, type TestMailServer } from './mail-server.ts'
import { type Quay, runbook, startQuay, wrongTimeout } from './quay.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const week = 7 * 24 * 60

/** A company whose people have addresses, and a real server that takes their mails. */
export interface NoticesCompany {
  readonly quay: Quay
  readonly mail: TestMailServer
  /** Makes and sends what is due; gives the mails that came since it was last asked. */
  arrived(): Promise<readonly ReceivedMail[]>
  /** Changes what a person is told, on the page and signed in as they would. */
  choose(
    person: string,
    choice: { readonly digest: string; readonly alerts: string },
  ): Promise<void>
  stop(): Promise<void>
}

/** `more` is further configuration under `notices`, each line two blanks in, and behind it. */
export async function startNotices(more = ''): Promise<NoticesCompany> {
  const mail = await mailServer()
  const quay = await startQuay({
    settings: `
notices:
  email: { host: 127.0.0.1, port: ${mail.port}, security: none, from: plumbline@harbour.example }
${more}`,
  })
  quay.configure(({ principals }) => ({
    principals: principals.map((one) =>
      one.kind === 'person' ? { ...one, email: `${one.id}@harbour.example` } : one,
    ),
  }))
  let seen = 0
  return {
    quay,
    mail,
    async arrived() {
      await quay.plumbline.makeNotices()
      await quay.plumbline.deliver()
      const fresh = mail.mails.slice(seen)
      seen = mail.mails.length
      return fresh
    },
    async choose(person, choice) {
      const browser = await quay.signedIn(person)
      const csrf = await browser.word('/notices')
      const { status } = await browser.post('/notices', { csrf, ...choice })
      if (status !== 303) throw new Error(`choosing came to ${status}`)
    },
    async stop() {
      await quay.stop()
      await mail.stop()
    },
  }
}

/** A folder with a runbook that its repository contradicts, and a server that takes mails, until the test is over. */
export async function contradictedFolder() {
  const mail = await mailServer()
  onTestFinished(() => mail.stop())
  const code = "export const timeout = process.env.BERTH_TIMEOUT ?? '5s'\n"
  const repository = await gitRepository([
    { files: { 'src/config.ts': code }, date: '2026-09-01T09:00:00Z' },
  ])
  onTestFinished(() => repository.remove())
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'runbooks'))
  writeFileSync(join(folder, 'runbooks', 'berths.md'), runbook({ owner: 'ana' }, wrongTimeout))
  return { mail, repository, folder }
}

/** The plain text of a mail. */
export const textOf = (mail: ReceivedMail | undefined): string => mail?.parts['text/plain'] ?? ''

/** The titles of the pages that a mail names, in its order. */
export const titlesIn = (mail: ReceivedMail | undefined): readonly string[] =>
  Array.from(textOf(mail).matchAll(/^\d\. (.*) \((?:not )?served/gm), ([, title = '']) => title)

/** A notice of one page, all of whose texts are the same. */
export const noticeOf = (kind: NoticeKind, text: string): NoticeView => {
  const items = report.items.flatMap(({ judged, ...item }) =>
    judged === null
      ? []
      : [
          {
            ...item,
            ...{ subject: text, change: 'new' as const },
            judged: {
              ...judged,
              claim: { ...judged.claim, quote: text },
              judgement: {
                ...{ status: 'contradicted' as const, because: text, actual: null },
                ...{ evidence: [], since: null, correction: null },
              },
            },
          },
        ],
  )
  const page = { ...report.page, title: text }
  return { kind, person: 'ana', reports: [{ report: { ...report, page }, items }], more: 0 }
}

/** Text as people write it, as they write it to do harm, and as nobody should. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          '\r\n',
          '\n',
          '\r',
          '\u2028',
          '\0',
          '\u202e',
          ': ',
          '"',
          '<',
          '>',
          ',',
          ';',
          '=?utf-8?Q?=',
        ],
        ...[
          'Bcc: eve@elsewhere.example',
          '\r\n\r\n.\r\n',
          'To: ',
          '<script>',
          '@',
          '\\',
          '?=',
          '漢字',
          '🙂',
        ],
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
)
