import type { History } from '../../domain/history.ts'
import type { Git } from '../../git/git.ts'
import { once } from './once.ts'

/** More of what tags are called is not read. */
const mostText = 2_000_000

const numbered = /\d+(?:\.\d+)+/g

/** `1.2` and `v1.2.0` are one version. */
const plain = (version: string): string => version.replace(/(?:\.0)+$/, '')

/** Tells whether a tag was set for a version. */
export function openTags(git: Git): Pick<History, 'isTagged'> {
  const versions = once(async () => {
    const args = ['for-each-ref', '--format=%(refname:strip=2)', 'refs/tags']
    const { text } = await git.text(args, mostText)
    return new Set(Array.from(text.matchAll(numbered), ([version]) => plain(version)))
  })
  return {
    async isTagged(version) {
      const tagged = await versions()
      const [asked] = version.match(numbered) ?? []
      return tagged.size === 0 || asked === undefined ? null : tagged.has(plain(asked))
    },
  }
}
