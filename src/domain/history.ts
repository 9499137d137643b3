import type { FactKind } from './fact.ts'
import type { Instant } from './instant.ts'
import type { Change } from './repository.ts'

/** A name that the snapshot lacks, whose past is asked for. */
export type Lost =
  | { readonly kind: 'file-path'; readonly path: string }
  | {
      readonly kind: FactKind
      readonly subject: string
      /** What the name must have belonged to, when the page says so. */
      readonly owner: string | null
    }

/** Where a fact stood before the change that took it away. */
export interface OldPlace {
  readonly path: string
  readonly line: number
  readonly quote: string
  readonly commit: string
}

/** What became of a name. */
export type Fate =
  | { readonly is: 'never' }
  | {
      readonly is: 'gone'
      readonly change: Change
      readonly was: OldPlace
      /** How many files' paths ever ended in the one asked, where it is the end of a longer one. */
      readonly alike?: number
      /** How many changes took a file away; all but the last were taken back. */
      readonly times?: number
      /** It was renamed by that change: the last name it had, and the change that took that one away. */
      readonly later?: { readonly name: string; readonly change: Change }
    }
  | {
      readonly is: 'moved'
      readonly to: string
      readonly change: Change
      readonly was: OldPlace
      readonly alike?: number
      /** 0 to 1: git's similarity for files, 1 where one line was replaced by its twin. */
      readonly sure: number
    }
  | { readonly is: 'unknown'; readonly because: 'shallow-history' | 'unread' }

/** The past of one repository, up to the snapshot that was surveyed. */
export interface History {
  /** What became of each name, in the order asked; calls of one turn of the event loop share one pass. */
  fates(lost: readonly Lost[]): Promise<readonly Fate[]>
  /** Former values of a named fact, newest first: each with the change that ended it. */
  formerValues(
    subject: string,
    kinds: readonly FactKind[],
    owner: string | null,
  ): Promise<readonly { readonly value: string; readonly change: Change; readonly was: OldPlace }[]>
  /** Author date of the first revision of a document whose text holds the words; null when history does not tell. */
  firstMention(path: string, words: string): Promise<Instant | null>
  /** The same, counting the documents that the words were carried over from; dearer, so asked where it decides. */
  firstCarried(path: string, words: string): Promise<Instant | null>
  /** Whether the snapshot's file at a path has a word outside of comments. */
  stillIn(path: string, word: string): Promise<boolean>
  /** The text of the snapshot's file at a path; null when there is none. */
  textNow(path: string): Promise<string | null>
  /** A file's text as it was before a change of it; null when history does not tell. */
  textBefore(change: Change, path: string): Promise<string | null>
  /** Names of the dependencies that manifests ask for since a change, or ask for in another version. */
  dependenciesBroughtBy(change: Change): Promise<readonly string[]>
  /** At most a hundred files of the snapshot, or of some folders of it, that hold a word, whole; none where git cannot tell. */
  filesHolding(word: string, folders?: readonly string[]): Promise<readonly string[]>
  /** The newest version, up to one, for which a tag was set; null where there is none, as in a clone without tags. */
  lastTagged(version: string): Promise<string | null>
  /** Whether a branch beside the default one has a file or a folder at a path; false where nobody knows that branch, or which is the default one. */
  standsBeside(branch: string, path: string): Promise<boolean>
  /** When a file was first and last changed, following renames where that is cheap; null when history cannot tell. */
  datesOf(path: string): Promise<{ readonly created: Instant; readonly modified: Instant } | null>
  /** How many commits after a moment touched any of these files; null when history cannot tell. */
  changesSince(moment: Instant, paths: readonly string[]): Promise<number | null>
}
