import { posix } from 'node:path'
import { wordsOf } from '../../../domain/fact.ts'
import { isFileOf } from '../../build-tools.ts'
import { unknown } from '../../check.ts'
import { isNameOfOurs } from '../../names.ts'
import { isForCi, isForDeployment, isOfFramework } from '../conventions.ts'
import { kitReading } from '../dependencies.ts'
import { type Doubt, surveysOf } from '../loss.ts'
import { speaksOfThisCode } from '../manner.ts'

const operational = /^\/(?:metrics|healthz?|livez?|readyz?|ready|live|status|ping|debug\/\w+)\/?$/

const forTerminals = /^--(?:no-)?colou?r$/

/** What servers have for those who run them, and programs for their terminals, libraries bring along. */
export const ofLibraries: Doubt = ({ opinion: { lost } }) =>
  (lost.kind === 'route' && operational.test(lost.subject)) ||
  (lost.kind === 'cli-flag' && forTerminals.test(lost.subject))
    ? unknown('other-project', `libraries see to ${lost.subject} by themselves`)
    : null

const foreignFlags = /\b(?:\w+\.)?(?:Add|Bind)(?:Go)?Flag(?:s|Set)?\(/

/** Go programs let libraries add flags of theirs: `logs.AddFlags(flags)`. */
export const addedByLibrary: Doubt = async ({ opinion: { lost }, claim, fate, ground }) => {
  const isFlag = lost.kind === 'cli-flag' || claim.subject.startsWith('--')
  if (!isFlag || !fate.was.path.endsWith('.go')) return null
  const text = await ground.history.textNow(fate.was.path)
  return text !== null && foreignFlags.test(text)
    ? unknown(
        'incomplete-survey',
        `${fate.was.path} lets libraries add flags, and ${claim.subject} may be theirs`,
      )
    : null
}

const ofSettings = /\.(?:ya?ml|json[c5]?|toml|ini|cfg|conf|properties|env)$/i
const ofTests = /(?:^|\/)(?:\w*tests?|__tests__|specs?|e2e|testdata|fixtures?)\//i

/**
 * A key that only settings of a deployment, a pipeline or a test had, in a file of which the page does not speak: they may have been for
 * any program, and what ours takes is told by what reads it.
 */
export const ofOthersSettings: Doubt = ({ claim, opinion: { lost }, fate, page }) => {
  const { path } = fate.was
  const isName = claim.kind === 'option' || claim.kind === 'symbol'
  if (!isName || lost.kind === 'file-path' || fate.is !== 'gone') return null
  const isElsewhere = isForDeployment(path) || isForCi(path) || ofTests.test(path)
  if (!isElsewhere || !ofSettings.test(path) || page.text.includes(posix.basename(path)))
    return null
  return unknown(
    'other-project',
    `only ${path} set ${claim.subject}, and the page does not speak of that file`,
  )
}

/** Whoever runs the program may set a key of its framework, whether or not the settings that come with it do. */
export const ofFramework: Doubt = ({ claim: { subject }, grounds }) =>
  isOfFramework(
    subject,
    grounds.flatMap(({ survey }) => survey.names),
  )
    ? unknown('other-project', `${subject} is a key of the framework that this code is built on`)
    : null

/** `export DATA_DIR=build`, `os.Setenv("DATA_DIR", …)`: set, for whatever may read it. */
const sets =
  /^\s*(?:(?:export|declare -x)\s+\w+=|setenv\s)|\b(?:os\.)?(?:set_?env|putenv|set_var|SetEnvironmentVariable)\(|\b(?:os\.environ|process\.env|ENV)\[[^\]]{1,80}\] {0,3}=(?!=)|\bprocess\.env\.\w{1,80} {0,3}=(?!=)/i

/** A line that names it twice, as `export PORT=${PORT:-80}` does, reads it as well. */
const isOnlySet = (name: string, line: string): boolean =>
  sets.test(line) && line.split(name).length === 2

/** What only a pipeline, a deployment or a script set was meant for the programs that it runs. */
export const setForOthers: Doubt = ({ opinion, claim, fate, page }) => {
  const { path, quote } = fate.was
  if (opinion.lost.kind !== 'environment-variable') return null
  const isElsewhere =
    (isForCi(path) || isOnlySet(claim.subject, quote)) && !speaksOfThisCode(claim, page)
  return isForDeployment(path) || isElsewhere
    ? unknown(
        'other-project',
        `where ${claim.subject} stood last, in ${path}, it was set for a program`,
      )
    : null
}

/** `TIDEC_HOME`: where whoever uses Tidec put it, which scripts here may once have asked for. */
export const whereOthersAre: Doubt = (loss) => {
  const { lost } = loss.opinion
  if (lost.kind !== 'environment-variable') return null
  const program = /^([A-Z][A-Z\d]*(?:_[A-Z\d]+)*)_HOME$/.exec(lost.subject)?.[1]
  if (program === undefined) return null
  const spoken = new RegExp(String.raw`(?<![\w$])${program.replaceAll('_', '[ _-]?')}(?!\w)`, 'i')
  if (!spoken.test(loss.claim.quote.replaceAll(lost.subject, ''))) return null
  return isNameOfOurs(program, surveysOf(loss))
    ? null
    : unknown('other-project', `${lost.subject} tells where ${program} is, which is not made here`)
}

export const readByKit: Doubt = (loss) => {
  if (loss.opinion.lost.kind !== 'environment-variable') return null
  const kit = kitReading(loss.claim.subject, surveysOf(loss))
  return kit === null
    ? null
    : unknown(
        'other-project',
        `this code depends on ${kit}, which may read ${loss.claim.subject} by itself`,
      )
}

/** Tasks that plugins of Gradle bring by these names: its own, and those that nearly every build has. */
const ofPlugins =
  /^(?:check|build|test|assemble|clean|jar|\w*[jJ]ar|docs|javadoc|groovydoc|dokka\w*|asciidoctor|publish\w*|upload\w*|run|boot\w+|installDist|dist(?:Zip|Tar)|spotless\w*|ktlint\w*|detekt|lint\w*|checkstyle\w*|pmd\w*|jacoco\w*|sonar\w*|connected\w*|(?:test|compile|lint|assemble|bundle|install|merge|package|process)(?:[A-Z]\w*)?(?:Debug|Release)(?:UnitTest|AndroidTest|Kotlin|JavaWithJavac|Sources|Resources|Manifest|Assets|Aar|Apk|Bundle)*|native\w+|jmh\w*|integrationTest|wrapper|release|dependencyUpdates)$/

/** What Bundler brings with `bundler/gem_tasks`. */
const ofBundler = /^(?:build(?::checksum)?|install(?::local)?|release(?::\w+)?|clean|clobber)$/

/** Rake has tasks that libraries bring, where a Rakefile asks for them. */
export const broughtByRakefile: Doubt = (loss) => {
  const { lost } = loss.opinion
  if (lost.kind !== 'build-target' || !ofBundler.test(lost.subject)) return null
  const asks = surveysOf(loss).some((survey) =>
    [...survey.paths].some(
      (path) => isFileOf('rake', path) && survey.incomplete('build-target', path) !== null,
    ),
  )
  return asks && isFileOf('rake', loss.fate.was.path)
    ? unknown('incomplete-survey', `a library may bring a task ${loss.claim.subject}`)
    : null
}

/** Tasks of Gradle come with its plugins as well, whatever a build file once registered by that name. */
export const broughtByPlugin: Doubt = ({ opinion: { lost }, claim, fate }) =>
  lost.kind === 'build-target' &&
  /\.gradle(?:\.kts)?$/.test(fate.was.path) &&
  ofPlugins.test(lost.subject)
    ? unknown('incomplete-survey', `a plugin of Gradle may bring a task ${claim.subject}`)
    : null

/** `kubectl apply -f https://…`, `helm install argo argo/argo-cd`: what somebody else's manifests make. */
const appliesOthers =
  /\bkubectl\b[^\n]{0,80} (?:-f|--filename|-k)[ =]https?:\/\/[^\n]{1,300}|\bhelm (?:install|upgrade)\b[^\n]{0,120} [\w-]{1,60}\/[\w-]{1,60}(?=\s|$)[^\n]{0,100}/gm

/** Words without the s of many. */
const telling = (text: string): string[] =>
  wordsOf(text).flatMap((word) => (word.length < 4 ? [] : word.replace(/s$/, '')))

/** An object of the cluster may come with what the page itself brings in from elsewhere, where the command names it by a word. */
export const broughtByPage: Doubt = (loss) => {
  const { claim, opinion, page } = loss
  if (opinion.lost.kind !== 'resource' || claim.kind !== 'kubernetes-object') return null
  const own = surveysOf(loss).flatMap(({ names }) =>
    names.map((name) => telling(name.slice(name.lastIndexOf('/') + 1))),
  )
  const wanted = telling(claim.subject)
  const brings = (page.text.match(appliesOthers) ?? []).find((command) => {
    const said = new Set(telling(command))
    const isOurs = own.some((words) => words.length > 0 && words.every((word) => said.has(word)))
    return !isOurs && wanted.some((word) => said.has(word))
  })
  return brings === undefined
    ? null
    : unknown(
        'other-project',
        `the page runs "${brings.slice(0, 120)}", which may make ${claim.subject}`,
      )
}
