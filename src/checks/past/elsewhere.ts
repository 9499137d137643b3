import { posix } from 'node:path'
import { isFileOf } from '../build-tools.ts'
import { unknown } from '../check.ts'
import { isForCi, isForDeployment, isOfFramework, isVendored } from './conventions.ts'
import { broughtIn, kitReading, takenOver } from './dependencies.ts'
import { everyObjectHas } from './every-object.ts'
import { type Doubt, isPath, surveysOf } from './loss.ts'
import { speaksOfThisCode } from './manner.ts'
import { isOfAnotherTongue } from './tongues.ts'

export const otherTongue: Doubt = ({ claim, fate }) =>
  isOfAnotherTongue(claim.language ?? null, fate.was.path)
    ? unknown(
        'other-project',
        `what was removed stood in ${fate.was.path}, which is of another language than the sample`,
      )
    : null

/** What code used without a version was in a registry all the while, and may well be there still. */
export const inRegistry: Doubt = ({ claim, opinion, fate }) =>
  opinion.lost.kind === 'image' &&
  fate.is === 'gone' &&
  (!claim.subject.includes('/') || (claim.value !== null && !/\d/.test(claim.value)))
    ? unknown(
        'other-project',
        `no code here uses ${claim.subject} any more, but a registry may have ${claim.value === null ? 'it' : `its tag ${claim.value}`} still`,
      )
    : null

/** `make install` is none of Gradle's tasks. */
export const ofAnotherTool: Doubt = ({ claim, opinion: { lost }, fate }) =>
  lost.kind === 'build-target' && !isFileOf(claim.sense, fate.was.path)
    ? unknown(
        'other-project',
        `what was removed from ${fate.was.path} was a target of another tool`,
      )
    : null

/** Tasks of Gradle come with its plugins as well, whatever a build file once registered by that name. */
export const broughtByPlugin: Doubt = ({ claim, opinion: { lost }, fate }) =>
  lost.kind === 'build-target' && fate.is === 'gone' && /\.gradle(?:\.kts)?$/.test(fate.was.path)
    ? unknown('incomplete-survey', `a plugin of Gradle may bring a task ${claim.subject}`)
    : null

/** `kubectl apply -f https://…`, `helm install …`: what somebody else's manifests make. */
const appliesOthers =
  /\bkubectl\b[^\n]{0,80} (?:-f|--filename|-k)[ =]https?:\/\/[^\s]{1,300}|\bhelm (?:install|upgrade)\b[^\n]{0,200}/g

/** An object of the cluster may come with what the page itself brings in from elsewhere. */
export const broughtByPage: Doubt = ({ claim, opinion: { lost }, page, ground }) => {
  if (lost.kind !== 'resource') return null
  const isOurs = (command: string) =>
    ground.survey.names.some((name) => command.includes(name.split('/').at(-1) ?? name))
  const [brings] = (page.text.match(appliesOthers) ?? []).filter((command) => !isOurs(command))
  return brings === undefined
    ? null
    : unknown(
        'other-project',
        `the page runs "${brings.slice(0, 120)}", which may make ${claim.subject}`,
      )
}

/** A class may take away a member of its own that every object has all the same. */
export const ofEveryObject: Doubt = ({ claim, opinion: { lost }, fate }) => {
  if (lost.kind !== 'symbol' || claim.owner === null || fate.is !== 'gone') return null
  const last = claim.subject.split('.').at(-1) ?? ''
  return everyObjectHas(last, fate.was.path)
    ? unknown(
        'other-project',
        `every object has ${last}, whether or not the code here makes its own`,
      )
    : null
}

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

/** Whoever runs the program may set a key of its framework, whether or not the settings that come with it do. */
export const ofFramework: Doubt = ({ claim: { subject }, grounds }) =>
  isOfFramework(
    subject,
    grounds.flatMap(({ survey }) => survey.names),
  )
    ? unknown('other-project', `${subject} is a key of the framework that this code is built on`)
    : null

/** `export DATA_DIR=build`: set, for whatever may read it. */
const isSet = /^\s*(?:(?:export|declare -x)\s+\w+=|setenv\s)/

