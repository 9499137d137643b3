import { posix } from 'node:path'
import type { Fact, Survey } from '../../domain/fact.ts'
import { bareName } from './invocation.ts'
import { everybodysTools } from './tools.ts'

interface Programs {
  /** Every program that the repository makes. */
  readonly all: ReadonlySet<string>
  /** What the manifests of a folder install, by the folder. */
  readonly installed: ReadonlyMap<string, ReadonlySet<string>>
  /** What the repository itself is called. */
  readonly names: ReadonlySet<string>
}

const known = new WeakMap<Survey, Programs>()

const scripts =
  /^(?:(?:project|tool\.poetry|tool\.flit)\.(?:gui-)?scripts|bin|options\.entry_points\.console_scripts)\.([\w.-]+)$/
const manifest =
  /(?:^|\/)(?:(?:package|composer)\.json|pyproject\.toml|setup\.(?:cfg|py)|Cargo\.toml|[\w.-]+\.gemspec)$/
const entry = /(?:^|\/)(?:cmd|bin|exe|src\/bin|scripts?)\/([\w.-]+)$/

/** The programs that a repository makes: what its manifests install, its own names, what its folders of programs hold. */
function programsOf(survey: Survey): Programs {
  const before = known.get(survey)
  if (before !== undefined) return before
  const names = new Set(survey.names.map(bareName))
  const installed = new Map<string, Set<string>>()
  for (const { name, path } of installedIn(survey)) {
    const folder = folderOf(path)
    installed.set(folder, (installed.get(folder) ?? new Set()).add(name))
  }
  const all = new Set([...names, ...[...installed.values()].flatMap((some) => [...some])])
  for (const path of survey.paths) {
    const name = bareName(entry.exec(path)?.[1] ?? '')
    // `bin/rake` starts a tool that everybody has.
    if (name !== '' && !everybodysTools.has(name)) all.add(name)
  }
  const programs = { all, installed, names }
  known.set(survey, programs)
  return programs
}

function* installedIn(survey: Survey): Iterable<{ readonly name: string; readonly path: string }> {
  for (const subject of survey.subjects('setting')) {
    const name = scripts.exec(subject)?.[1]
    if (name === undefined) continue
    for (const { path } of survey.about(subject, ['setting'])) yield { name, path }
  }
  for (const name of survey.subjects('command'))
    for (const fact of survey.about(name, ['command']))
      if (isInstalled(fact)) yield { name, path: fact.path }
}

const folderOf = (path: string): string => {
  const folder = posix.dirname(path)
  return folder === '.' ? '' : folder
}

/** Whether a fact on a command is a manifest's word that it installs a program. */
export const isInstalled = ({ path, owner }: Fact): boolean => manifest.test(path) && owner === null

/** Whether a file or a folder of the repositories, which may be run by its path, is called like a program. */
export const isHere = (program: string, surveys: readonly Survey[]): boolean =>
  surveys.some((survey) => namesIn(survey).has(program))

const named = new WeakMap<Survey, ReadonlySet<string>>()

function namesIn(survey: Survey): ReadonlySet<string> {
  const before = named.get(survey)
  if (before !== undefined) return before
  const names = new Set(Array.from(survey.paths, bareName))
  named.set(survey, names)
  return names
}

/** Whether a program is one that the repositories make. */
export const isOwn = (program: string, surveys: readonly Survey[]): boolean =>
  surveys.some((survey) => programsOf(survey).all.has(program))

/**
 * Whether a file states the commands and flags of just this program, where a repository makes several: it lies where
 * the program's name says so, else the program is the only one that the nearest manifest installs, else the one that
 * the repository is called like.
 */
export function startsFrom(path: string, program: string, survey: Survey): boolean {
  const { all, installed, names } = programsOf(survey)
  if (all.size === 1 && all.has(program)) return true
  const parts = path.replace(/\.\w+$/, '').split('/')
  const said = parts.findLast((part) => part === program || (all.has(part) && !ordinary.test(part)))
  if (said !== undefined) return said === program
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const here = installed.get(folder)
    if (here !== undefined) return here.size === 1 && here.has(program)
    if (folder === '') break
  }
  return names.size === 1 && names.has(program)
}

/** Folders and files that every repository has, whatever its programs are called. */
const ordinary = /^(?:src|lib|cmd|cli|bin|exe|app|main|index|commands?|internal|pkg|core|tools?)$/
