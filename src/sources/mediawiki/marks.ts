import type { Told } from '../../domain/document.ts'
import type { Dated, Instant } from '../../domain/instant.ts'
import { categoryMark, type Mark, plainName, templateMark } from './mark-words.ts'

export interface Marked {
  readonly templates: readonly string[]
  readonly categories: readonly string[]
  /** The page's own wikitext, where it is at hand: it has what the templates are told. */
  readonly wikitext: string | null
  /** When the page was last edited: since then, at the latest, it has the mark. */
  readonly edited: Instant
}

/** What the marks of a page come to. */
export const toldByMarks = ({
  templates,
  categories,
  wikitext,
  edited,
}: Marked): Pick<Told, 'genre' | 'supersededBy' | 'reviewBy'> => {
  const calls = templates.flatMap((name) => {
    const mark = templateMark(name)
    return mark === undefined ? [] : [{ mark, told: argumentsOf(name, wikitext ?? '') }]
  })
  const marks = [
    ...calls,
    ...categories.flatMap((name) => {
      const mark = categoryMark(name)
      return mark === undefined ? [] : [{ mark, told: new Map<string, string>() }]
    }),
  ]
  const ofKind = (kind: Mark) => marks.filter(({ mark }) => mark === kind)
  const successor = successorOf([...ofKind('superseded'), ...ofKind('deprecated')])
  const [outdated] = ofKind('outdated')
  return {
    ...(successor === null ? {} : { supersededBy: successor }),
    ...(ofKind('historical').length > 0 ? { genre: 'record' } : {}),
    ...(outdated === undefined ? {} : { reviewBy: dueSince(outdated.told, edited) }),
  }
}

interface Call {
  readonly mark: Mark
  readonly told: ReadonlyMap<string, string>
}

const named = [
  'by',
  'new',
  'replacement',
  'new page',
  'page',
  'target',
  'to',
  'superseded by',
  'replaced by',
]

const successorOf = (marks: readonly Call[]): string | null => {
  const [first] = marks
  if (first === undefined) return null
  for (const { mark, told } of marks) {
    const given = named.map((name) => told.get(name)).find((value) => value)
    // What a mark of deprecation is told first may be a date or a version; a link is a page.
    const plainly = told.get('1') ?? ''
    const page = given ?? (mark === 'superseded' || plainly.includes('[[') ? plainly : '')
    const title = titleIn(page)
    if (title !== '') return title
  }
  return first.mark === 'superseded'
    ? 'a page that is not named'
    : 'nothing that is named: the wiki marks the page as deprecated'
}

const titleIn = (value: string): string =>
  (/\[\[:?([^[\]|]{1,300})/.exec(value)?.[1] ?? value)
    .replace(/[[\]{}<>|]/g, '')
    .replaceAll('_', ' ')
    .trim()
    .slice(0, 300)

/** An outdated page was due for review when somebody said that it is outdated. */
const dueSince = (told: ReadonlyMap<string, string>, edited: Instant): Dated => {
  const given = told.get('date') ?? told.get('since') ?? told.get('1') ?? ''
  const stated =
    /\b(?:19|20)\d\d\b/.test(given) && given.length < 40 ? Date.parse(`${given} UTC`) : Number.NaN
  const at =
    Number.isNaN(stated) || stated > Date.parse(edited) ? edited : new Date(stated).toISOString()
  return { at, basis: 'claimed' }
}

/** What the first use of a template is told: `1`, `2`, and by name. */
const argumentsOf = (template: string, wikitext: string): ReadonlyMap<string, string> => {
  const wanted = plainName(template)
  for (const [, name = '', rest = ''] of wikitext.matchAll(
    /\{\{([^{}|]{1,100})(?:\|([^{}]{0,1000}))?\}\}/gu,
  )) {
    if (plainName(name) !== wanted) continue
    const told = new Map<string, string>()
    let position = 1
    for (const argument of splitArguments(rest)) {
      const at = argument.indexOf('=')
      if (at >= 0) told.set(plainName(argument.slice(0, at)), argument.slice(at + 1).trim())
      else {
        told.set(String(position), argument.trim())
        position += 1
      }
    }
    return told
  }
  return new Map()
}

/** A bar inside a link is none of the template's. */
const splitArguments = (text: string): readonly string[] => {
  const parts = ['']
  let depth = 0
  for (const piece of text.split(/(\[\[|\]\]|\|)/u)) {
    if (piece === '[[') depth += 1
    if (piece === ']]') depth = Math.max(0, depth - 1)
    if (piece === '|' && depth === 0) parts.push('')
    else parts[parts.length - 1] += piece
  }
  return parts
}
