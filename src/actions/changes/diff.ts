import { lookUp } from '../../domain/lookup.ts'
import type { Span } from '../../domain/passage.ts'
import { headerPaths, pathsOf } from './diff-paths.ts'

/** One line of a hunk. Line numbers count from 1; a side that lacks the line has null. */
export interface DiffLine {
  readonly kind: 'context' | 'added' | 'removed'
  readonly text: string
  readonly before: number | null
  readonly after: number | null
  /** Where it stands in the diff, in UTF-16 units. */
  readonly span: Span
}

/** A stretch of a file, as it was and as it will be. */
export interface Hunk {
  /** What git wrote behind the second `@@`: the nearest line above that begins in the first column. */
  readonly section: string
  readonly lines: readonly DiffLine[]
}

/** What a diff does to one file. */
export interface FileChange {
  /** Null where the file is new. */
  readonly before: string | null
  /** Null where the file is deleted. */
  readonly after: string | null
  readonly binary: boolean
  /** File modes as git writes them, where they change or begin. */
  readonly modes: { readonly before: string | null; readonly after: string | null }
  readonly hunks: readonly Hunk[]
  /** The first line that tells of the file. */
  readonly span: Span
}

/** A diff, read; `problem` says in words why the rest of it was not. */
export interface ReadDiff {
  readonly files: readonly FileChange[]
  readonly problem: string | null
}

/** How much one diff may hold: beyond, nobody reviews it, and nothing of it is judged. */
export const limits = { characters: 1_000_000, lines: 40_000, files: 2_000 } as const

interface Row {
  readonly text: string
  readonly span: Span
}

/** Says why a diff cannot be read; caught where it is read. */
class Unreadable extends Error {}

/**
 * Reads a unified diff as `git diff` writes it (git-diff-tree(1), "generate patch text with -p"; `diff -u` is the same
 * without its first lines). What stands before a file is let pass, as `git apply` does; a hunk that is not what its
 * header says is not, and neither is a merge's combined diff.
 */
export function readDiff(text: string): ReadDiff {
  if (text.length > limits.characters)
    return {
      files: [],
      problem: `the diff has ${text.length} characters; at most ${limits.characters} are read`,
    }
  const rows = rowsOf(text)
  if (rows.length > limits.lines)
    return {
      files: [],
      problem: `the diff has ${rows.length} lines; at most ${limits.lines} are read`,
    }
  const files: FileChange[] = []
  try {
    const reader = new Reader(rows)
    for (let file = reader.next(); file !== null; file = reader.next()) {
      if (files.length === limits.files)
        throw new Unreadable(`the diff changes more than ${limits.files} files`)
      files.push(file)
    }
  } catch (fault) {
    if (!(fault instanceof Unreadable)) throw fault
    return { files, problem: fault.message }
  }
  return files.length > 0
    ? { files, problem: null }
    : { files, problem: 'no file is changed in it' }
}

function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = []
  for (let at = 0; at < text.length; ) {
    const feed = text.indexOf('\n', at)
    const end = feed < 0 ? text.length : feed
    const bare = text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end
    rows.push({ text: text.slice(at, bare), span: [at, bare] })
    at = end + 1
  }
  return rows
}

const hunkHeader = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@(.*)$/

class Reader {
  readonly #rows: readonly Row[]
  #at = 0

  constructor(rows: readonly Row[]) {
    this.#rows = rows
  }

  next(): FileChange | null {
    for (let row = this.#rows[this.#at]; row !== undefined; row = this.#rows[this.#at]) {
      const { text } = row
      if (/^diff --(?:cc|combined) |^@@@+ /.test(text))
        throw new Unreadable('it is the combined diff of a merge: give the diff against one parent')
      if (text.startsWith('diff --git ')) return this.#gitFile(row)
      if (this.#headsFile()) return this.#plainFile(row)
      if (text.startsWith('@@ -'))
        throw new Unreadable(`line ${this.#at + 1} begins a hunk that belongs to no file`)
      this.#at += 1
    }
    return null
  }

  #headsFile(): boolean {
    const [first, second] = this.#rows.slice(this.#at, this.#at + 2)
    return first?.text.startsWith('--- ') === true && second?.text.startsWith('+++ ') === true
  }

