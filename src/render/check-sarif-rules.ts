import type { ClaimKind } from '../domain/claim.ts'

/** Characters that GitHub keeps of a rule's description. */
const longestDescription = 1024

/** The kinds of claim as rules, each with its manual for help. */
export const rulesOf = (manuals: ReadonlyMap<ClaimKind, string>) =>
  [...manuals].map(([kind, manual]) => {
    const [, about = '', ...more] = manual
      .trim()
      .split(/\n{2,}/)
      .map((paragraph) => withoutNeighbours(paragraph))
    const advice = more.find((paragraph) => paragraph.startsWith(whatToDo)) ?? ''
    const help = [about, ...more].join('\n\n')
    return {
      id: kind,
      shortDescription: { text: described(about) },
      fullDescription: { text: described(`${about} ${advice.slice(whatToDo.length).trim()}`) },
      help: { text: plain(help), markdown: help },
      defaultConfiguration: { level: 'error' as const },
      properties: { tags: ['documentation'] },
    }
  })

const whatToDo = '**What to do.**'

/** A manual's lines are broken for its own page; its links lead to pages beside it, which nobody has there. */
const withoutNeighbours = (paragraph: string): string =>
  paragraph.replace(/\s*\n\s*/g, ' ').replace(/\[([^\]]+)\]\([\w-]+\.md\)/g, '$1')

const plain = (markdown: string): string => markdown.replace(/\*\*|`/g, '')

const described = (markdown: string): string => plain(markdown).slice(0, longestDescription).trim()
