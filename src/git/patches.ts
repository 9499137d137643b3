import { unquoted } from './quoting.ts'

/** A commit as history tells it. */
export interface Commit {
  readonly id: string
  readonly parents: readonly string[]
  /** Author's date, ISO 8601 UTC; null when the commit holds none that a calendar knows. */
  readonly date: string | null
  readonly author: string | null
  readonly subject: string | null
}

/** One line of a patch that was taken away or put in. */
export interface PatchLine {
  readonly text: string
  /** Number of the line in its own version of the file, from 1. */
  readonly line: number
  /** Which hunk of the file it belongs to, from 0. */
  readonly hunk: number
}

/** What one commit did to one file. */
export interface FilePatch {
  readonly commit: Commit
  /** Null when the file was added. */
  readonly oldPath: string | null
  /** Null when the file was deleted. */
  readonly newPath: string | null
  /** Blob ids; null for a rename that changed no byte, and for the side that is not there. */
  readonly oldBlob: string | null
  readonly newBlob: string | null
  readonly removed: readonly PatchLine[]
  readonly added: readonly PatchLine[]
  /** Lines were left out because the patch is too large. */
  readonly isCut: boolean
}

/** A line that starts a commit: an unusual character, then fields that are separated by NUL. */
export const commitFormat = '%x01%H%x00%P%x00%at%x00%an%x00%s'

/** Arguments that make patches plain: no context, full ids, fixed prefixes, nothing run. */
export const patchArguments = [
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--full-index',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--unified=0',
] as const

/** Reads the line that `commitFormat` prints. */
export function parseCommit(line: string): Commit {
  const [id = '', parents = '', seconds = '', author = '', subject = ''] = line.slice(1).split('\0')
  const date = new Date(seconds === '' ? Number.NaN : Number(seconds) * 1000)
  return {
    id: detached(id),
    parents: parents === '' ? [] : parents.split(' ').map(detached),
    date: Number.isNaN(date.getTime()) ? null : date.toISOString(),
    author: author.trim() === '' ? null : detached(author),
    subject: subject.trim() === '' ? null : detached(subject),
  }
}

/** A copy that does not keep alive the large piece of output it was cut from. */
export const detached = (text: string): string => Buffer.from(text, 'utf8').toString('utf8')

interface Draft {
  oldPath: string | null
  newPath: string | null
  oldBlob: string | null
  newBlob: string | null
  removed: PatchLine[]
  added: PatchLine[]
  hunk: number
  oldLine: number
  newLine: number
  oldLeft: number
  newLeft: number
  room: number
  wanted: boolean
}

const mostCharacters = 2_000_000
const nobody = /^0+$/
const hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/

/**
 * Reads the output of `git log -p` (with `commitFormat` and `patchArguments`) line by line. Lines are collected only
 * of files that `wants` asks for; each finished file is handed to `take`.
 */
export function patchParser(
  wants: (oldPath: string | null, newPath: string | null) => boolean,
  take: (patch: FilePatch) => void,
  onCommit: (commit: Commit) => void = () => undefined,
): { line(text: string): void; end(): void } {
  let commit: Commit | null = null
  let file: Draft | null = null

  const finish = (): void => {
    const done = file
    file = null
    if (done === null || commit === null) return
    if (done.oldPath === null && done.newPath === null) return
    const { oldPath, newPath, oldBlob, newBlob, removed, added } = done
    take({ commit, oldPath, newPath, oldBlob, newBlob, removed, added, isCut: done.room < 0 })
  }

  return {
    line(text) {
      if (file !== null && (file.oldLeft > 0 || file.newLeft > 0)) return body(file, text)
      const first = text.charCodeAt(0)
      if (first === 1) {
        finish()
        commit = parseCommit(text)
        onCommit(commit)
      } else if (text.startsWith('diff --git ')) {
        finish()
        file = draft()
      } else if (file !== null) head(file, text, wants)
    },
    end: finish,
  }
}

const draft = (): Draft => ({
  oldPath: null,
  newPath: null,
  oldBlob: null,
  newBlob: null,
  removed: [],
  added: [],
  hunk: -1,
  oldLine: 0,
  newLine: 0,
  oldLeft: 0,
  newLeft: 0,
  room: mostCharacters,
  wanted: false,
})

function head(
  file: Draft,
  text: string,
  wants: (oldPath: string | null, newPath: string | null) => boolean,
): void {
  if (text.startsWith('@@ ')) {
    const match = hunkHeader.exec(text)
    if (match === null) return
    if (file.hunk < 0) file.wanted = wants(file.oldPath, file.newPath)
    file.hunk += 1
    file.oldLine = Number(match[1])
    file.newLine = Number(match[3])
    file.oldLeft = Number(match[2] ?? 1)
    file.newLeft = Number(match[4] ?? 1)
  } else if (text.startsWith('index ')) {
    const [old = '', now = ''] = text.slice(6).split(' ', 1)[0]?.split('..') ?? []
    file.oldBlob = nobody.test(old) ? null : detached(old)
    file.newBlob = nobody.test(now) ? null : detached(now)
  } else if (text.startsWith('--- ')) file.oldPath = side(text.slice(4))
  else if (text.startsWith('+++ ')) file.newPath = side(text.slice(4))
  else if (text.startsWith('rename from ')) file.oldPath = detached(unquoted(text.slice(12)))
  else if (text.startsWith('rename to ')) file.newPath = detached(unquoted(text.slice(10)))
}

// Git ends a name that holds white space with a tab, and says /dev/null for a side that is not there.
function side(text: string): string | null {
  const name = unquoted(text.endsWith('\t') ? text.slice(0, -1) : text)
  return name === '/dev/null' ? null : detached(name.slice(2))
}

function body(file: Draft, text: string): void {
  const sign = text.charCodeAt(0)
  if (sign === 45) {
    if (fits(file, text)) {
      file.removed.push({ text: text.slice(1), line: file.oldLine, hunk: file.hunk })
    }
    file.oldLine += 1
    file.oldLeft -= 1
  } else if (sign === 43) {
    if (fits(file, text)) {
      file.added.push({ text: text.slice(1), line: file.newLine, hunk: file.hunk })
    }
    file.newLine += 1
    file.newLeft -= 1
  }
}

function fits(file: Draft, text: string): boolean {
  if (!file.wanted) return false
  file.room -= text.length
  return file.room >= 0
}
