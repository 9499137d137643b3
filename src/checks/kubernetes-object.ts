import type { Claim } from '../domain/claim.ts'
import type { Fact, Survey } from '../domain/fact.ts'
import { sameValue } from '../values/values.ts'
import { type Check, type Mention, type Opinion, type Reading, unknown } from './check.ts'
import { inEnvironment } from './infrastructure/environments.ts'
import { isObjectName, kindCalled } from './infrastructure/kinds.ts'
import { objectsInCommands } from './infrastructure/kubectl.ts'
import { numbersIn } from './infrastructure/object-numbers.ts'
import { evidenceOf, factsAbout, hasAny } from './names.ts'
import { nearest } from './nearest/nearest.ts'
import { isPlaceholder } from './shape.ts'
import type { Token } from './tokens.ts'

/** A page names an object of a cluster, or how many replicas or how much memory it has; a manifest must say so. */
export const kubernetesObject: Check = {
  about: 'A page names an object of a cluster and its numbers; a manifest must state them.',
  against: ['resource', 'setting'],

  *mentions(reading) {
    yield* inSentences(reading)
    for (const { kind, name, span, block } of objectsInCommands(reading))
      yield { subject: name, owner: kind, token: name, span, block, canBeCreated: true }
    yield* numbersIn(reading)
  },

  judge(claim, surveys): Opinion {
    return claim.owner === 'object' ? judgeNumber(claim, surveys) : judgeObject(claim, surveys)
  },
}

function judgeObject(claim: Claim, surveys: readonly Survey[]): Opinion {
  const { subject, owner } = claim
  const all = factsAbout(subject, ['resource'], surveys)
  const [fact] = all.filter((one) => one.owner === owner)
  if (fact) return { status: 'holds', evidence: [evidenceOf(fact, surveys)] }
  if (/^(?:default|kube-[a-z-]+)$/.test(subject))
    return unknown('other-project', `${subject} belongs to every cluster`)
  if (!surveys.some((survey) => hasAny(survey, 'resource')))
    return unknown('incomplete-survey', 'no manifest is in scope')
  return {
    status: 'absent',
    lost: { kind: 'resource', subject, owner },
    whole: null,
    distinctive: subject.includes('-'),
    // A name of several parts may be put together by a chart, or given by a setting.
    stillStands: subject.includes('-')
      ? surveys.reduce((sum, survey) => sum + survey.occurrences(subject), 0)
      : 0,
    near: nearest(subject, surveys, ['resource']),
    otherwise: unknown('never-existed', `no manifest in scope states a ${owner} ${subject}`),
  }
}

/** Kinds whose objects have replicas of their own. */
const workloads = ['Deployment', 'StatefulSet', 'ReplicaSet', 'Rollout', 'DaemonSet']

function judgeNumber(claim: Claim, surveys: readonly Survey[]): Opinion {
  const dot = claim.subject.search(/\.(?:\w+Replicas|replicas|limits\.\w+|requests\.\w+)$/)
  const [name, setting] = [claim.subject.slice(0, dot), claim.subject.slice(dot + 1)]
  const bounds = /^m(?:in|ax)Replicas$/.test(setting)
  const scalers = (what: string): readonly Fact[] =>
    [name, `${name}-hpa`].flatMap((one) =>
      factsAbout(`HorizontalPodAutoscaler/${one}.${what}`, ['setting'], surveys),
    )
  const facts = bounds
    ? scalers(setting)
    : workloads.flatMap((kind) => factsAbout(`${kind}/${name}.${setting}`, ['setting'], surveys))
  const strong = inEnvironment(
    claim,
    facts.filter(({ weak, value }) => !weak && value !== null),
  )
  const said = claim.value ?? ''
  const same = strong.find(({ value }) => sameValue(said, value ?? '') === 'same')
  if (same)
    return { status: 'holds', evidence: [evidenceOf(same, surveys)], actual: same.value ?? '' }
  const [only] = strong
  if (only === undefined)
    return unknown('never-existed', `no manifest in scope states ${claim.subject}`)
  const differ = strong.every((fact) => sameValue(said, fact.value ?? '') === 'different')
  if (!differ || new Set(strong.map(({ value }) => value)).size > 1)
    return unknown('ambiguous', `manifests state several values of ${claim.subject}`)
  return {
    status: 'differs',
    actual: only.value ?? '',
    evidence: evidenceOf(only, surveys),
    lost: { kind: 'setting', subject: only.subject, owner: null },
    correction: /^\d+$/.test(said) ? only.value : null,
    // Where something else scales it, the number of a manifest is only where it starts.
    needsPast: !bounds && scalers('maxReplicas').length > 0,
    because: `the manifest says ${only.subject} is ${only.value}`,
  }
}

function* inSentences({ tokens }: Reading): Iterable<Mention> {
  for (const token of tokens) {
    if (token.place !== 'code') continue
    const said = objectIn(token)
    if (said === null || isPlaceholder(said.name)) continue
    const start = token.span[0] + token.text.lastIndexOf(said.name)
    const span = [start, start + said.name.length] as const
    yield {
      subject: said.name,
      owner: said.kind,
      token: said.name,
      span,
      block: token.block,
      canBeCreated: true,
    }
  }
}

/** `deployment/payments-api`, or a name beside a word for its kind: "the CronJob `settle`", "`payments` namespace". */
function objectIn(token: Token): { readonly kind: string; readonly name: string } | null {
  const { block } = token
  const text = token.text.trim()
  const [, before = '', bare = ''] = /^([A-Za-z.]{2,60})\/([\w.-]{2,250})$/.exec(text) ?? []
  const slashed = kindCalled(before)
  // `service/users.ts` and `namespace/` are paths.
  if (slashed !== null && isObjectName(bare) && before !== 'service')
    return { kind: slashed, name: bare }
  if (!isObjectName(text) || !/[a-z]/.test(text)) return null
  const left = block.text.slice(0, token.span[0] - block.textStart).slice(-40)
  const right = block.text.slice(token.span[1] - block.textStart).slice(0, 40)
  const word = /^[`*_]{0,3} ([A-Za-z]{2,30})\b/.exec(right)?.[1] ?? ''
  const ahead =
    /\b([A-Za-z]{2,30})(?: (?:object|resource))?(?: (?:called|named))?[:,]? [`*_"]{0,4}$/.exec(
      left,
    )?.[1] ?? ''
  const kind = told(ahead) ?? told(word)
  return kind === null ? null : { kind, name: text }
}

/** In prose a service, an ingress or an account can be anything; words that only clusters use are told by kind. */
const told = (word: string): string | null =>
  /^(?:service|ingress|sa|ing|ns|ds|cj|cm|hpa|pdb|deploy|deploys)s?$/i.test(word) &&
  !/^[A-Z]/.test(word)
    ? null
    : /s$/.test(word) && !/^(?:ingress|StorageClass|PriorityClass)/i.test(word)
      ? null
      : kindCalled(word)
