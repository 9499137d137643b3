/** Who owns a path; null where nobody is named. */
export type OwnerOf = (path: string) => string | null

/** Where GitHub and GitLab look for the file, the first that is there. */
export const codeownersPaths = [
  '.github/CODEOWNERS',
  '.gitlab/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
] as const

interface Rule {
  readonly section: string
  matches(path: string): boolean
  readonly owners: readonly string[]
}

const mostRules = 5_000
const longest = 1_000

/**
 * Reads a CODEOWNERS file: the last pattern that fits a path wins; GitLab's sections are each a file of their own, with owners
 * for those patterns that name none, and the first section that knows an owner tells. A line that is none of these says nothing.
 */
export function readCodeowners(text: string): OwnerOf {
  const rules: Rule[] = []
  let section = ''
  let byDefault: readonly string[] = []
  for (const raw of text.split('\n').slice(0, mostRules)) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#') || line.length > longest) continue
    const head = /^\^?\[([^\]]{1,200})\](?:\[\d{1,3}\])?(.*)$/.exec(line)
    if (head !== null) {
      section = (head[1] ?? '').toLowerCase()
      byDefault = ownersIn(words(head[2] ?? ''))
      continue
    }
    const [pattern = '', ...rest] = words(line)
    const matches = matcherOf(pattern.replaceAll('\\ ', ' ').replace(/^\\#/, '#'))
    const named = ownersIn(rest)
    const owners = named.length > 0 ? named : byDefault
    if (matches !== null) rules.push({ section, matches, owners })
  }
  const sections = [...new Set(rules.map((rule) => rule.section))]
  return (path) => {
    for (const section of sections) {
      const last = rules.findLast((rule) => rule.section === section && rule.matches(path))
      const [owner] = last?.owners ?? []
      if (owner !== undefined) return owner
    }
    return null
  }
}

/** Words that white space parts, unless it is escaped; nothing after a comment's mark. */
const words = (line: string): string[] =>
  line
    .replace(/\s#.*$/, '')
    .split(/(?<!\\)\s+/)
    .filter((word) => word !== '')

const ownersIn = (named: readonly string[]): readonly string[] =>
  named.filter((word) => /^@?[\w.+/-]{1,100}(?:@[\w.-]{1,100})?$/.test(word) && word.includes('@'))

/** As .gitignore has patterns, but `docs/*` is for what lies in docs itself; null for what is none. */
function matcherOf(pattern: string): Rule['matches'] | null {
  if (pattern.replaceAll('/', '') === '' || pattern.startsWith('!')) return null
  const isAnchored = pattern.replace(/\/$/, '').includes('/')
  const parts = pattern.replace(/^\/|\/$/g, '').split('/')
  const isFlat = isAnchored && parts.at(-1) === '*' && !pattern.endsWith('/')
  const wanted = isAnchored ? parts : ['**', ...parts]
  return (path) => {
    const names = path.split('/')
    // What is in a folder belongs to whoever owns the folder.
    const below = pattern.endsWith('/') ? [...wanted, '*', '**'] : [...wanted, '**']
    return fits(
      isFlat ? wanted : below,
      names,
      (part, name) => fits([...part], [...name], isOne),
      '**',
    )
  }
}

const isOne = (part: string, letter: string): boolean => part === '?' || part === letter

/**
 * Whether a list is what a pattern says, in which `any` stands for as much as there may be. Only the last such place is ever gone
 * back to, so that no pattern takes long.
 */
function fits(
  pattern: readonly string[],
  list: readonly string[],
  isFit: (part: string, entry: string) => boolean,
  any = '*',
): boolean {
  let [at, place] = [0, 0]
  let last: { readonly at: number; place: number } | null = null
  while (place < list.length) {
    const part = pattern[at]
    if (part === any) {
      last = { at, place }
      at += 1
    } else if (part !== undefined && isFit(part, list[place] ?? '')) {
      at += 1
      place += 1
    } else if (last !== null) {
      last.place += 1
      at = last.at + 1
      place = last.place
    } else return false
  }
  return pattern.slice(at).every((part) => part === any)
}
