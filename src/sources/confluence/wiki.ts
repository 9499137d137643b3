import type { Instant } from '../../domain/instant.ts'
import type { TextRevision } from '../section-dates.ts'

export interface Space {
  /** By which the API of Cloud knows it; on Data Center its key. */
  readonly id: string
  readonly key: string
  readonly archived: boolean
}

/** Who may see something: everybody who comes, nobody but these, or it cannot be told. */
export type Readers =
  | { readonly is: 'everybody' }
  | { readonly is: 'only'; readonly readers: readonly string[] }
  | { readonly is: 'unreadable'; readonly because: string }

/** What stands above a page: all of it from the root down, or the nearest alone. */
export type Above =
  | { readonly is: 'line'; readonly ids: readonly string[] }
  | { readonly is: 'parent'; readonly id: string; readonly type: string }
  | { readonly is: 'nothing' }
  | { readonly is: 'unknown'; readonly because: string }

/** A page as a listing tells it, without its text. */
export interface ListedPage {
  readonly id: string
  readonly title: string
  readonly space: Space
  readonly status: 'current' | 'archived'
  readonly version: number
  readonly created: Instant | null
  readonly modified: Instant | null
  /** An account id; Data Center knows no owners. */
  readonly owner: string | null
  /** Where people open it, below the wiki's address. */
  readonly webui: string | null
  readonly labels: readonly string[]
  readonly above: Above
  /** The restrictions of the page itself, whatever stands above it. */
  readonly own: Readers
}

/** A page's text, and what is told of it only one page at a time. */
export interface FetchedPage {
  readonly version: number
  readonly modified: Instant | null
  /** Whether its author called the current version a touch. */
  readonly minor: boolean
  readonly text: string
  /** Whether the text is as it was written; else it is as the wiki shows it. */
  readonly isStorage: boolean
  readonly state: { readonly name: string; readonly at: Instant | null } | null
  readonly owner: string | null
}

/** What Confluence Cloud and Data Center are both asked for, each in its own way. */
export interface Wiki {
  spaces(): Promise<readonly Space[]>
  /** The keys of the spaces that are shown to who does not sign in; null where nobody could tell. */
  anonymousSpaces(): Promise<ReadonlySet<string> | null>
  readersOf(space: Space, isAnonymous: boolean | null): Promise<Readers>
  pages(space: Space): AsyncIterable<ListedPage>
  /** Restrictions of something that no listing has: a draft, a folder, what lies in the bin. */
  restrictionOf(id: string): Promise<Readers>
  /** What stands right above such a thing. */
  parentOf(id: string, type: string): Promise<Above>
  /** Null where it is gone; why not, in words, where it cannot be read. */
  fetch(page: ListedPage): Promise<FetchedPage | string | null>
  /** Older versions, newest first, without the current one; a bounded number of them. */
  past(page: ListedPage): Promise<readonly TextRevision[]>
  /** The members of a group, as access lists name them. */
  membersOf(group: string): Promise<readonly string[]>
  /** The groups whose members may sign in. */
  signedInGroups(): Promise<readonly string[]>
}

/** The reader that stands for everybody who signs in; no group of a wiki has such a name. */
export const signedIn = 'group:<signed in>'

/** A moment as Confluence writes it, with whatever offset; null where it is none. */
export const momentOf = (text: string | null | undefined): Instant | null => {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}
