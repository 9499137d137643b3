import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

export interface DokuWikiRevision {
  /** Seconds since 1970, of ten digits. */
  readonly at: number
  readonly by: string
  readonly text: string
  readonly summary?: string
  readonly minor?: boolean
}

/**
 * Writes a page, its old revisions and its log as DokuWiki keeps them (dokuwiki.org/devel:changelog). Neither the search index, from
 * which `wiki.getAllPages` lists, nor the wiki's own log of recent changes hears of it, as after any copying of files.
 */
export function layHistory(data: string, id: string, revisions: readonly DokuWikiRevision[]): void {
  const latest = revisions.at(-1)
  if (latest === undefined) throw new Error('a page has at least one revision')
  const path = id.replaceAll(':', '/')
  const write = (file: string, content: string | Buffer): string => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    return file
  }
  for (const { at, text } of revisions)
    write(join(data, 'attic', `${path}.${at}.txt.gz`), gzipSync(text))
  const lines = revisions.map(({ at, by, text, summary = '', minor = false }, index) => {
    const before = revisions[index - 1]?.text ?? ''
    const kind = index === 0 ? 'C' : minor ? 'e' : 'E'
    const grown = Buffer.byteLength(text) - Buffer.byteLength(before)
    return `${[at, '127.0.0.1', kind, id, by, summary, '', grown].join('\t')}\n`
  })
  write(join(data, 'meta', `${path}.changes`), lines.join(''))
  utimesSync(write(join(data, 'pages', `${path}.txt`), latest.text), latest.at, latest.at)
}
