import type { Survey } from '../../../domain/fact.ts'
import { isLabelKey } from '../../../values/label-keys.ts'
import { unknown } from '../../check.ts'
import { isOwnModule } from '../../imports/modules.ts'
import { isDistinctive } from '../../shape.ts'
import { isVendored } from '../conventions.ts'
import { bareName, type Doubt, isRegistered, type Loss, ofPrograms, surveysOf } from '../loss.ts'
import { isText, mostFiles } from './in-tree.ts'

/** A copy of somebody else's file is gone; what it was a copy of may well be there. */
export const keptForOthers: Doubt = ({ claim, opinion: { lost }, fate }) =>
  fate.is === 'gone' && isVendored(fate.was.path) && !isVendored(claim.subject)
    ? unknown(
        'other-project',
        lost.kind === 'file-path'
          ? `${fate.was.path} was a copy of somebody else's file`
          : `it stood in ${fate.was.path}, a copy of somebody else's code`,
      )
    : null

/** A file that was moved among others' code (`vendor/pay/charge.ts`) states what it did, though nobody reads it there. */
export const leftToVendored: Doubt = async ({ opinion: { lost }, fate, ground }) => {
  const { path } = fate.was
  if (fate.is !== 'gone' || lost.kind === 'file-path' || ground.survey.paths.has(path)) return null
  const [file] = await ground.history.fates([{ kind: 'file-path', path }])
  return file?.is === 'moved' && isVendored(file.to)
    ? unknown('ambiguous', `${path} is ${file.to} now, among code of others that is not read`)
    : null
}

const vendoredFolders = new WeakMap<Survey, readonly string[]>()

/** The topmost folders of copies of what others made. */
function foldersVendored(survey: Survey): readonly string[] {
  const known = vendoredFolders.get(survey)
  if (known !== undefined) return known
  const found = new Set<string>()
  for (const path of survey.paths) {
    if (!isVendored(path)) continue
    const parts = path.split('/')
    const depth = parts.findIndex((_, at) => isVendored(`${parts.slice(0, at + 1).join('/')}/`))
    if (depth >= 0 && depth < parts.length - 1) found.add(parts.slice(0, depth + 1).join('/'))
  }
  vendoredFolders.set(survey, [...found])
  return [...found]
}

/** What a text has in quotes that can be a module. */
const quotedIn = (text: string): readonly string[] =>
  Array.from(
    text.matchAll(/["'\x60]([\w@.-]{1,80}(?:\/[\w.-]{1,80}){1,10})["'\x60]/g),
    ([, name = '']) => name,
  )

/** The library that a path lies in: hosts of code keep libraries by owner and name. */
const libraryOf = (path: string): string => {
  const parts = path.split('/')
  const isHosted = /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|golang\.org)$/.test(
    parts[0] ?? '',
  )
  return parts.slice(0, isHosted ? 3 : 2).join('/')
}

/** A copy of somebody else's file that has the key of a label in quotes, which nobody takes by chance: a constant there stands for it. */
async function spelledIn(
  folders: readonly string[],
  key: string,
  { ground }: Loss,
): Promise<string | null> {
  if (!isLabelKey(key)) return null
  const held = await ground.history.filesHolding(key, folders)
  for (const path of held.filter((one) => !isText(one)).slice(0, mostFiles))
    if (isRegistered(key, (await ground.history.textNow(path)) ?? '')) return path
  return null
}

/**
 * A name that the file which lost it now has from a library whose copy is kept here: `vendor/tide.dev/pkg/flags.go` of a file that
 * brings `tide.dev/pkg` in. A copy alone is no evidence.
 */
export const hadFromVendored: Doubt = async (loss) => {
  const { fate, ground } = loss
  const { lost, whole } = loss.opinion
  if (lost.kind === 'file-path' || !ofPrograms.has(lost.kind) || whole !== null) return null
  const folders = fate.is === 'gone' ? foldersVendored(ground.survey) : []
  if (folders.length === 0) return null
  const copy = await spelledIn(folders, lost.subject, loss)
  if (copy !== null) return unknown('other-project', `${copy}, somebody else's code, spells it out`)
  const text = await ground.history.textNow(fate.was.path)
  const word = bareName(lost.subject)
  if (text === null || (!isDistinctive(word) && lost.kind !== 'cli-flag')) return null
  const brought = quotedIn(text).filter((module) => !isOwnModule(module, surveysOf(loss)))
  const path = (await ground.history.filesHolding(word, folders)).find((held) => {
    const folder = folders.find((one) => held.startsWith(`${one}/`)) ?? ''
    const root = libraryOf(held.slice(folder.length + 1))
    return brought.some((module) => module === root || module.startsWith(`${root}/`))
  })
  return path === undefined
    ? null
    : unknown('other-project', `${path}, a library that ${fate.was.path} brings in, has it`)
}
