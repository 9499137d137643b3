import { readFileSync } from 'node:fs'
import type { Action } from '../../src/domain/action.ts'

/** One block of a manual page, with the lines that the page expects of it. */
export interface ManualCase {
  readonly body: string
  readonly expected: string
}

/** A manual page of what actions do, read as its tests. */
export interface ManualPage {
  readonly title: string
  readonly about: string
  readonly cases: readonly ManualCase[]
}

/** Reads a page below `corpus`: fenced blocks in one language, each with one line for each effect of it. */
export function readManualPage(page: string, language: 'sh' | 'diff'): ManualPage {
  const text = readFileSync(`corpus/${page}.md`, 'utf8')
  const [title = '', about = ''] = text.split('\n\n', 2)
  const block = new RegExp(
    `^\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\`\\n\\n([\\s\\S]*?)(?=\\n\\n|\\n*$(?![\\s\\S]))`,
    'gm',
  )
  const cases = [...text.matchAll(block)].map(([, body = '', expected = '']) => ({
    body,
    expected: expected.trim(),
  }))
  return { title: title.replace(/^# /, ''), about, cases }
}

/** An action as the pages write it: class, reach, whether it can be undone, where, and what. */
export const effectLines = ({ commands, unseen }: Action): readonly string[] => [
  ...commands.map((command) => {
    const { class: actionClass, reach, reversible, effect, place } = command
    const line = place?.line === undefined || place.line === null ? '' : `:${place.line}`
    const gone = place?.side === 'before' ? ' (as it was)' : ''
    const where = place ? ` ${place.path}${line}${gone}` : ''
    return `${actionClass} ${reach} ${reversible}${where}: ${effect}`
  }),
  ...unseen.map((part) => `unseen: ${part}`),
]
