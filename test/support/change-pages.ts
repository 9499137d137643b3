import { readFileSync } from 'node:fs'
import type { Action } from '../../src/domain/action.ts'

/** One diff of a manual page, with the lines the page expects. */
export interface ChangeCase {
  readonly title: string
  readonly diff: string
  readonly expected: string
}

/** A kind's manual page, read as its tests. */
export interface ChangePage {
  readonly title: string
  readonly about: string
  readonly cases: readonly ChangeCase[]
}

/** Reads `corpus/changes/<kind>.md`: a fenced `diff` block, then one line for each effect of it. */
export function readChangePage(kind: string): ChangePage {
  const text = readFileSync(`corpus/changes/${kind}.md`, 'utf8')
  const [title = '', about = ''] = text.split('\n\n', 2)
  const blocks = text.matchAll(/^```diff\n([\s\S]*?\n)```\n\n([\s\S]*?)(?=\n\n|\n*$(?![\s\S]))/gm)
  const cases = [...blocks].map(([, diff = '', expected = ''], index) => ({
    title: `${index + 1}: ${/^\+\+\+ b\/(.*)$/m.exec(diff)?.[1] ?? /^--- a\/(.*)$/m.exec(diff)?.[1]}`,
    diff,
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