  #gitFile(row: Row): FileChange {
    const extended = new Map<string, string>()
    this.#at += 1
    for (let next = this.#rows[this.#at]; next !== undefined; next = this.#rows[this.#at]) {
      const found = extendedHeader.exec(next.text)
      if (!found) break
      extended.set(found[1] ?? '', found[2] ?? '')
      this.#at += 1
    }
    const binary = /^(?:Binary files .* differ$|GIT binary patch$)/.test(
      this.#rows[this.#at]?.text ?? '',
    )
    const named = this.#headsFile() ? this.#names() : null
    const paths = headerPaths(row.text.slice('diff --git '.length), extended, named)
    if (paths === null)
      throw new Unreadable(
        `the names of the file that is changed at line ${this.#rows.indexOf(row) + 1} cannot be read`,
      )
    const modes = {
      before: extended.get('old mode') ?? extended.get('deleted file mode') ?? null,
      after:
        extended.get('new mode') ?? extended.get('new file mode') ?? modeOf(extended.get('index')),
    }
    return { ...paths, binary, modes, hunks: this.#hunks(), span: row.span }
  }

  #plainFile(row: Row): FileChange {
    const paths = this.#names()
    if (paths.before === null && paths.after === null)
      throw new Unreadable(
        `the names of the file that is changed at line ${this.#at - 1} cannot be read`,
      )
    const modes = { before: null, after: null }
    return { ...paths, binary: false, modes, hunks: this.#hunks(), span: row.span }
  }

  #names() {
    const [before, after] = this.#rows.slice(this.#at, this.#at + 2)
    this.#at += 2
    return pathsOf(before?.text.slice(4) ?? '', after?.text.slice(4) ?? '')
  }

  #hunks(): readonly Hunk[] {
    const hunks: Hunk[] = []
    for (let row = this.#rows[this.#at]; row !== undefined; row = this.#rows[this.#at]) {
      const found = hunkHeader.exec(row.text)
      if (!found) {
        // A line that would belong to a hunk, behind the end its header gave: part of the change is not counted.
        const signature = row.text === '-- ' || row.text === '--'
        if (hunks.length > 0 && /^[-+ ]/.test(row.text) && !signature && !this.#headsFile())
          throw new Unreadable(`line ${this.#at + 1} stands behind the end of its hunk`)
        if (row.text.startsWith('@@ '))
          throw new Unreadable(`line ${this.#at + 1} is no hunk header that git would write`)
        break
      }
      this.#at += 1
      hunks.push(this.#hunk(found))
    }
    return hunks
  }

  #hunk([, start, many, newStart, newMany, section = '']: RegExpExecArray): Hunk {
    let before = Number(start)
    let after = Number(newStart)
    const lastBefore = before + Number(many ?? 1)
    const lastAfter = after + Number(newMany ?? 1)
    const lines: DiffLine[] = []
    while (before < lastBefore || after < lastAfter) {
      const row = this.#rows[this.#at]
      const mark = row?.text.charAt(0) ?? ''
      const full = {
        '-': before >= lastBefore,
        '+': after >= lastAfter,
        '\\': false,
      }
      const overruns = lookUp(full, mark) ?? (before >= lastBefore || after >= lastAfter)
      if (row === undefined || overruns)
        throw new Unreadable(
          `the hunk that ends at line ${this.#at + 1} is not as long as its header says`,
        )
      const { span } = row
      const text = row.text.slice(1)
      if (mark === '-') lines.push({ kind: 'removed', text, before: before++, after: null, span })
      else if (mark === '+') lines.push({ kind: 'added', text, before: null, after: after++, span })
      // Mail programs take the blank off an empty line.
      else if (mark === ' ' || mark === '')
        lines.push({ kind: 'context', text, before: before++, after: after++, span })
      else if (mark !== '\\') throw new Unreadable(`line ${this.#at + 1} is no line of a hunk`)
      this.#at += 1
    }
    while (this.#rows[this.#at]?.text.startsWith('\\')) this.#at += 1
    return { section: section.trim(), lines }
  }
}

const extendedHeader =
  /^(old mode|new mode|deleted file mode|new file mode|copy from|copy to|rename from|rename to|similarity index|dissimilarity index|index) (.*)$/

const modeOf = (index: string | undefined): string | null =>
  / (\d{6})$/.exec(index ?? '')?.[1] ?? null
