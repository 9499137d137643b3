import { readFileSync } from 'node:fs'

/** One command of a manual page, with the lines the page expects. */
export interface ActionCase {
  readonly title: string
  readonly command: string
  readonly expected: string
}

/** A tool's manual page, read as its tests. */
export interface ActionPage {
  readonly title: string
  readonly about: string
  readonly cases: readonly ActionCase[]
}

/** Reads `corpus/actions/<tool>.md`: a fenced `sh` block, then one line for each command in it. */
export function readActionPage(tool: string): ActionPage {
  const text = readFileSync(`corpus/actions/${tool}.md`, 'utf8')
  const [title = '', about = ''] = text.split('\n\n', 2)
  const blocks = text.matchAll(/^```sh\n([\s\S]*?)\n```\n\n([\s\S]*?)(?=\n\n|\n*$(?![\s\S]))/gm)
  const cases = [...blocks].map(([, command = '', expected = ''], index) => ({
    title: `${index + 1}: ${command.split('\n', 1)[0]}`,
    command,
    expected: expected.trim(),
  }))
  return { title: title.replace(/^# /, ''), about, cases }
}
