import type { Format, Stated } from '../extractor.ts'

const line =
  /^[ \t]*(@(?:hourly|daily|midnight|weekly|monthly|yearly|annually)|(?:[\d*,/LW#?A-Za-z-]{1,40}[ \t]+){4}[\d*,/LW#?A-Za-z-]{1,40})[ \t]+([^\n]{1,500})$/gm

/** Crontabs: what runs, and when. */
export const crontab: Format = {
  about: 'A crontab says what runs, and when.',
  states: ['schedule'],
  reads: (path) =>
    /(?:^|\/)crontab(?:\.[\w-]+)?$|\.(?:cron|crontab)$|(?:^|\/)cron\.d\/[\w.-]+$/.test(path),

  *facts({ text }): Iterable<Stated> {
    for (const found of text.matchAll(line)) {
      const when = (found[1] ?? '').replace(/\s+/g, ' ')
      if (!/^@|^[\d*]/.test(when)) continue
      yield {
        kind: 'schedule',
        subject: programOf(found[2] ?? ''),
        owner: 'crontab',
        role: 'schedule',
        value: when,
        at: found.index,
      }
    }
  },
}

/** The program that a line runs, without the user before it, variables and folders. */
const programOf = (command: string): string => {
  const words = command.split(/\s+/).filter((word) => !/^\w+=/.test(word))
  const isUser = /^[a-z_][\w-]*$/.test(words[0] ?? '') && /^[./]/.test(words[1] ?? '')
  const program = words[isUser ? 1 : 0] ?? ''
  return program.slice(program.lastIndexOf('/') + 1)
}
