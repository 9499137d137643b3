import type { Fact, Survey } from '../../domain/fact.ts'
import { bareName } from './invocation.ts'

const known = new WeakMap<Survey, ReadonlySet<string>>()

const scripts =
  /^(?:(?:project|tool\.poetry|tool\.flit)\.(?:gui-)?scripts|bin|options\.entry_points\.console_scripts)\.([\w.-]+)$/
const manifest = /(?:^|\/)(?:package\.json|pyproject\.toml|setup\.(?:cfg|py)|Cargo\.toml)$/
const entry = /(?:^|\/)(?:cmd|bin|exe|src\/bin|scripts?)\/([\w.-]+)$/

/** The programs that a repository makes: what its manifests install, its own names, what its folders of programs hold. */
export function ownPrograms(survey: Survey): ReadonlySet<string> {
  const before = known.get(survey)
  if (before !== undefined) return before
  const programs = new Set(survey.names.map(bareName))
  for (const subject of survey.subjects('setting')) {
    const name = scripts.exec(subject)?.[1]
    if (name !== undefined) programs.add(name)
  }
  for (const subject of survey.subjects('command'))
    if (survey.about(subject, ['command']).some(isInstalled)) programs.add(subject)
  for (const path of survey.paths) {
    const name = entry.exec(path)?.[1]
    if (name !== undefined) programs.add(bareName(name))
  }
  known.set(survey, programs)
  return programs
}

const isInstalled = ({ path, owner }: Fact): boolean => manifest.test(path) && owner === null

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
  surveys.some((survey) => ownPrograms(survey).has(program))
