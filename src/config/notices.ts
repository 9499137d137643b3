import { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'
import type { MailServer } from '../notices/mail.ts'
import { type DigestSchedule, weekdays } from '../notices/schedule.ts'
import { access, id, variable } from './words.ts'

const mailServer = z.strictObject({
  host: z.string().regex(/^[\w.:-]{1,255}$/, 'the name of a host, without a port'),
  /** 587 for `starttls`, 465 for `tls`, 25 for `none` unless given. */
  port: z.int().min(1).max(65_535).optional(),
  /** How what is said to it is kept from others on the way. */
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  user: z.string().min(1).max(200).optional(),
  passwordFrom: variable.optional(),
  /** The address that mails come from. */
  from: z.email(),
})

const room = z.strictObject({
  id,
  /** The environment variable that holds its address: whoever knows it can write there. */
  urlFrom: variable,
  /** The one person who reads it. */
  person: id.optional(),
  /** Or the groups that everybody who reads it is in. */
  groups: access.min(1).optional(),
  /** Whether it may stand in a private network, and be spoken to without TLS. */
  privateNetwork: z.boolean().default(false),
})

const digests = z.strictObject({
  day: z.enum(weekdays).default('monday'),
  /** In UTC. */
  hour: z.int().min(0).max(23).default(8),
})

/** How people are told what is wrong with their pages. */
export const notices = z.strictObject({
  email: mailServer.optional(),
  /** Incoming webhooks of Slack, or of what speaks like it. */
  slack: z.array(room).max(50).default([]),
  digest: digests.default(() => digests.parse({})),
})

/** An incoming webhook, and who reads what is written there. */
export interface Room {
  readonly id: string
  readonly url: string
  readonly privateNetwork: boolean
  readonly readers: { readonly person: string } | { readonly groups: readonly string[] }
}

/** How people are told, with secrets out of the environment. */
export interface NoticesConfig {
  readonly email: MailServer | null
  readonly slack: readonly Room[]
  readonly digest: DigestSchedule
}

const ports = { starttls: 587, tls: 465, none: 25 } as const

/** Reads what a configuration says of notices; `secret` looks up environment variables. */
export function noticesOf(
  { email, slack, digest }: z.infer<typeof notices>,
  people: readonly string[],
  file: string,
  secret: (name: string) => string | undefined,
): NoticesConfig {
  const fault = (words: string): PlumblineError =>
    new PlumblineError('config.unreadable', `${file}: notices ${words}`)
  const secretOf = (what: string, name: string): string => {
    const value = secret(name)
    if (value) return value
    throw fault(`${what} takes a secret from the environment variable ${name}, which is not set`)
  }
  const mailOf = (given: NonNullable<typeof email>): MailServer => {
    const { host, security, port = ports[security], user, passwordFrom, from } = given
    if ((user === undefined) !== (passwordFrom === undefined))
      throw fault('email needs both user and passwordFrom, or neither')
    if (user !== undefined && security === 'none')
      throw fault('email sends no password in the clear: set security to starttls or tls')
    const password = passwordFrom === undefined ? null : secretOf('email', passwordFrom)
    return { host, port, security, user: user ?? null, password, from }
  }
  const seen = new Set<string>()
  const roomOf = ({
    id: name,
    urlFrom,
    person,
    groups,
    privateNetwork,
  }: (typeof slack)[number]) => {
    if (seen.has(name)) throw fault(`slack ${name} stands there twice; give each an id of its own`)
    seen.add(name)
    const url = secretOf(`slack ${name}`, urlFrom)
    if (!URL.canParse(url) || !/^https?:\/\//.test(url))
      throw fault(`slack ${name} finds no address in the environment variable ${urlFrom}`)
    if (!privateNetwork && !url.startsWith('https:'))
      throw fault(
        `slack ${name} needs https, or privateNetwork: true where it stands in a network of yours`,
      )
    if ((person === undefined) === (groups === undefined))
      throw fault(
        `slack ${name} needs either the person who reads it, or groups that all who read it are in`,
      )
    if (person !== undefined && !people.includes(person))
      throw fault(`slack ${name} names ${person}, who is no configured person`)
    const readers = person === undefined ? { groups: groups ?? [] } : { person }
    return { id: name, url, privateNetwork, readers }
  }
  return {
    email: email === undefined ? null : mailOf(email),
    slack: slack.map(roomOf),
    digest,
  }
}
