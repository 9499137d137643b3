import { canonicalJson } from './canonical-json.ts'
import { quotedWord, shellWord } from './shell-word.ts'

/** A file that an action reads, as it was when the action was judged. */
export interface ReadFileDigest {
  readonly path: string
  /** In hex, of its bytes. */
  readonly sha256: string
}

/** An action as it is bound: any other text, place, target, role or content of a file is another action. */
export interface BoundAction {
  readonly command: string
  readonly workingDirectory?: string | null | undefined
  readonly target?: unknown
  readonly environment?: string | null | undefined
  readonly role?: string | null | undefined
  readonly files?: readonly ReadFileDigest[] | undefined
}

/**
 * The text whose SHA-256 binds receipts and approvals to an action. The command's own text stands in it, not what a parser makes of
 * it: pipes, redirections and what is fed in change an action as much as its words do, and an executor needs no parser to reckon it.
 * `{"command":"…","environment":null,"files":[],"role":null,"target":null,"workingDirectory":null}`, keys sorted.
 */
export const canonicalAction = ({ command, ...around }: BoundAction): string =>
  canonicalJson({ command: command.trim(), ...boundBeside(around) })

/** A change as it is bound: the whole text of its diff, and what is bound of a command beside its text. */
export interface BoundChange extends Omit<BoundAction, 'command'> {
  readonly diff: string
}

/** The same for a change, with `diff` in the place of `command`: not a blank of it may differ. */
export const canonicalChange = ({ diff, ...around }: BoundChange): string =>
  canonicalJson({ diff, ...boundBeside(around) })

const boundBeside = (action: Omit<BoundAction, 'command'>) => ({
  workingDirectory: action.workingDirectory ?? null,
  target: action.target ?? null,
  environment: action.environment ?? null,
  role: action.role ?? null,
  files: [...(action.files ?? [])]
    .map(({ path, sha256 }) => ({ path, sha256 }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
})

/** The one text of a command that runs without a shell: each word as a shell would read it back. */
export const commandOf = (argv: readonly string[]): string =>
  argv
    // An assignment in front would be no command.
    .map((word, index) => (index === 0 && word.includes('=') ? quotedWord(word) : shellWord(word)))
    .join(' ')
