import type { Command } from 'commander'
import type { DigestOutcome } from '../domain/notice.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import { noticeText } from '../render/notice-text.ts'
import { subjectOf } from '../render/notice-words.ts'
import { configOption, withPlumbline } from './open.ts'
import { print, printText } from './output.ts'

interface Options {
  readonly config?: string
  readonly send?: true
}

/** `plumbline reports digest`: what owners would be told just now; sends it only where that is asked for. */
export function addDigest(command: Command): void {
  command
    .command('digest [person]')
    .description('show what a person’s digest would say now (everybody’s unless one is named)')
    .option(...configOption)
    .option('--send', 'send it now, and count it as told')
    .action((person: string | undefined, { config, send }: Options) =>
      withPlumbline(config, async (plumbline) => {
        const named = person ?? null
        const all = named === null ? (await plumbline.people()).map(({ id }) => id) : [named]
        await (send ? sendTo(all, named !== null, plumbline) : show(all, named, plumbline))
      }),
    )
}

async function show(
  people: readonly string[],
  named: string | null,
  plumbline: Plumbline,
): Promise<void> {
  const { url } = plumbline.signInSettings()
  const digests = await Promise.all(people.map((id) => plumbline.digest(id)))
  const told = digests.filter((digest) => digest !== null)
  if (told.length === 0)
    return print(named === null ? 'Nothing is new or worse for anybody.' : nothingFor(named))
  for (const digest of told)
    printText(`To: ${digest.person}\nSubject: ${subjectOf(digest)}\n\n${noticeText(digest, url)}`)
}

async function sendTo(
  people: readonly string[],
  isNamed: boolean,
  plumbline: Plumbline,
): Promise<void> {
  let made = 0
  for (const id of people) {
    const outcome = await plumbline.makeDigest(id)
    if (outcome === 'made') made += 1
    else if (isNamed) print(whyNot[outcome](id))
  }
  if (made === 0) {
    if (!isNamed) print('Nobody is to be told anything.')
    return
  }
  const { delivered, failed, dead } = await plumbline.deliver()
  print(`Digests made: ${made}. Messages sent: ${delivered}.`)
  if (failed > 0) print(`Not taken, and tried again by plumbline serve: ${failed}.`)
  if (dead > 0) print(`Given up: ${dead}; GET /v1/webhooks/dead-letters says why.`)
  if (failed + dead > 0) process.exitCode = 1
}

const nothingFor = (id: string): string => `Nothing is new or worse for ${id}.`

const whyNot: Readonly<Record<Exclude<DigestOutcome, 'made'>, (id: string) => string>> = {
  nothing: nothingFor,
  off: (id) => `${id} turned digests off: nothing was sent.`,
  'no-way': (id) =>
    `There is no way to tell ${id}: give them an \`email\` under principals and set \`notices.email\`, or a room under \`notices.slack\`.`,
}
