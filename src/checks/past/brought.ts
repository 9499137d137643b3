import { unknown } from '../check.ts'
import { isForCi, isForDeployment, isOfFramework } from './conventions.ts'
import { kitReading } from './dependencies.ts'
import { type Doubt, surveysOf } from './loss.ts'
import { speaksOfThisCode } from './manner.ts'

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

/** Whoever runs the program may set a key of its framework, whether or not the settings that come with it do. */
export const ofFramework: Doubt = ({ claim: { subject }, grounds }) =>
  isOfFramework(
    subject,
    grounds.flatMap(({ survey }) => survey.names),
  )
    ? unknown('other-project', `${subject} is a key of the framework that this code is built on`)
    : null

/** `export DATA_DIR=build`, `os.Setenv("DATA_DIR", …)`: set, for whatever may read it. */
const isSet =
  /^\s*(?:(?:export|declare -x)\s+\w+=|setenv\s)|\b(?:os\.)?(?:set_?env|putenv|set_var|SetEnvironmentVariable)\(|\b(?:os\.environ|process\.env|ENV)\[[^\]]{1,80}\] {0,3}=(?!=)|\bprocess\.env\.\w{1,80} {0,3}=(?!=)/i

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
  if (lost.kind !== 'resource' || claim.kind !== 'kubernetes-object') return null
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
