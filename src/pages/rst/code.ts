import { type Around, endOf } from '../draft.ts'
import { argumentOf, type Directive, optionsEnd } from './directive.ts'
import { codeOf, type RstReader, skipBlank } from './reader.ts'

const code = new Set(
  `code code-block sourcecode prompt parsed-literal literal doctest testcode testoutput testsetup
  testcleanup ipython console highlight math productionlist graphviz digraph graph mermaid uml
  plantuml jinja plot`.split(/\s+/),
)
/** Whether a directive's body is code. */
export const isCode = (name: string): boolean => code.has(name)

export const readCode = (reader: RstReader, directive: Directive, around: Around): void => {
  const { name, end } = directive
  const language = languageOf(name, argumentOf(directive), reader.language)
  const from = optionsEnd(reader, directive)
  if (skipBlank(reader.lines, from, end) < end) codeOf(reader, from, end, around, language)
  else if (argumentOf(directive) !== '' && /^(?:math|productionlist|parsed-literal)$/.test(name)) {
    const start = directive.line.start + directive.lead
    const span = [start, endOf(directive.line)] as const
    reader.drafts.push({ kind: 'code', span, textSpan: span, ...around, language: 'text' })
  }
}

const languageOf = (
  name: string,
  argument: string,
  standing: string | undefined,
): string | undefined => {
  const word = /^[\w+#./-]{1,40}/.exec(argument)?.[0]
  if (/^(?:code|code-block|sourcecode|prompt|highlight)$/.test(name)) return word ?? standing
  if (name === 'console') return 'console'
  if (/^(?:doctest|ipython)$/.test(name)) return 'pycon'
  if (/^test(?:code|setup|cleanup)$/.test(name)) return 'python'
  return /^(?:literal|parsed-literal)$/.test(name) ? undefined : 'text'
}
