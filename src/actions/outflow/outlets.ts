import { lookUp } from '../../domain/lookup.ts'
import type { Word } from '../word.ts'

/** What a command sends to somewhere else. */
export interface Outlet {
  /** Files that it reads and sends. */
  readonly files: readonly string[]
  /** Words that it sends as they stand: an address, a body, a name that is asked for. */
  readonly texts: readonly string[]
  /** It sends what it reads from its standard input. */
  readonly input: boolean
  /** It leads to anybody: an address on the net, a page that whoever has its link can read; else to a place of one's own. */
  readonly open: boolean
}

type Find = (rest: readonly string[]) => Outlet | null

const nothing = { files: [], texts: [], input: false }

/** Values of these options, glued or not. */
function valuesOf(rest: readonly string[], names: RegExp): readonly string[] {
  return rest.flatMap((word, place) => {
    const [, name = word, glued] = /^(--[\w-]+)=([\s\S]*)$/.exec(word) ?? []
    if (names.test(name)) return [glued ?? rest[place + 1] ?? '']
    // `-Fname=@file`
    const short = /^-[A-Za-z](?=.)/.exec(word)?.[0] ?? ''
    return short !== '' && !word.startsWith('--') && names.test(short) ? [word.slice(2)] : []
  })
}

/** Words that are neither options nor their values. */
const plainWords = (rest: readonly string[], valued: RegExp | null = null): readonly string[] =>
  rest.filter((word, place) => !/^-./.test(word) && valued?.test(rest[place - 1] ?? '') !== true)