/** What only a pipeline, a deployment or a script set was meant for the programs that it runs. */
export const setForOthers: Doubt = ({ opinion, claim, fate, page }) =>
  opinion.lost.kind === 'environment-variable' &&
  (isForDeployment(fate.was.path) ||
    ((isForCi(fate.was.path) || isSet.test(fate.was.quote)) && !speaksOfThisCode(claim, page)))
    ? unknown(
        'other-project',
        `no code here ever read ${claim.subject}: ${fate.was.path} set it for a program that it ran`,
      )
    : null

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

/** What contributors laid beside the code, and was taken away with them: examples of what users may run with it. */
export const ofContributions: Doubt = (loss) =>
  loss.fate.is === 'gone' &&
  !isPath(loss) &&
  /^contrib\//.test(loss.fate.was.path) &&
  !loss.ground.survey.paths.has('contrib')
    ? unknown('other-project', `${loss.fate.was.path} was a contribution beside the code`)
    : null

const movedOut =
  /\b(?:mov(?:e[sd]?|ing)|extract(?:s|ed|ing)?|split(?:s|ting)?|break(?:s|ing)?|broke|spin(?:ning)?|spun|migrat(?:e[sd]?|ing))\b.{0,80}\b(?:out\b(?! of (?:date|order))|(?:own|separate|another|different|individual|standalone|dedicated|external) (?:[\w-]{1,40} )?(?:repos?|repositor(?:y|ies)|packages?|projects?|library|gem|crate)\b|https?:\/\/)/i

/** "Replace search with a stub of the external tidesearch library", "Deprecate Acme.Consul in favor of a dedicated repository" */
const replacedBy =
  /\b(?:replac(?:e[sd]?|ing)|in favou?r of)\b.{0,120}\b(?:own|separate|another|different|individual|standalone|dedicated|external) (?:[\w-]{1,40} )?(?:repos?|repositor(?:y|ies)|packages?|library|gem|crate)\b|\buse[sd]?\b.{0,40}\b(?:own|separate|individual|dedicated) repo(?:s\b|sitor(?:y|ies)\b)/i

/** `git subtree` brings in trees of other repositories, whose paths and names were never this one's. */
const ofSubtree = /^Squashed '[^']{1,200}' (?:changes|content) from\b/

export const ofOtherTree: Doubt = ({ fate: { change } }) =>
  ofSubtree.test(change.subject ?? '')
    ? unknown(
        'other-project',
        `the change says "${change.subject}": its tree is another repository's`,
      )
    : null

/** "Extract the parser", where the file went. */
const extracted = /^(?:\W{0,3}[\w()/-]{1,20}[\]:]{1,2} )?extract(?:s|ed|ing)?\b/i

/** A change that says itself that it took something elsewhere. */
export const saidToMoveOut: Doubt = (loss) => {
  const { subject } = loss.fate.change
  const hasFile = loss.ground.survey.paths.has(loss.fate.was.path)
  const says =
    subject !== null &&
    (movedOut.test(subject) || replacedBy.test(subject) || (!hasFile && extracted.test(subject)))
  return loss.fate.is === 'gone' && !isPath(loss) && says
    ? unknown('other-project', `the change that took it away says "${subject.slice(0, 120)}"`)
    : null
}

export const leftWithFolder: Doubt = (loss) => {
  const { fate } = loss
  if (fate.is !== 'gone' || isPath(loss)) return null
  const taker = takenOver(fate.was.path, surveysOf(loss))
  return taker === null
    ? null
    : unknown(
        'other-project',
        `it left with ${posix.dirname(fate.was.path)}; this code depends on ${taker} now, which may have it still`,
      )
}

export const leftForDependency: Doubt = async (loss) => {
  const { fate, ground, claim, page } = loss
  const isWhole = loss.opinion.whole !== null
  if (fate.is !== 'gone' || isPath(loss) || isWhole || claim.kind === 'dependency') return null
  const taker = broughtIn(
    await ground.history.dependenciesBroughtBy(fate.change),
    { claim, page },
    ground.survey.names,
  )
  return taker === null
    ? null
    : unknown(
        'other-project',
        `the change that took it away brought ${taker} in, which may have it now`,
      )
}
