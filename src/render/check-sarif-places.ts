import type { CheckedPage, CheckResult } from '../domain/check-result.ts'
import type { CheckShown } from './check-shown.ts'
import { told } from './told.ts'

/** What GitHub and most viewers take for the top of the repository that they show. */
const top = '%SRCROOT%'

/** A file as SARIF names it: its path below a base, percent-encoded. */
export const artifactAt = (path: string, uriBaseId: string) => ({
  uri: path
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/'),
  uriBaseId,
})

/** The base of a repository, or of documents that lie outside all of them. */
export const baseOf = (source: string, { repositories }: CheckResult): string =>
  source === repositories[0]?.id ? top : source

export const isAtTop = (base: string): boolean => base === top

export const sourceOf = ({ id, path }: CheckedPage): string =>
  id.endsWith(`:${path}`) ? id.slice(0, -path.length - 1) : id

/** What the bases are that files are named by; where they lie on this machine is nobody's business. */
export function basesOf({ result }: CheckShown) {
  const sources = [...result.repositories.map(({ id }) => id), ...result.pages.map(sourceOf)]
  return Object.fromEntries(
    [...new Set(sources)].map((source) => [
      baseOf(source, result),
      { description: { text: `the top of ${told(source)}` } },
    ]),
  )
}

/** The commit that was checked, where the repository has an address; a published version has neither. */
export function provenanceOf({ result }: CheckShown, address: string | null) {
  const commit = result.repositories[0]?.commit
  return address === null || commit === undefined || commit.startsWith('version:')
    ? {}
    : {
        versionControlProvenance: [
          { repositoryUri: address, revisionId: commit, mappedTo: { uriBaseId: top } },
        ],
      }
}

/** Text of others as a message: braces would be places to fill in, and brackets before a parenthesis a link. */
export const messageOf = (text: string, most?: number) => ({
  text: told(text, most).replaceAll('{', '{{').replaceAll('}', '}}').replaceAll('](', '] ('),
})
