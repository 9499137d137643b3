import { type Arguments, asksHelp, readArguments } from '../arguments.ts'
import {
  adds,
  destroys,
  destroysAll,
  disrupts,
  type Effect,
  loses,
  reads,
  widens,
} from '../effect.ts'
import type { Call, Tool } from './tool.ts'

const valued =
  '-n -p --vhost --node -u --user --password -b --brokers --bootstrap-server --broker-list --zookeeper --topic -t --group -s --server --context --stream -H --host -P --port'.split(
    ' ',
  )

/** Kafka's scripts say what they do by an option. */
function kafka(program: string, given: Arguments): Effect {
  if (given.has('--describe', '--list', '--version', '--status', '--verify', '--dry-run'))
    return reads('reads')
  if (program.startsWith('kafka-delete-records'))
    return destroys('deletes records of a topic', 'namespace')
  if (program.startsWith('kafka-storage'))
    return given.positionals[0] === 'format'
      ? destroys('formats the storage of a broker', 'machine')
      : reads('reads')
  if (program.startsWith('kafka-streams-application-reset'))
    return loses('sets back what an application has read, and deletes its topics', 'namespace')
  if (given.has('--delete', '--delete-offsets', '--remove', '--delete-config'))
    return /topics/.test(program)
      ? destroys('deletes a topic with all it holds', 'namespace')
      : loses('deletes offsets, rights or settings', 'namespace')
  if (given.has('--reset-offsets') && !given.has('--execute'))
    return reads('shows what offsets it would set')
  if (given.has('--reset-offsets')) return loses('sets back what a group has read', 'namespace')
  if (/acls/.test(program)) return widens('gives rights on topics', 'environment')
  if (
    /(?:console-consumer|dump-log|get-offsets|log-dirs|broker-api|verifiable|cluster|metadata)/.test(
      program,
    )
  )
    return reads('reads')
  if (given.words.some(({ text }) => /^(?:--election-type=)?unclean$/i.test(text)))
    return loses('lets a copy lead that lacks what others hold', 'environment', 'no')
  if (/server-stop|leader-election|reassign/.test(program))
    return disrupts('disturbs the running brokers', 'environment')
  return given.has('--alter')
    ? disrupts('changes topics or settings', 'namespace')
    : adds('adds topics, records or settings')
}

const rabbit: readonly (readonly [RegExp, Effect])[] = [
  [
    /^(?:reset|force_reset|delete_vhost)\b/,
    destroysAll('deletes every queue, user and right of the broker or of a virtual host'),
  ],
  [
    /^(?:delete_queue|purge_queue|forget_cluster_node|force_boot|delete queue|delete exchange|delete vhost|purge queue|delete\S*|purge\S*)\b/,
    destroys('deletes messages, queues or nodes: {verb}', 'namespace'),
  ],
  [
    /^(?:delete_\S+|clear_\S+|close_\S+|remove\S*|shrink|decommission\S*|eval)\b/,
    loses('takes away: {verb}', 'namespace'),
  ],
  [
    /^(?:set_permissions|set_user_tags|set_topic_permissions)\b/,
    widens('changes who may do what: {verb}', 'environment'),
  ],
  [
    /^(?:list\S*|status|cluster_status|report|environment|ping|node_health_check|check\S*|list|show|get|export\S*|info|ls|view|sub|pub\S*|request|report|stats|events|describe|validate|rtt|bench|top)\b/,
    reads('reads'),
  ],
  [
    /^(?:add_user|change_password|stop\S*|shutdown|start_app|rotate_logs|join_cluster|restart\S*|suspend_\S+|set_\S+|sync_queue|cancel_sync_queue|disable|drain|import\S*|declare|rebalance|pause|terminate)\b/,
    disrupts('changes how the broker runs: {verb}', 'environment'),
  ],
]

/** `nats stream rm ORDERS`, `rpk topic delete x`, `pulsar-admin topics delete x`: noun, then verb. */
const nouns: readonly (readonly [RegExp, Effect])[] = [
  [
    /^(?:tenants|namespaces|clusters?|account|vhosts?) (?:delete\S*|rm|remove|purge|clear-backlog)\b/,
    destroysAll('deletes a whole namespace or tenant: {verb}'),
  ],
  [
    /\b(?:rm|delete\S*|purge|clear\S*|close|unbind|del|drop|truncate|trim-prefix|clear-backlog|unload|terminate|remove\S*|decommission|rmm)\b/,
    destroys('deletes messages or what holds them: {verb}', 'namespace'),
  ],
]

const tell = (effect: Effect, verb: string): Effect => ({
  ...effect,
  effect: effect.effect.replace('{verb}', verb),
})

/** Queues of mail: Postfix and Exim say what they do by letters. */
function mail(program: string, words: Call['words']): Effect {
  const texts = words.map(({ text }) => text)
  const deletes =
    program === 'postsuper'
      ? texts.some((text) => /^-\w*d/.test(text))
      : texts.some((text) => /^-M(?:rm|g)$/.test(text))
  if (deletes)
    return texts.includes('ALL') || words.some(({ dynamic }) => dynamic)
      ? destroys('deletes every message that waits', 'namespace')
      : loses('deletes a message that waits', 'resource', 'no')
  return program === 'mailq' || texts.some((text) => /^-(?:p|j|bp\w*|q|Mv\w)$/.test(text))
    ? reads('lists what waits')
    : disrupts('changes when messages are sent', 'machine')
}

function classify({ program, words }: Call): Effect {
  const given = readArguments(words, { valued, verbFirst: true })
  if (asksHelp(given)) return reads('prints help')
  if (program === 'rabbitmqadmin' && given.has('--dry-run'))
    return reads('only shows what it would do')
  if (mailers.includes(program)) return mail(program, words)
  if (program.startsWith('kafka-')) return kafka(program, given)
  const line = given.positionals.join(' ')
  const verb = given.positionals.slice(0, 2).join(' ')
  const rows = /^rabbit(?!mqadmin$)/.test(program) ? rabbit : [...nouns, ...rabbit]
  const row = rows.find(([pattern]) => pattern.test(line))
  if (row) return tell(row[1], verb)
  return /\b(?:ls|list|info|get|stats|describe|view|consume|status|report)\b/.test(line)
    ? reads('reads')
    : adds(`adds or changes: ${verb}`)
}

const scripts =
  'topics consumer-groups configs acls delete-records storage console-consumer console-producer reassign-partitions leader-election streams-application-reset server-stop server-start log-dirs dump-log get-offsets broker-api-versions metadata-quorum features transactions cluster delegation-tokens verifiable-producer'.split(
    ' ',
  )

const mailers = ['postsuper', 'postqueue', 'mailq', 'exim', 'exim4', 'exiqgrep']

export const messaging: Tool = {
  about: 'Queues and streams: Kafka, RabbitMQ, NATS, Pulsar, Redpanda, Mosquitto; mail that waits.',
  programs: [
    ...mailers,
    ...scripts.flatMap((name) => [`kafka-${name}`, `kafka-${name}.sh`]),
    ...'rabbitmqctl rabbitmqadmin rabbitmq-queues rabbitmq-plugins rabbitmq-diagnostics rabbitmq-upgrade nats nsc pulsar-admin pulsarctl rpk kcat kafkactl'.split(
      ' ',
    ),
  ],
  classify,
}
