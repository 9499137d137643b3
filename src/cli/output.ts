import { readEnvironment } from '../config/config.ts'
import type { Progress, ProgressEvent } from '../domain/requests.ts'
import type { Decision } from '../domain/verdict.ts'

/** Whether to paint: as the environment says, else when people are looking. */
export const useColor = (): boolean => readEnvironment().color ?? process.stdout.isTTY === true

export const print = (text: string): void => {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** Prints for people: what pages and code say must not move the cursor, hide text or rename the window. */
export const printText = (text: string): void => print(text.replace(unprintable, '\uFFFD'))

/** Control characters but tabs and new lines, and escapes but those of the colours and weights that we paint with. */
const unprintable =
  /\u001B(?!\[(?:1|2|22|3\d)m)|[\0-\u0008\u000B-\u001A\u001C-\u001F\u007F-\u009F]/g

/** What an exit code says of a verdict: 0 may be followed, 1 must not be without people; 2 is kept for faults. */
export const exitCodeOf = (decision: Decision): number =>
  decision === 'allow' || decision === 'warn' ? 0 : 1

/** Progress on standard error: one line that is rewritten on a terminal, nothing where nobody looks. */
export function terminalProgress(): { readonly progress: Progress; done(): void } {
  if (process.stderr.isTTY !== true) return { progress: () => undefined, done: () => undefined }
  let last = 0
  return {
    progress: (event) => {
      const now = Date.now()
      if (now - last < 80 && event.done !== event.total) return
      last = now
      process.stderr.write(`\r\u001b[2K${line(event)}`)
    },
    done: () => process.stderr.write('\r\u001b[2K'),
  }
}

const line = ({ work, what, done, total, note }: ProgressEvent): string =>
  `${work} ${what} ${total === null ? done : `${done}/${total}`}${note ? ` ${note}` : ''}`.slice(
    0,
    (process.stderr.columns ?? 80) - 1,
  )
