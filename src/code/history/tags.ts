import type { History } from '../../domain/history.ts'
import type { Git } from '../../git/git.ts'
import { once } from './once.ts'

/** More of what tags are called is not read. */
const mostText = 2_000_000

const numbered = /(?<![\d.])\d{1,8}(?:\.\d{1,8}){1,4}/g

const partsOf = (version: string): readonly number[] => version.split('.').map(Number)

/** Compares versions part by part; `1.2` and `1.2.0` are one. */
function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const apart = (a[at] ?? 0) - (b[at] ?? 0)
    if (apart !== 0) return apart
  }
  return 0
}

/** Tells which versions tags were set for. */
export function openTags(git: Git): Pick<History, 'lastTagged'> {
  const versions = once(async () => {
    const args = ['for-each-ref', '--format=%(refname:strip=2)', 'refs/tags']
    const { text } = await git.text(args, mostText)
    const found = new Set(Array.from(text.matchAll(numbered), ([version]) => version))
    return [...found].sort((a, b) => compare(partsOf(b), partsOf(a)))
  })
  return {
    async lastTagged(version) {
      const [asked] = version.match(numbered) ?? []
      if (asked === undefined) return null
      const most = partsOf(asked)
      return (await versions()).find((one) => compare(partsOf(one), most) <= 0) ?? null
    },
  }
}
