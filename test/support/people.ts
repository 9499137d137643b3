import { join } from 'node:path'
import { type Served, serve } from '../../server/main.ts'
import { type Config, parseConfig } from '../../src/config/config.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { newFolder, removeFolder } from './temporary-folder.ts'

/** Harbour Freight Line, an invented company: three approvers, two agents, and people with other roles. */
const principals = `
principals:
  - { id: agent-deploy, kind: agent, scopes: [agent], owner: ben }
  - { id: agent-night, kind: agent, scopes: [agent] }
  - { id: agent-judge, kind: agent, scopes: [agent, approver, senior-approver] }
  - { id: ana, kind: person, scopes: [senior-approver, engineer], subject: ana@harbour.example }
  - { id: ben, kind: person, scopes: [approver], subject: ben@harbour.example }
  - { id: cleo, kind: person, scopes: [approver], subject: cleo@harbour.example }
  - { id: dora, kind: person, scopes: [engineer], subject: dora@harbour.example }
  - { id: eli, kind: person, scopes: [approver], environments: [staging], subject: eli@harbour.example }
  - { id: finn, kind: person, scopes: [agent, senior-approver], subject: finn@harbour.example }
  - { id: gwen, kind: person, scopes: [operator], subject: gwen@harbour.example }
`

/** A Plumbline that people can sign in to, over real HTTP, with a clock that tests move; what is done from time to time they do, too. */
export interface PeopleServer {
  readonly address: string
  readonly plumbline: Plumbline
  readonly database: string
  readonly configFile: string
  /** Moves the clock on. */
  pass(minutes: number): void
  now(): string
  /** Another configuration from now on: roles are read at each request. */
  configure(change: (config: Config) => Partial<Config>): void
  key(principal: string): Promise<string>
  browser(): Browser
  /** A browser in which this person has signed in. */
  signedIn(person: string): Promise<Browser>
  stop(): Promise<void>
}

/** What a person of the tests has for a password. */
export const passwordOf = (person: string): string =>
  `four plain words for ${[...person].reverse().join('-')}`

export async function startPeople(more = '', port = 0): Promise<PeopleServer> {
  const data = newFolder()
  const file = join(data, 'plumbline.yaml')
  let at = Date.parse('2026-11-23T08:00:00.000Z')
  const now = () => new Date(at).toISOString()
  const environment = { config: null, data, port: null, color: null }
  const read = parseConfig(`${principals}${more}`, file, environment)
  let principalsNow = read.principals
  const config: Config = {
    ...read,
    get clock() {
      return now()
    },
    get principals() {
      return principalsNow
    },
  }
  const plumbline = await openPlumbline(config)
  const log = { level: 'error', stream: { write: () => true } } as const
  // What the server does by the machine's clock would come between a test's steps, the sooner the busier the machine is.
  const still = { ...plumbline, poll: () => () => undefined }
  const served: Served = await serve(still, { port, principalsConfigured: true, log })
  const passwords = new Set<string>()
  const browser = () => new Browser(served.address)
  return {
    address: served.address,
    plumbline,
    database: join(data, 'plumbline.sqlite'),
    configFile: file,
    now,
    pass(minutes) {
      at += minutes * 60_000
    },
    configure(change) {
      principalsNow = change(config).principals ?? principalsNow
    },
    key: (principal) => plumbline.createKey(principal),
    browser,
    async signedIn(person) {
      const opened = browser()
      if (passwords.has(person)) {
        await opened.signIn(person, passwordOf(person))
      } else {
        const { code } = await plumbline.invitePerson(person)
        await opened.signInFirst(person, code, passwordOf(person))
        passwords.add(person)
      }
      return opened
    },
    async stop() {
      await served.close()
      removeFolder(data)
    },
  }
}

/** As much of a browser as forms need: cookies, where a form comes from, and no following of redirects. */
export class Browser {
  readonly address: string
  readonly cookies = new Map<string, string>()

  constructor(address: string) {
    this.address = address
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Shown> {
    return this.#send(path, { headers: { cookie: this.#cookie(), ...headers } })
  }

  async post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Shown> {
    return this.#send(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: this.address,
        cookie: this.#cookie(),
        ...headers,
      },
    })
  }

  /** Sends JSON as a script of our own page would. */
  async send(
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Shown> {
    return this.#send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        'content-type': 'application/json',
        origin: this.address,
        cookie: this.#cookie(),
        ...headers,
      },
    })
  }

  /** The word that the forms of a page carry. */
  async word(path = '/approvals'): Promise<string> {
    return wordIn((await this.get(path)).text)
  }

  async signIn(name: string, password: string): Promise<Shown> {
    const csrf = await this.word('/sign-in')
    return this.post('/sign-in', { csrf, name, password, next: '' })
  }

  async signInFirst(name: string, code: string, password: string): Promise<Shown> {
    const csrf = await this.word('/sign-in/first')
    return this.post('/sign-in/first', { csrf, name, code, password, again: password, next: '' })
  }

  async decide(approval: string, decision: 'approve' | 'refuse', comment = ''): Promise<Shown> {
    const csrf = await this.word()
    return this.post(`/approvals/${approval}/decisions`, { csrf, decision, comment })
  }

  #cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async #send(path: string, init: RequestInit): Promise<Shown> {
    const response = await fetch(new URL(path, this.address), { redirect: 'manual', ...init })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return {
      status: response.status,
      text: await response.text(),
      headers: response.headers,
      setCookies: response.headers.getSetCookie(),
    }
  }
}

export interface Shown {
  readonly status: number
  readonly text: string
  readonly headers: Headers
  readonly setCookies: readonly string[]
}

export const wordIn = (page: string): string => /name="csrf" value="([\w-]+)"/.exec(page)?.[1] ?? ''
