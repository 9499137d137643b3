import { readManualPage } from './manual-pages.ts'

/** Reads `corpus/actions/<tool>.md`: commands, by their first line. */
export function readActionPage(tool: string) {
  const { cases, ...page } = readManualPage(`actions/${tool}`, 'sh')
  return {
    ...page,
    cases: cases.map(({ body, expected }, index) => ({
      title: `${index + 1}: ${body.split('\n', 1)[0]}`,
      command: body,
      expected,
    })),
  }
}
