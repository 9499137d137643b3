import type { Fact } from '../../../domain/fact.ts'
import { escaped } from '../../../values/escaped.ts'
import { isOwnModule } from '../../imports/modules.ts'
import type { Ground } from '../../run.ts'

/** `class A(Base):`, `class A < Base`, `class A extends Base implements C`, `class A : Base`, `impl Base for A`. */
const header =
  /^[ \t]*(?:(?:export|default|public|private|internal|protected|abstract|final|readonly|sealed|open|data|static|partial|unsafe)[ \t]+){0,6}(?:class|interface|trait|struct|impl(?:<[^>\n]{0,80}>)?)[ \t]+([A-Za-z_$][^\n{]{0,300})/
/** What a type takes: `Pool<Item>`; what it takes over from stands behind it. */
const parameters = /^([\w$]+)<[^<>]{0,80}>(?! for\b)/
const inherited =
  /\(([^()]{1,200})\)[ \t]*:[ \t]*(?:#|$)|(?:<|:|\bextends\b|\bimplements\b)[ \t]*([\w\\.,:<>\t ]{1,200})|^([\w:]+)(?:<[^>]{0,80}>)? for\b/g
/** `metaclass=ABCMeta` in Python's list of bases. */
const keyword = /\b\w{1,40}[ \t]{0,4}=[^,]{0,200}/g
const name = /[A-Za-z_][\w.\\:]*/g

/** Bases of every language, which give hardly a name that a page would call the code's. */
const everyday =
  /^(?:object|Object|Exception|Error|StandardError|RuntimeError|Enum|IntEnum|StrEnum|ABC|Protocol|NamedTuple|TypedDict|Generic|Struct|Comparable|IDisposable|Serializable|Cloneable|type|extends|implements|public|private|protected|virtual|Self|T|K|V)$/

const isMethod = (quote: string): boolean =>
  /\(|^[ \t]*def\b/.test(quote) && !/^[ \t]*[A-Z_]+[ \t]*=/.test(quote)
/** How many lines above a member its class is looked for. */
const mostLines = 4_000

interface Member {
  /** 1-based. */
  readonly line: number
  readonly quote: string
}

/**
 * What a method's class took over from a base that no code here declares or ever did, so that the method may be there
 * still; null where the class stands alone, or where it was no method.
 */
export async function foreignBase(
  text: string,
  member: Member,
  grounds: readonly Ground[],
): Promise<string | null> {
  for (const base of basesOf(text, member)) if (!(await isOurs(base, grounds))) return base
  return null
}

/** Whether a file has a name from a module that is made elsewhere: `from web.app import App`, `import { App } from 'web'`. */
function isBroughtIn(name: string, text: string, grounds: readonly Ground[]): boolean {
  const word = name.replace(/\W/g, '\\$&')
  const statements = [
    `^[ \\t]*from[ \\t]+([\\w.]+)[ \\t]+import[ \\t]+(?:\\([^()]{0,2000}|[^\\n(]{0,300})\\b${word}\\b`,
    `^import[^;'"]{0,2000}\\b${word}\\b[^;'"]{0,2000}from[ \\t]*['"]([^'"\\n]+)['"]`,
  ]
  return statements.some((statement) => {
    const source = new RegExp(statement, 'm').exec(text)?.[1]
    return (
      source !== undefined &&
      !source.startsWith('.') &&
      !isOwnModule(
        source,
        grounds.map(({ survey }) => survey),
      )
    )
  })
}

/** The names that a type of today takes over from, and the file that says so. */
async function basesNow(
  type: string,
  ground: Ground,
): Promise<readonly { readonly base: string; readonly text: string }[]> {
  const found: { base: string; text: string }[] = []
  const declared = ground.survey.about(type, ['symbol']).filter(({ weak }) => !weak)
  for (const { path, line } of declared.slice(0, 3)) {
    const text = (await ground.history.textNow(path)) ?? ''
    const lines = text.split('\n')
    // A long list of bases goes on below.
    const rest = lines.slice(line - 1, line + 5)
    const end = rest.findIndex((one) => /[:{][ \t]*$/.test(one))
    const bases = header.exec(rest.slice(0, end + 1).join(' '))?.[1]
    for (const base of bases === undefined ? [] : basesIn(bases))
      if (base !== type || isQualified(base, bases ?? '')) found.push({ base, text })
  }
  return found
}

/** `class Pool : Acme.Events.Pool`: another's of that name. */
const isQualified = (name: string, bases: string): boolean =>
  new RegExp(String.raw`\w(?:\.|::|\\)${escaped(name)}\b`).test(
    bases.replace(/<[^<>]{0,200}>/g, ''),
  )

/** Whether a file of Ruby declares a name as a module, which types take in, and not as a class. */
export const isTakenIn = (name: string, text: string): boolean =>
  /^\w+$/.test(name) &&
  new RegExp(String.raw`^[ \t]*module[ \t]+(?:\w+::){0,8}${name}\b`, 'm').test(text)

/** How many types that one takes over from are followed. */
const mostBases = 20

/** What a type of today has of a name by taking over from another that is made here; null where it has none. */
export async function inheritedNow(
  type: string,
  member: string,
  ground: Ground,
  seen: Set<string> = new Set(),
): Promise<Fact | null> {
  if (seen.size >= mostBases || seen.has(type)) return null
  seen.add(type)
  for (const { base } of await basesNow(type, ground)) {
    const own = ground.survey
      .about(member, ['symbol'])
      .find(({ weak, owner }) => !weak && owner === base)
    const found = own ?? (await inheritedNow(base, member, ground, seen))
    if (found !== null) return found
  }
  return null
}

/** Whether one type alone has the name here: of a base that is called so, too, another might be ours. */
const isAlone = (type: string, { survey }: Ground): boolean =>
  new Set(survey.about(type, ['symbol']).flatMap(({ weak, path }) => (weak ? [] : [path]))).size < 2

/** What a type of today takes over from a base that no code which is read declares today; null where it stands alone. */
export async function foreignBaseNow(
  type: string,
  ground: Ground,
  grounds: readonly Ground[],
): Promise<string | null> {
  for (const { base, text } of await basesNow(type, ground))
    if (
      (base === type && isAlone(type, ground)) ||
      isBroughtIn(base, text, grounds) ||
      !isDeclared(base, grounds)
    )
      return base
  return null
}

/** The bases of the class that a method stands in, by the lines above it; of a class those that are called like it. */
export function basesOf(text: string, { line, quote }: Member): readonly string[] {
  const declared = header.exec(quote)?.[1]
  if (declared !== undefined) return namesakesIn(declared)
  if (!isMethod(quote)) return []
  const bases = declaredAround(text, line, header)
  return bases === null ? [] : basesIn(bases)
}

/** What a pattern of declarations tells of the innermost one around a line; null for what stands by itself. */
function declaredAround(text: string, line: number, declaration: RegExp): string | null {
  const lines = text.split('\n')
  const indent = indentOf(lines[line - 1] ?? '')
  for (let at = line - 2; at >= Math.max(0, line - mostLines); at -= 1) {
    const above = lines[at] ?? ''
    if (above.trim() === '' || indentOf(above) >= indent) continue
    const found = declaration.exec(above)?.[1]
    if (found !== undefined) return found
    if (indentOf(above) === 0 && /^\w/.test(above)) return null
  }
  return null
}

const typeHeader =
  /^[ \t]*(?:(?:export|default|public|private|internal|protected|abstract|final|sealed|open|data|static|partial|pub(?:\([a-z]{1,8}\))?)[ \t]+){0,6}(?:class|interface|trait|struct|enum|record|type)[ \t]+([A-Z]\w{3,60})\b/

/** The type that a member stood in, by the lines above it; null for what stands by itself. */
export const typeAround = (text: string, { line }: Member): string | null =>
  declaredAround(text, line, typeHeader)

/** `class FilterSet(BaseFilterSet)`: a class may only have made another's of that name its own. */
function namesakesIn(declared: string): readonly string[] {
  const own = /^[\w$]+/.exec(declared)?.[0].toLowerCase() ?? declared
  return basesIn(declared).filter((base) => base.toLowerCase().includes(own))
}

const indentOf = (line: string): number => line.length - line.trimStart().length

const basesIn = (written: string): readonly string[] =>
  [...written.replace(parameters, '$1').matchAll(inherited)].flatMap(([, ...parts]) =>
    parts.flatMap((part) =>
      Array.from(
        (part ?? '').replace(keyword, '').matchAll(name),
        ([whole]) => whole.split(/[.\\:]+/).at(-1) ?? whole,
      ).filter((base) => base.length > 1 && !everyday.test(base)),
    ),
  )

const isDeclared = (name: string, grounds: readonly Ground[]): boolean =>
  grounds.some(({ survey }) => survey.about(name, ['symbol']).some(({ weak }) => !weak))

/** A base that went together with its class is ours all the same. */
async function isOurs(base: string, grounds: readonly Ground[]): Promise<boolean> {
  if (isDeclared(base, grounds)) return true
  const lost = { kind: 'symbol', subject: base, owner: null } as const
  for (const { history } of grounds) {
    const [fate] = await history.fates([lost])
    if (fate?.is === 'gone' || fate?.is === 'moved') return true
  }
  return false
}
