import { posix } from 'node:path'
import type { Claim } from '../../../domain/claim.ts'
import type { Survey } from '../../../domain/fact.ts'
import { unknown } from '../../check.ts'
import { isForExample, isLikened } from '../../mood/examples.ts'
import { placeOf } from '../../parts.ts'
import { isConventional, isForCi, isLaidOut, isOwnSettings, isToolsFile } from '../conventions.ts'
import { type Doubt, isOfOptions } from '../loss.ts'
import { speaksOfReadersProject, speaksOfThisCode, speaksToUsers } from '../manner.ts'

/** "The build script (e.g. `.travis.yml`)" */
const isGivenAsExample = ({ quote, token }: Claim): boolean => {
  const before = quote.split(token)[0] ?? ''
  return isForExample(before) || isLikened(before)
}

/** "Exclude all `setup.py` files": of what every project has, each that there is. */
const isEach = ({ quote, token }: Claim): boolean => {
  const [before = '', after = ''] = quote.split(token)
  return (
    /\b(?:all|any|every|each)(?: of)?(?: the)? [`*_]{0,3}$/i.test(before) &&
    /^[`*_]{0,3} (?:files?|modules?|scripts?|manifests?)\b/i.test(after)
  )
}

/** "A minimal `.drone.yml` example": of what any project may have, one that is shown. */
const isShown = ({ quote, token }: Claim): boolean => {
  const [before = '', after = ''] = quote.split(token)
  return (
    /\b(?:an?|minimal|sample|example|following) [`*_]{0,3}$/i.test(before) &&
    /^[`*_]{0,3} (?:file )?(?:example|sample|template|snippet)\b/i.test(after)
  )
}

/** "In ``tox.ini`` or ``setup.cfg``": of files that every project has, one or the other. */
const isOneOrOther = ({ quote, token }: Claim, names: readonly string[]): boolean =>
  !/^\W*(?:change|edit|bump|update|open|run|raise|set|adjust|see)\b/i.test(quote) &&
  Array.from(
    quote.matchAll(/`([\w./-]{1,60})`{1,2},? or `{1,2}([\w./-]{1,60})`/g),
    ([, one = '', other = '']) => [one, other],
  ).some((pair) => pair.includes(token) && pair.every((name) => isConventional(name, names)))

/** "Add the latest version of the Acme client library to `build.gradle`" */
const isAddedTo =
  /\badd\b.{1,300}\b(?:dependenc(?:y|ies)|librar(?:y|ies)|client|sdk|plug-?in|package|artifact)\b[^.]{0,40}\bto [`*_]{0,3}$/i

/** "Add this to `pytest.ini` or `setup.cfg`", "a fragment of what to add to `.travis.yml`" */
const isToWrite = ({ quote, token }: Claim): boolean =>
  isAddedTo.test((quote.split(token)[0] ?? '').replace(/\s+/g, ' ')) ||
  /\b(?:add|put|place|insert|paste|write|include) (?:this|that|these|the following|something)\b[^.]{0,40}\b(?:to|in|into)\b|\bwhat to (?:add|put|place|insert|paste|write|include) (?:to|in|into)\b/i.test(
    quote,
  )

/** "Acme reads `setup.cfg` if it is present": of a file of whoever runs it. */
const isIfPresent = ({ quote, token }: Claim): boolean =>
  quote
    .split(token)
    .slice(1)
    .some((after) =>
      /^[`*_"]{0,3},? (?:files? )?(?:if|when|where) (?:it|one|there|they|that file|the file) (?:is|are|exists?)(?: present| found| one)?\b/i.test(
        after.replace(/\s+/g, ' '),
      ),
    )

/** "`dist/`, `coverage/`, `yarn.lock`": patterns of what any project may have, most of which is not here. */
const isOfAnyProject = ({ quote, token }: Claim, { paths }: Survey): boolean => {
  const others = Array.from(quote.matchAll(/`([^`\s]{1,80})`/g), ([, name = '']) => name).filter(
    (name) => name !== token && /[./*]/.test(name),
  )
  const missing = others.filter((name) => !paths.has(name.replace(/\/$/, '')))
  const arePatterns = missing.some((name) => /\/$|\*/.test(name))
  return arePatterns && missing.length >= 3 && missing.length * 2 > others.length
}

/** "The classifiers of a package's `setup.py`": of what any project has. */
const ofAny =
  /\b(?:an?|any|another|third[- ]party) (?:[\w-]{1,20} ){0,2}(?:packages?|projects?|repositor(?:y|ies)|extensions?|crates?|gems?|plug-?ins?|apps?|librar(?:y|ies))['’]s? [`*_]{0,3}$/i

