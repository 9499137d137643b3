import { readManualPage } from './manual-pages.ts'

/** Reads `corpus/changes/<kind>.md`: diffs, by the file that each is about. */
export function readChangePage(kind: string) {
  const { cases, ...page } = readManualPage(`changes/${kind}`, 'diff')
  return {
    ...page,
    cases: cases.map(({ body, expected }, index) => {
      const file = /^\+\+\+ b\/(.*)$/m.exec(body)?.[1] ?? /^--- a\/(.*)$/m.exec(body)?.[1]
      return { title: `${index + 1}: ${file}`, diff: `${body}\n`, expected }
    }),
  }
}
