import type { Claim } from '../domain/claim.ts'
import type { Survey } from '../domain/fact.ts'
import { buildTools, commandsOf, type ToolName } from './build-tools.ts'
import { type Check, type Mention, type Reading, unknown, type Whole } from './check.ts'
import { isRepositoryHere, lastCloned } from './clones.ts'
import { isHere, isInstalled } from './command-lines/programs.ts'
import { evidenceOf, factsAbout } from './names.ts'
import { nearest } from './nearest/nearest.ts'
import { isVendored, mayBeSetAside } from './past/conventions.ts'
import { isPlaceholder, isStem } from './shape.ts'
import type { Token } from './tokens.ts'

/** A page says to run a target of a build tool; a file of that tool must state it. */
export const buildTarget: Check = {
  about: 'A page says to run a target of a build tool; a build file in scope must have it.',
  against: ['build-target'],

  *mentions({ tokens }: Reading): Iterable<Mention> {
    for (const token of tokens) {
      if (token.place !== 'shell' && token.place !== 'code') continue
      for (const { tool, target, at } of commandsOf(token.text, token.place === 'shell')) {
        if (isPlaceholder(target)) continue
        const start = token.span[0] + at
        yield {
          subject: target,
          sense: tool,
          token: target,
          span: [start, start + target.length],
          block: token.block,
          canBeCreated: true,
          owner: enteredBefore(token.block.text, start - token.block.textStart),
          ...moodOf(target, token, start),
        }
      }
    }
  },

  judge(claim, surveys) {
    if (
      claim.owner !== null &&
      !isRepositoryHere(claim.owner, surveys) &&
      !isFolder(claim.owner, surveys)
    )
      return unknown('other-project', `the commands are run in ${claim.owner}`)
    const tool = buildTools[toolNamed(claim.sense)]
    const fact = namesOf(claim)
      .flatMap((name) => factsAbout(name, ['build-target'], surveys))
      .find(({ path }) => tool.files.test(path))
    if (fact) return { status: 'holds', evidence: [evidenceOf(fact, surveys)] }
    const name = toolNamed(claim.sense)
    if (isMadeHere(name, surveys))
      return unknown('example', `${name} is made here, and its pages run it on files of a reader`)
    if (/^(?:all|check|test|install|uninstall|clean|dist|distclean|distcheck)$/.test(claim.subject))
      if (surveys.some((survey) => makesMakefiles(survey)))
        return unknown(
          'incomplete-survey',
          `a generator writes the targets, ${claim.subject} among them`,
        )
    const files = surveys.flatMap((survey) => filesOf(survey, tool.files))
    return {
      status: 'absent',
      lost: { kind: 'build-target', subject: claim.subject, owner: null },
      whole: tool.isOpen || files.some(isUnread) ? null : wholeFiles(claim.subject, files),
      distinctive: true,
      stillStands: 0,
      near: nearest(claim.subject, surveys, ['build-target']),
      otherwise: openFile(files, claim.sense ?? ''),
    }
  },
}