const hostOf = (address: string): string =>
  address
    .replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .split(/[/:?#]/, 1)[0] ?? ''

const here = /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[)$/i
/** Addresses of a company's own net, and names that only resolve there. */
const inside =
  /^(?:10\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|[\w-]+|[\w.-]+\.(?:internal|local|lan|svc|corp|intranet))$/i
const isHere = (address: string): boolean => here.test(hostOf(address))
const isInside = (address: string): boolean => inside.test(hostOf(address))

const bodies =
  /^(?:-d|--data|--data-(?:raw|binary|ascii|urlencode)|--json|-F|--form|--form-string|--url-query|--post-data|--body-data)$/
const wholeFiles = /^(?:-T|--upload-file|--post-file|--body-file)$/
const headers = /^(?:-H|--header|-A|--user-agent|-e|--referer|-b|--cookie)$/
const withValue =
  /^(?:-[XHuobcAewmxKEdFT]|--(?:request|header|user|output|cookie|cookie-jar|user-agent|referer|write-out|max-time|connect-timeout|retry|proxy|config|cert|key|cacert|method|data[\w-]*|json|form|upload-file|resolve))$/
/** Who proves who he is sends a secret to whom it is meant for. */
const proof = /^(?:(?:proxy-)?authorization|[\w-]*(?:token|key|secret|cookie)[\w-]*)\s*:/i

const request: Find = (rest) => {
  const sent = valuesOf(rest, bodies)
  const uploads = valuesOf(rest, wholeFiles)
  const given = [
    ...uploads,
    ...sent.flatMap((value) => /^(?:[\w.[\]-]*=)?[@<](.+?)(?:;|$)/s.exec(value)?.[1] ?? []),
    // HTTPie: `http shop.example file@.env`
    ...rest.flatMap((word) => /^[\w.-]+(?::?=)?@([^@\s:]+)$/.exec(word)?.[1] ?? []),
  ]
  const addresses = plainWords(rest, withValue).filter((word) => /[/.:]/.test(word))
  if (addresses.some(isHere)) return null
  const files = given.flatMap((path) => path.replace(/^\{|\}$/g, '').split(','))
  return {
    files: files.filter((path) => path !== '-' && path !== '/dev/stdin'),
    texts: [
      ...sent,
      ...addresses,
      ...valuesOf(rest, headers).filter((value) => !proof.test(value)),
    ],
    input: files.some((path) => path === '-' || path === '/dev/stdin'),
    open: !addresses.some(isInside),
  }
}

/** HTTPie sends what it is fed without being told to. */
const typedRequest: Find = (rest) => {
  const found = request(rest)
  return found && { ...found, input: true }
}

/** Whatever is fed to it goes over the line: `nc`, `socat`, `telnet`, `openssl s_client`. */
const line: Find = (rest) => {
  if (rest.some((word) => /^-[a-z]*l|^--listen$/.test(word)))
    return { ...nothing, input: true, open: true }
  return rest.some(isHere) ? null : { ...nothing, input: true, open: true }
}

const remotePath = /^(?:[\w.-]+@)?[\w.-]+:(?!\\)|^(?:rsync|sftp|scp):\/\//

const copied =
  (valued: RegExp): Find =>
  (rest) => {
    const words = plainWords(rest, valued)
    const target = words.at(-1) ?? ''
    if (!remotePath.test(target) || isHere(target)) return null
    return { ...nothing, files: words.slice(0, -1), open: false }
  }

const bucket = /^(?:s3|gs|gcs|az|b2|r2|swift|oss):\/\/|^https:\/\/[\w-]+\.blob\.core\.windows\.net/

/** `aws s3 cp SOURCE s3://…`, `gsutil cp`, `mc cp`. */
const stored: Find = (rest) => {
  const given = valuesOf(rest, /^(?:--body|-f|--file|-s|--source)$/).map((path) =>
    path.replace(/^fileb?:\/\//, ''),
  )
  const open = rest.some((word) => /^--acl=public|^public-read|^-a?public-read/.test(word))
  const words = plainWords(rest, /^--(?!recursive|delete|quiet|dryrun|only)[\w-]+$|^-[fs]$/)
  const target = words.findIndex((word) => bucket.test(word))
  if (target < 0 && given.length === 0) return null
  const files = words.slice(0, Math.max(target, 0)).filter((word) => /[./~$]/.test(word))
  return { ...nothing, files: [...given, ...files], input: words.includes('-'), open }
}

/** `rclone copy SOURCE remote:path` */
const cloned: Find = (rest) => {
  const [verb = '', source = '', target = ''] = plainWords(rest, /^--(?!progress|dry-run)[\w-]+$/)
  if (verb === 'rcat') return { ...nothing, input: true, open: false }
  return /^(?:copy|copyto|sync|move|moveto|bisync)$/.test(verb) && remotePath.test(target)
    ? { ...nothing, files: [source], open: false }
    : null
}

/** Whatever it is given goes to a page that others can read. */
const published: Find = (rest) => ({
  ...nothing,
  files: plainWords(rest, /^(?:-d|--desc|-t|--title|-f|--filename)$/),
  input: true,
  open: true,
})

const hub: Find = (rest) => {
  const [noun = '', verb = ''] = plainWords(rest)
  if (noun === 'gist' && /^(?:create|new|edit)$/.test(verb)) return published(rest.slice(2))
  const bodyFiles = valuesOf(rest, /^(?:-F|--body-file|--notes-file)$/)
  const assets = noun === 'release' && verb === 'upload' ? plainWords(rest).slice(3) : []
  const texts = valuesOf(rest, /^(?:-b|--body|--notes)$/)
  return /^(?:issue|pr|release)$/.test(noun)
    ? { files: [...bodyFiles, ...assets], texts, input: bodyFiles.includes('-'), open: true }
    : null
}

const mailed: Find = (rest) => ({
  ...nothing,
  files: valuesOf(rest, /^(?:-a|-A|--attach|--attachment)$/),
  input: true,
  open: true,
})

const handed: Find = (rest) => {
  const [verb = '', ...files] = plainWords(rest)
  return /^(?:send|upload|tx)$/.test(verb) ? { ...nothing, files, input: true, open: true } : null
}

/** A name that is asked for tells whoever answers. */
const asked: Find = (rest) => ({ ...nothing, texts: rest, open: true })

const over: Find = () => ({ ...nothing, input: true, open: false })

const finders: Readonly<Record<string, Find>> = {
  ...{ curl: request, curlie: request, wget: request, wget2: request },
  ...{ http: typedRequest, https: typedRequest, xh: typedRequest, xhs: typedRequest },
  ...{ nc: line, ncat: line, netcat: line, socat: line, telnet: line, cryptcat: line },
  openssl: (rest) => (rest[0] === 's_client' ? line(rest) : null),
  scp: copied(/^-[iFPoclJSDX]$/),
  rsync: copied(
    /^(?:-e|-f|--rsh|--rsync-path|--password-file|--(?:exclude|include)(?:-from)?|--files-from|--log-file)$/,
  ),
  sftp: over,
  ftp: over,
  lftp: (rest) => ({ ...nothing, files: sentBy(rest), input: true, open: false }),
  tftp: over,
  ssh: over,
  aws: (rest) => (/\bs3(?:api)?\b/.test(rest.join(' ')) ? stored(rest) : null),
  ...{ gsutil: stored, gcloud: (rest) => (rest.includes('storage') ? stored(rest) : null) },
  az: (rest) => (rest[0] === 'storage' ? stored(rest) : null),
  ...{ s3cmd: stored, s5cmd: stored, s4cmd: stored },
  rclone: cloned,
  gh: hub,
  glab: (rest) => (rest[0] === 'snippet' ? published(rest.slice(2)) : null),
  ...{ gist: published, pastebinit: published, termbin: published, wgetpaste: published },
  ...{ mail: mailed, mailx: mailed, mutt: mailed, sendmail: mailed, swaks: mailed, s_nail: mailed },
  ...{ croc: handed, wormhole: handed, ffsend: handed, 'magic-wormhole': handed },
  ...{ dig: asked, nslookup: asked, host: asked, drill: asked, ping: asked },
}

/** `lftp -e 'put .env'` */
const sentBy = (rest: readonly string[]): readonly string[] =>
  rest.flatMap((word) =>
    [...word.matchAll(/\b(?:put|mput|mirror -R)\s+(\S+)/g)].map(([, path = '']) => path),
  )

/** Where a command sends something; null for a command that sends nothing away. */
export const outletOf = (program: string, rest: readonly Word[]): Outlet | null =>
  lookUp(finders, program)?.(rest.map(({ text }) => text)) ?? null
