import { type FileFact, wordsOf } from '../../domain/fact.ts'
import type { Fate, OldPlace } from '../../domain/history.ts'
import type { Commit } from '../../git/commit.ts'
import { linesOf } from '../../syntax/lines.ts'
import { changeOf, type LostName, stating } from './fitting.ts'
import type { FileReader } from './reader.ts'
import type { FileAt, Removal } from './removals.ts'
import { type Successor, successor } from './renames.ts'

/** How a name ended: the change, where it stood, and the name that took its place. */
export interface Ended {
  readonly commit: Commit
  /** Where it stood before. */
  readonly path: string
  readonly fact: FileFact
  readonly successor: Successor | null
}

/** The newest change that took a name from the code, proven by what the file stated before and after; null when none did. */
export async function newestEnd(
  reader: FileReader,
  lost: LostName,
  removals: AsyncIterable<Removal>,
): Promise<Ended | null> {
  let asWord: Ended | null = null
  for await (const removal of removals) {
    const { before, after, commit } = removal
    const fact = await takenAway(reader, lost, removal)
    if (fact === null) {
      const word = asWord === null ? await wordTaken(reader, lost, removal) : null
      if (word !== null) asWord = ended(commit, before.path, word, null)
      continue
    }
    const next =
      after === null ? null : await successor(reader, fact, before, after, commit.subject ?? '')
    return ended(commit, before.path, fact, next)
  }
  return asWord
}

const ended = (
  { id, parents, date, author, subject }: Commit,
  path: string,
  fact: FileFact,
  next: Successor | null,
): Ended => ({ commit: { id, parents, date, author, subject }, path, fact, successor: next })

async function takenAway(
  reader: FileReader,
  lost: LostName,
  { before, besides, after, gained }: Removal,
): Promise<FileFact | null> {
  const states = async (file: FileAt): Promise<readonly FileFact[] | null> => {
    const facts = await reader.facts(file)
    return facts === null ? null : stating(lost, file.path, facts)
  }
  const [fact] = (await states(before)) ?? []
  if (fact === undefined) return null
  // What one branch had dropped before, its merge did not take away.
  for (const file of besides) if (((await states(file)) ?? []).length === 0) return null
  const stays = async (files: readonly FileAt[]): Promise<boolean> => {
    for (const file of files) {
      const still = await states(file)
      // A file that cannot be read might state it still: nothing is proven then.
      if (still === null || still.length > 0) return true
    }
    return false
  }
  if (after !== null && (await stays([after]))) return null
  const others = await gained()
  return others === null || (await stays(others)) ? null : fact
}

/** A name of so many words says what it is wherever it is registered, whether or not an extractor knows what does so. */
const fewestWords = 3
const plain = /^-{0,2}[\w$]+(?:-[\w$]+)*$/
const shell = /\.(?:ba|da|k|z)?sh$/

/** `'{"gates": ["QuayGate"]}'`: in a text that a script of a shell hands to a program, a name is that program's. */
const isHandedOn = (text: string, at: number, path: string): boolean => {
  if (!shell.test(path)) return false
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at)
  const outer = line.endsWith('"') ? "'" : '"'
  return line.split(outer).length % 2 === 0
}

/**
 * A long name that no fact states, and that a change took out of the only file of code that had it. A variable of the
 * environment is written out as often by those who set it for others.
 */
async function wordTaken(
  reader: FileReader,
  lost: LostName,
  { before, besides, after, gained }: Removal,
): Promise<FileFact | null> {
  const { kind, subject } = lost
  const words = wordsOf(subject).filter((word) => word.length > 1)
  if (words.length < fewestWords || !plain.test(subject) || !/[a-z]/.test(subject)) return null
  const facts = await reader.facts(before)
  const text = await reader.text(before)
  // A file that states nothing proves nothing: a machine may have written it.
  if (facts === null || facts.length === 0 || text === null) return null
  const name = subject.replace(/^-+/, '')
  const at = placeIn(text, name, before.path)
  if (at < 0 || isHandedOn(text, at, before.path)) return null
  const stands = async (file: FileAt): Promise<boolean> => {
    const other = await reader.text(file)
    return other === null || other.includes(name)
  }
  for (const file of besides) if (!(await stands(file))) return null
  if (after !== null && (await stands(after))) return null
  if ((await gained())?.length !== 0) return null
  const lines = linesOf(text)
  const line = lines.at(at)
  const quote = lines.quote(line)
  return {
    kind,
    subject,
    value: null,
    owner: null,
    role: 'declaration',
    line,
    quote,
    isDefault: false,
  }
}

/**
 * Where a text has a name in quotes, as what is registered under it, or as a symbol of Ruby (`config :berth_verify_mode`); -1 where it has
 * not. Bare, it may be used as well as made.
 */
function placeIn(text: string, name: string, path: string): number {
  const isRuby = ruby.test(path)
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text.slice(Math.max(0, at - 3), at)
    const behind = text[at + name.length] ?? ''
    if (/["'`]-{0,2}$/.test(before) && /["'`]/.test(behind)) return at
    if (isRuby && /(?<![:\w]):$/.test(before) && !/[\w?!=]/.test(behind)) return at
  }
  return -1
}

const ruby = /\.(?:rb|rake|gemspec)$/

/** Where a fact stood before the change that took it away. */
export const oldPlace = ({ commit, path, fact }: Ended): OldPlace => ({
  path,
  line: fact.line,
  quote: fact.quote,
  commit: commit.parents[0] ?? commit.id,
})

/** The plain fate of a name that ended and has no successor. */
export const goneAs = (ended: Ended): Extract<Fate, { is: 'gone' }> => ({
  is: 'gone',
  change: changeOf(ended.commit),
  was: oldPlace(ended),
})
