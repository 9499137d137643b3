import { createTransport } from 'nodemailer'
import type { Taken } from '../domain/webhook.ts'

/** The server that takes our mails. */
export interface MailServer {
  readonly host: string
  readonly port: number
  /** `starttls`: TLS before anything is said; `tls`: from the first byte; `none`: for a server on this machine. */
  readonly security: 'starttls' | 'tls' | 'none'
  readonly user: string | null
  readonly password: string | null
  /** The address that mails come from. */
  readonly from: string
}

/** A mail to one person. */
export interface Mail {
  /** The same at every try, so that a mail that came twice can be told by its `Message-ID`. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Where the person chooses what to be told; null where it has no address. */
  readonly settings: string | null
}

export type SendMail = (mail: Mail) => Promise<Taken>

/** Milliseconds: until the server is there, between two words of it, and for one mail in all. */
const patience = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 }
const wholePatience = 60_000

/** Sends mails by a server, one connection each. */
export const mailBy =
  ({ host, port, security, user, password, from }: MailServer): SendMail =>
  async ({ id, to, subject, text, html, settings }) => {
    const transport = createTransport({
      ...{ host, port, ...patience },
      ...{ secure: security === 'tls', requireTLS: security === 'starttls' },
      // A server without a certificate that holds is spoken to only where nothing is encrypted anyway.
      ignoreTLS: security === 'none',
      ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    })
    const message = {
      from: { name: 'Plumbline', address: from },
      to: { name: '', address: to },
      ...{ subject: oneLine(subject), text, html },
      messageId: `<${id}@${from.split('@').at(-1)}>`,
      headers: {
        // No machine is to answer it (RFC 3834).
        'auto-submitted': 'auto-generated',
        ...(settings === null ? {} : { 'list-unsubscribe': `<${settings}>` }),
      },
      ...{ disableFileAccess: true, disableUrlAccess: true },
      signal: AbortSignal.timeout(wholePatience),
    }
    try {
      await transport.sendMail(message)
      return { is: 'taken' }
    } catch (fault) {
      return takenFrom(fault)
    } finally {
      transport.close()
    }
  }

/** What would end a header, or hide in one, is a blank. */
const oneLine = (text: string): string => text.replace(/[\p{C}\u2028\u2029]+/gu, ' ').slice(0, 200)

/** What a server that did not take a mail meant by it. Its own words are not kept: they may hold anything. */
function takenFrom(fault: unknown): Taken {
  const status = fieldOf(fault, 'responseCode')
  const code = fieldOf(fault, 'code')
  if (typeof status !== 'number')
    return {
      is: 'refused',
      because: `the mail server was not reached (${String(code ?? 'fault')})`,
    }
  const because = `the mail server answered with ${status}`
  // Nobody is known there by this address, and nobody will be in an hour.
  const isForGood = code === 'EENVELOPE' && status >= 550 && status <= 553
  return { is: isForGood ? 'unwanted' : 'refused', because }
}

const fieldOf = (fault: unknown, name: string): unknown =>
  typeof fault === 'object' && fault !== null ? Reflect.get(fault, name) : undefined
