import type { Step } from './git-repository.ts'

/** Who commits, in the form of git's idents. */
export const committer = { name: 'Ada', email: 'ada@example.org' } as const

/** A step, with when and where it is committed. */
export interface Planned {
  readonly step: Step
  readonly index: number
  readonly branch: string
  /** Index of the step before it. */
  readonly follows: number | null
  /** Of author and committer, in ISO 8601 with a zone. */
  readonly date: string
  readonly message: string
}

/**
 * A commit in the format of git-fast-import(1), and the request to be told its id.
 * `before` are ids of the steps that no longer are in the stream.
 */
export function importOf(planned: Planned, before: readonly string[]): Buffer {
  const { step, index, branch, follows, message } = planned
  const when = timeOf(planned.date)
  const [name, email] = identOf(step.author)
  const from = follows === null ? [] : [`from ${before[follows] ?? mark(follows)}`]
  return Buffer.concat([
    lines(
      `commit refs/heads/${branch}`,
      `mark ${mark(index)}`,
      `author ${name} <${email}> ${when}`,
      `committer ${committer.name} <${committer.email}> ${when}`,
    ),
    dataOf(message === '' ? '' : `${message.trim()}\n`),
    lines(
      ...from,
      ...Object.entries(step.rename ?? {}).map(([old, now]) => `R ${quoted(old)} ${quoted(now)}`),
      ...(step.delete ?? []).map((path) => `D ${quoted(path)}`),
    ),
    ...Object.entries(step.files ?? {}).flatMap(([path, content]) => [
      lines(`M 100644 inline ${quoted(path)}`),
      dataOf(content),
    ]),
    ...Object.entries(step.link ?? {}).flatMap(([path, target]) => [
      lines(`M 120000 inline ${quoted(path)}`),
      dataOf(target),
    ]),
    lines(`get-mark ${mark(index)}`),
  ])
}

/** Name and address; like `git commit`, without brackets in the name. */
function identOf(author: string | undefined): readonly [string, string] {
  if (author === undefined) return [committer.name, committer.email]
  const at = author.lastIndexOf('<')
  return [author.slice(0, at).replaceAll(/[<>]/g, '').trim(), author.slice(at + 1, -1)]
}

/** Marks begin at 1. */
const mark = (index: number): string => `:${index + 1}`

const lines = (...all: readonly string[]): Buffer =>
  Buffer.from(all.map((line) => `${line}\n`).join(''))

function dataOf(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([lines(`data ${bytes.length}`), bytes, lines('')])
}

/** A path in quotes as C writes them, since it may hold blanks. */
const quoted = (path: string): string =>
  `"${[...path].map((letter) => (letter < ' ' || letter === '"' || letter === '\\' ? octal(letter) : letter)).join('')}"`

const octal = (letter: string): string =>
  `\\${(letter.codePointAt(0) ?? 0).toString(8).padStart(3, '0')}`

/** Seconds and zone, as git keeps times. */
function timeOf(date: string): string {
  const [, hours = '+00', minutes = '00'] = /([+-]\d\d):?(\d\d)$/.exec(date.slice(10)) ?? []
  return `${Date.parse(date) / 1000} ${hours}${minutes}`
}
