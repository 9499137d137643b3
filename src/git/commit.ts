/** A commit as history tells it. */
export interface Commit {
  readonly id: string
  readonly parents: readonly string[]
  /** Author's date, ISO 8601 UTC; null when the commit holds none that a calendar knows. */
  readonly date: string | null
  readonly author: string | null
  readonly subject: string | null
}

/** A line that starts a commit: an unusual character, then fields that are separated by NUL. */
export const commitFormat = '%x01%H%x00%P%x00%at%x00%an%x00%s'

/** Reads the line that `commitFormat` prints. */
export function parseCommit(line: string): Commit {
  const [id = '', parents = '', seconds = '', author = '', subject = ''] = line.slice(1).split('\0')
  return {
    id: detached(id),
    parents: parents === '' ? [] : parents.split(' ').map(detached),
    date: seconds === '' ? null : dateAt(Number(seconds)),
    author: author.trim() === '' ? null : detached(author),
    subject: subject.trim() === '' ? null : detached(subject),
  }
}

/** A moment in seconds since 1970 as ISO 8601 UTC; null for what no calendar knows. */
export function dateAt(seconds: number): string | null {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** A copy that does not keep alive the large piece of output it was cut from. */
export const detached = (text: string): string => Buffer.from(text, 'utf8').toString('utf8')
