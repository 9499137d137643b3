import type { Survey } from '../../domain/fact.ts'

/** `class A(Base):`, `class A < Base`, `class A extends Base implements C`, `class A : Base`, `impl Base for A`. */
const header =
  /^[ \t]*(?:(?:export|default|public|private|internal|protected|abstract|final|sealed|open|data|static|partial|unsafe)[ \t]+){0,5}(?:class|interface|trait|struct|impl(?:<[^>\n]{0,80}>)?)[ \t]+([^\n{]{1,300})/
const inherited =
  /\(([^()]{1,200})\)|(?:<|:|\bextends\b|\bimplements\b)[ \t]*([\w\\.,:<>\t ]{1,200})|^([\w:]+)(?:<[^>]{0,80}>)? for\b/g
const name = /[A-Za-z_][\w.\\:]*/g

/** Bases of every language, which give hardly a name that a page would call the code's. */
const everyday =
  /^(?:object|Object|Exception|Error|StandardError|RuntimeError|Enum|IntEnum|StrEnum|ABC|Protocol|NamedTuple|TypedDict|Generic|Struct|Comparable|IDisposable|Serializable|Cloneable|type|metaclass|extends|implements|public|private|protected|virtual|Self|T|K|V)$/

const isMethod = (quote: string): boolean =>
  /\(/.test(quote) && !/^[ \t]*[A-Z_]+[ \t]*=/.test(quote)
/** How many lines above a member its class is looked for. */
const mostLines = 4_000

/**
 * What a method's class took over from a base that no code here declares, so that the method may be there still; null
 * where the class stands alone, or where it was no method.
 */
export function foreignBase(
  text: string,
  { line, quote }: { readonly line: number; readonly quote: string },
  surveys: readonly Survey[],
): string | null {
  if (!isMethod(quote)) return null
  const lines = text.split('\n')
  const indent = indentOf(lines[line - 1] ?? '')
  for (let at = line - 2; at >= Math.max(0, line - mostLines); at -= 1) {
    const above = lines[at] ?? ''
    if (above.trim() === '' || indentOf(above) >= indent) continue
    const found = header.exec(above)?.[1]
    if (found === undefined) {
      if (indentOf(above) === 0 && /^\w/.test(above)) return null
      continue
    }
    return basesIn(found).find((base) => !isOurs(base, surveys)) ?? null
  }
  return null
}

const indentOf = (line: string): number => line.length - line.trimStart().length

const basesIn = (written: string): readonly string[] =>
  [...written.matchAll(inherited)].flatMap(([, ...parts]) =>
    parts.flatMap((part) =>
      Array.from(
        (part ?? '').matchAll(name),
        ([whole]) => whole.split(/[.\\:]+/).at(-1) ?? whole,
      ).filter((base) => base.length > 1 && !everyday.test(base)),
    ),
  )

const isOurs = (base: string, surveys: readonly Survey[]): boolean =>
  surveys.some((survey) => survey.about(base, ['symbol']).some(({ weak }) => !weak))