/** Nox runs `test-3.10`, `test-pypy3.11` and `test(db='x')` of a session called `test`. */
const namesOf = ({ subject, sense }: Claim): readonly string[] =>
  sense === 'nox'
    ? [subject, subject.replace(/-(?:pypy|graalpy|pyston)?-?\d[\d.]*t?$|\(.*$/, '')]
    : [subject]

/** What a manual calls the target that a reader picks: `make TARGET`. */
const placeholder = /^(?:NAME|TARGET|TASK|SESSION|RULE|RECIPE|COMMAND|ENV(?:NAME)?)$/

/** A pattern stands for many targets; what an archive brought is somebody else's. */
function moodOf(target: string, token: Token, start: number): Pick<Mention, 'mood'> {
  if (
    placeholder.test(target) ||
    isStem(target, token.text.slice(start + target.length - token.span[0]))
  )
    return { mood: 'example' }
  return isUnpacked(token.block.text, start - token.block.textStart)
    ? { mood: 'other-project' }
    : {}
}

/** Autotools, CMake and Meson write makefiles of their own, with targets that stand in no file here. */
const makesMakefiles = ({ paths }: Survey): boolean =>
  [
    'configure.ac',
    'configure.in',
    'Makefile.am',
    'CMakeLists.txt',
    'meson.build',
    'configure',
  ].some((path) => paths.has(path))

const toolNamed = (sense: string | undefined): ToolName => {
  for (const name of [
    'just',
    'rake',
    'task',
    'mage',
    'gradle',
    'tox',
    'nox',
    'poe',
    'invoke',
  ] as const)
    if (name === sense) return name
  return 'make'
}

interface BuildFile {
  readonly survey: Survey
  readonly path: string
  /** Why its list of targets may not be whole. */
  readonly open: string | null
}

const filesOf = (survey: Survey, files: RegExp): readonly BuildFile[] =>
  [...survey.paths]
    .filter((path) => files.test(path))
    .map((path) => ({ survey, path, open: survey.incomplete('build-target', path) }))

const stating = new WeakMap<Survey, ReadonlySet<string>>()

/** The files whose targets are known. */
function filesStating(survey: Survey): ReadonlySet<string> {
  const known = stating.get(survey)
  if (known !== undefined) return known
  const found = new Set<string>()
  for (const name of survey.subjects('build-target'))
    for (const { path, weak } of survey.about(name, ['build-target'])) if (!weak) found.add(path)
  stating.set(survey, found)
  return found
}

/** What programs write, and what lies among documents, is no evidence, but a makefile there states targets all the same. */
const isUnread = ({ survey, path, open }: BuildFile): boolean =>
  open === null && mayBeSetAside.test(path) && !isVendored(path) && !filesStating(survey).has(path)

/** Every file of the tool was read, and none has the target. */
function wholeFiles(target: string, files: readonly BuildFile[]): Whole | null {
  const [first] = files
  if (first === undefined || files.some(({ open }) => open !== null)) return null
  const { survey, path } = first
  return {
    because: `no build file of ${survey.repository} has a target ${target}`,
    evidence: [
      {
        in: 'code',
        repository: survey.repository,
        commit: survey.commit,
        path,
        line: 1,
        quote: `${path}: all its targets are known, and ${target} is none of them`.slice(0, 200),
      },
    ],
    isOurs: files.length === 1 && !path.includes('/'),
  }
}

/** A file whose targets are not all known may have it. */
const openFile = (files: readonly BuildFile[], tool: string) => {
  const [first] = files
  if (first === undefined) return unknown('never-existed', `no file here tells ${tool} what to do`)
  const open = files.find((file) => file.open !== null)?.open
  return open ? unknown('incomplete-survey', open) : null
}

const enter =
  /(?:^|[\n;&|])[ \t$]{0,8}(?:cd|pushd)[ \t]+["']?(?:[^\s;&|"']{0,200}\/)?([A-Za-z][\w.-]{0,80})\/?["']?(?=[\s;&|]|$)/g

/** What the sample has cloned, or the folder it went to, before it runs the command: the target is that project's. */
const enteredBefore = (text: string, at: number): string | null => {
  const before = text.slice(Math.max(0, at - 2_000), at)
  return lastCloned(before)?.name ?? [...before.matchAll(enter)].at(-1)?.[1] ?? null
}

const isFolder = (name: string, surveys: readonly Survey[]): boolean =>
  isHere(name, surveys) || surveys.some(({ paths }) => paths.has(name))

/** The repository is the tool itself. */
const isMadeHere = (tool: ToolName, surveys: readonly Survey[]): boolean =>
  isRepositoryHere(tool, surveys) ||
  surveys.some((survey) => survey.about(tool, ['command']).some(isInstalled))

/** An archive that was unpacked before is somebody else's. */
const isUnpacked = (text: string, at: number): boolean =>
  /\b(?:tar\s+-?\w*x|unzip|\.\/configure|wget|cmake)\b/.test(
    text.slice(Math.max(0, at - 2_000), at),
  )
