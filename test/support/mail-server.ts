import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { listen } from './wikis/free-port.ts'

/** A mail as it came in. */
export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  /** As they were sent, unfolded: name in small letters, and value. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  header(name: string): string
  /** The text and the HTML part, decoded. */
  readonly parts: Readonly<Record<string, string>>
}

/** A real SMTP server that keeps what it takes. */
export interface TestMailServer {
  readonly port: number
  readonly mails: readonly ReceivedMail[]
  /** Whom it was told to be, by name and password. */
  readonly signIns: readonly string[]
  /** From now on mails are turned away with this status at the end, or at the recipient; null: they are taken. */
  refuse(status: number | null, at?: 'data' | 'recipient'): void
  /** Takes the next mail, and then breaks off before it says so. */
  dieAfterNext(): void
  /** The next mail that comes. */
  next(): Promise<ReceivedMail>
  stop(): Promise<void>
}

/** Starts one on a free port. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<TestMailServer> {
  const mails: ReceivedMail[] = []
  const signIns: string[] = []
  let refusal: { readonly status: number; readonly at: 'data' | 'recipient' } | null = null
  let isDying = false
  let onNext: (mail: ReceivedMail) => void = () => undefined
  const fault = (status: number) => Object.assign(new Error('not today'), { responseCode: status })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    ...options,
    onAuth({ username = '', password = '' }, _, done) {
      signIns.push(`${username}:${password}`)
      done(null, { user: username })
    },
    onRcptTo(_, __, done) {
      done(refusal?.at === 'recipient' ? fault(refusal.status) : null)
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (refusal?.at === 'data') return done(fault(refusal.status))
        const { mailFrom, rcptTo } = envelope
        const from = mailFrom === false ? '' : mailFrom.address
        const to = rcptTo.map(({ address }) => address)
        const mail = { from, to, ...read(Buffer.concat(chunks).toString('latin1')) }
        mails.push(mail)
        onNext(mail)
        if (!isDying) return done()
        isDying = false
        for (const connection of server.connections) connection.close()
      })
    },
  })
  server.on('error', () => undefined)
  const port = await listen(server.server)
  return {
    port,
    mails,
    signIns,
    refuse(status, at = 'data') {
      refusal = status === null ? null : { status, at }
    },
    dieAfterNext() {
      isDying = true
    },
    next: () =>
      new Promise((resolve) => {
        onNext = resolve
      }),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const split = (raw: string): readonly [head: string, body: string] => {
  const end = raw.indexOf('\r\n\r\n')
  return end < 0 ? [raw, ''] : [raw.slice(0, end), raw.slice(end + 4)]
}

const headersIn = (head: string): ReceivedMail['headers'] =>
  head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => {
      const [, name = line, value = ''] = /^([^:]*): ?(.*)$/s.exec(line) ?? []
      return [name.toLowerCase(), value] as const
    })

function read(raw: string): Pick<ReceivedMail, 'headers' | 'header' | 'parts'> {
  const [head, body] = split(raw)
  const headers = headersIn(head)
  const header = (name: string): string => decodeWords(headers.find(([one]) => one === name)?.[1])
  const [, boundary = ''] = /boundary="([^"]+)"/.exec(header('content-type')) ?? []
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [own, text] = split(part.replace(/^\r\n/, ''))
      const of = new Map(headersIn(own))
      const type = (of.get('content-type') ?? '').split(';')[0] ?? ''
      return [type, decode(text, of.get('content-transfer-encoding') ?? '7bit')] as const
    })
  return { headers, header, parts: Object.fromEntries(parts) }
}

function decode(text: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString()
  const bytes =
    encoding === 'quoted-printable'
      ? text
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
      : text
  return Buffer.from(bytes, 'latin1').toString().replaceAll('\r\n', '\n')
}

/** Encoded words of a header (RFC 2047). */
const decodeWords = (value = ''): string =>
  value
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : decode(text.replaceAll('_', ' '), 'quoted-printable'),
    )
