/** A comment of a pull or merge request. */
export interface HostComment {
  readonly id: number
  readonly body: string
}

/** The comments of one pull or merge request. */
export interface Comments {
  /** Longest text of a comment there, in characters. */
  readonly longest: number
  /** The comments that were made by whoever the token is, oldest first. */
  own(): Promise<readonly HostComment[]>
  post(body: string): Promise<void>
  edit(id: number, body: string): Promise<void>
}

/** What became of the comment. */
export type Commented = 'posted' | 'updated' | 'unchanged' | 'none'

/** What our comments begin with, which nobody sees. */
export interface Markers {
  /** The first line: by it and by its author our comment is known again. */
  readonly ours: string
  /** The second, of one that nobody needs, but where an earlier one says otherwise. */
  readonly nothing: string
}

/** Keeps one comment: posts it, or edits the one that stands there where it says something else. */
export async function keepOneComment(
  comments: Comments,
  text: string,
  { ours, nothing }: Markers,
): Promise<Commented> {
  const body = text.startsWith(ours) ? text : `${ours}\n${text}`
  const earlier = (await comments.own()).find((one) => one.body.trimStart().startsWith(ours))
  if (earlier === undefined) {
    if (body.slice(ours.length).trimStart().startsWith(nothing)) return 'none'
    await comments.post(body)
    return 'posted'
  }
  if (asKept(earlier.body) === asKept(body)) return 'unchanged'
  await comments.edit(earlier.id, body)
  return 'updated'
}

/** Hosts may keep other ends of lines, and nothing behind the last one. */
const asKept = (text: string): string => text.replaceAll('\r\n', '\n').trim()