const isOfAny = ({ quote, token }: Claim): boolean => {
  const before = quote.split(token).slice(0, -1)
  return before.length > 0 && before.every((text) => ofAny.test(text.slice(-120)))
}

/** "Then we define the program that we named in `setup.py`": a page that goes through a project step by step. */
const isWalk = ({ quote }: Claim): boolean => /\b(?:we|let['’]s|let us)\b/i.test(quote)

/** "To your `.rubocop.yml`": the very file is the reader's. */
const isYours = ({ quote, token }: Claim): boolean =>
  quote
    .split(token)
    .slice(0, -1)
    .every((before) => /\byour (?:own |project['’]s )?[`*_]{0,4}$/i.test(before))

/** "Example project structure", "Sample folder layout" */
const ofLayout =
  /^\W*(?:an? )?(?:example|sample|suggested|recommended|typical) (?:of )?(?:[\w-]{1,20} ){0,2}(?:structure|layout|tree|organi[sz]ation)\b|\b(?:structure|layout|tree) (?:example|sample)s?\W*$/i

/** Folders that the root of any project may have. */
const ofAnyRoot = /^(?:tests?|specs?|src|lib|dist|build|public|app)\/?$/

/** `mocha --recursive test/` on a page below the root: a tool that its reader runs on a folder of theirs. */
const isRunOnFolder = (claim: Claim): boolean =>
  placeOf(claim).includes('/') && claim.quote.split('\n').some((line) => runsOn(line, claim.token))

const runsOn = (line: string, folder: string): boolean =>
  line.trimEnd().endsWith(` ${folder}`) &&
  /^[ \t]*(?:[$>] )?(?!(?:cd|ls|rm|cp|mv|cat|mkdir|git|make)\b)(?:npx |yarn |pnpm |bundle exec |python3? -m )?[a-z][\w-]{1,30} [^|;&]{0,120}$/.test(
    line,
  )

/** "Your `.travis.yml`": of what every project has, and of ends of paths, a page speaks to users as of their own. */
export const readersOwn: Doubt = ({ fate, opinion: { lost }, claim, page, ground }) => {
  if (claim.kind !== 'file-path' || lost.kind !== 'file-path') return null
  const isEnd = fate.was.path !== lost.path
  const { names } = ground.survey
  const isOneOfMany =
    isGivenAsExample(claim) &&
    (isConventional(posix.basename(lost.path), names) || isForCi(lost.path))
  if (/\$HOME\b|\bhome (?:directory|folder)\b/i.test(claim.quote))
    return unknown('created-by-reader', `the sentence speaks of the reader's home folder`)
  if (speaksOfThisCode(claim, page) && !isOneOfMany) return null
  if (claim.heading.some((heading) => ofLayout.test(heading)))
    return unknown('example', 'the section shows how a project may be laid out')
  const everyHas = isConventional(lost.path, names)
  const isReaders = speaksToUsers(claim)
    ? isOneOfMany ||
      isEnd ||
      everyHas ||
      (!lost.path.includes('/') && (speaksOfReadersProject(claim) || isYours(claim)))
    : isEnd
      ? isConventional(posix.basename(lost.path), names)
      : everyHas && page.home !== null && isWalk(claim)
  return isReaders ||
    (isEnd && isLaidOut(lost.path)) ||
    isOwnSettings(lost.path, names) ||
    (fate.is === 'gone' && ofAnyRoot.test(lost.path) && isRunOnFolder(claim)) ||
    (everyHas &&
      (isToWrite(claim) ||
        isShown(claim) ||
        isOneOrOther(claim, names) ||
        isEach(claim) ||
        isOfAny(claim) ||
        isIfPresent(claim) ||
        isOfAnyProject(claim, ground.survey)))
    ? unknown(
        'created-by-reader',
        `the sentence speaks to whoever uses the code, who may have a ${claim.subject} too`,
      )
    : null
}

/** `acme init`, `mkdir dashboards` in a sample: a page that has its reader begin a project. */
const beginning =
  /^[ \t]{0,12}(?:[$#] )?(?:mkdir\b|(?!(?:git|docker|podman|kubectl|gh|aws|gcloud|az|helm|terraform)\b)[a-z][\w-]{0,30} (?:init|new|create|generate|scaffold)\b)/
const fenced =
  /^[ \t]{0,12}(?:\x60{3,}|~{3,})[^\n]{0,200}\n([\s\S]{0,4000}?)\n[ \t]{0,12}(?:\x60{3,}|~{3,})/gm

const beginsProject = (text: string): boolean =>
  Array.from(text.matchAll(fenced), ([, sample = '']) => sample.split('\n')).some((lines) =>
    lines.some((line) => beginning.test(line)),
  )

/**
 * A page that has its reader begin a project speaks of files there: the end of a path is no sign of a file that lay in a folder of which the
 * page says nothing.
 */
export const inReadersProject: Doubt = ({ opinion: { lost }, fate, page }) => {
  const whole = fate.was.path
  if (lost.kind !== 'file-path' || whole === lost.path || !whole.endsWith(`/${lost.path}`))
    return null
  const folder = whole.slice(0, -lost.path.length - 1)
  const [home = ''] = /^.*(?=\/)/.exec(page.home?.path ?? '') ?? []
  const isNear =
    !folder.includes('/') ||
    `${home}/`.startsWith(`${folder}/`) ||
    (home !== '' && `${folder}/`.startsWith(`${home}/`)) ||
    page.text.includes(folder)
  return isNear || !beginsProject(page.text)
    ? null
    : unknown(
        'created-by-reader',
        `the page has its reader begin a project, and says nothing of ${folder}`,
      )
}

const yourFile =
  /\byour (?:own |project['’]s )?[`*_]{0,3}([\w.-]{1,40}\.\w{1,8}|[A-Z]\w{1,20}file)\b/

/** Files that nothing is called in: a name in code marks that is set there may have been read as one of a program. */
const ofData = /\.(?:json[c5]?|ya?ml|toml|ini|cfg|xml|properties)$/i

/** `eslint.config.js`, `.babelrc.js`: settings that a program writes out. */
const ofProgram = /(?:\.(?:config|conf)|rc)\.[cm]?[jt]s$/

/** "Set `strict` in your `tsconfig.json`": settings of a tool that others make, whatever this code once told it. */
export const ofReadersFile: Doubt = ({ opinion: { lost }, claim, page, ground }) => {
  const file = yourFile.exec(claim.quote)?.[1]
  if (lost.kind === 'symbol' ? !ofData.test(file ?? '') : !isOfOptions(lost)) return null
  return file !== undefined &&
    isToolsFile(file, ground.survey.names) &&
    !speaksOfThisCode(claim, page)
    ? unknown('created-by-reader', `the sentence speaks of a ${file} of whoever uses the code`)
    : null
}

/** `"pre-commit": "ledger check"`: the name stands before its value. */
const isEntry = ({ quote, token }: Claim): boolean =>
  quote
    .split(token)
    .slice(1)
    .some((rest) => /^["']?\s{0,4}[:=]/.test(rest))

/** "Add `transformIgnorePatterns` to …" */
const isToSet = ({ quote, token }: Claim): boolean =>
  quote
    .split(token)
    .slice(0, -1)
    .some((before) =>
      /^(?:\W{0,6}|.*[.:;,] )(?:then )?(?:add|set|put|specify)\W{1,4}$/is.test(before),
    )

/** `"pre-commit": "ledger check"` in a sample of a `package.json`: what this code told a tool of others, and its users may tell it still. */
export const ofToolsFile: Doubt = ({ opinion: { lost }, claim, page, fate, ground }) =>
  ((isOfOptions(lost) && isEntry(claim)) ||
    ((isOfOptions(lost) || lost.kind === 'symbol') &&
      isToSet(claim) &&
      !page.text.includes(posix.basename(fate.was.path)))) &&
  (ofData.test(fate.was.path) || ofProgram.test(fate.was.path)) &&
  !/(?:^|\/)_?config\./i.test(fate.was.path) &&
  isToolsFile(posix.basename(fate.was.path), ground.survey.names) &&
  !speaksOfThisCode(claim, page)
    ? unknown(
        'other-project',
        `${fate.was.path} told it to a tool that others make, as files of whoever uses this code may`,
      )
    : null

/** Scripts that any package may have. */
const ofAnyPackage = /^(?:test|start|build|dev)$/

/** `npm test` on a page for users, below the root and no front of a folder: a script of their own package. */
export const ofReadersPackage: Doubt = ({ claim, page, fate, isSeen }) =>
  !isSeen &&
  claim.kind === 'package-script' &&
  fate.is === 'gone' &&
  ofAnyPackage.test(claim.subject) &&
  /\/(?!readme\.)[^/]+$/i.test(placeOf(claim)) &&
  !speaksOfThisCode(claim, page)
    ? unknown('created-by-reader', `any package may have a script ${claim.subject}`)
    : null
