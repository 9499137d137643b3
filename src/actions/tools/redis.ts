import { readArguments } from '../arguments.ts'
import {
  adds,
  destroysAll,
  disrupts,
  type Effect,
  gravest,
  hides,
  loses,
  reads,
  widens,
} from '../effect.ts'
import type { Tool } from './tool.ts'

const rules: readonly (readonly [RegExp, Effect])[] = [
  [/^(?:flushall|flushdb)\b/i, destroysAll('deletes every key', 'database')],
  [
    /^(?:del|unlink|getdel|xtrim|ltrim|spop|cluster reset|cluster forget|script flush|function flush|acl deluser)\b/i,
    loses('deletes keys', 'resource', 'no'),
  ],
  [
    /^(?:eval\w*|fcall\w*|module load|debug)\b/i,
    hides('runs a script inside the database', 'database'),
  ],
  [/^(?:replicaof|slaveof) no one\b/i, loses('ends replication', 'database')],
  [
    /^config set (?:save\s*(?:""|'')?\s*$|appendonly no\b)/i,
    loses('keeps nothing on disk any more', 'database'),
  ],
  [
    /^config set (?:protected-mode no|requirepass\s*(?:""|'')?\s*$|masterauth\s*$)|^acl setuser\b.*(?:\bnopass\b|\ballcommands\b|\+@all\b)/i,
    widens('lets more people into the database', 'database'),
  ],
  [/^shutdown\s+(?:\S+\s+)*nosave\b/i, loses('throws away what was not saved', 'database', 'no')],
  [
    /^(?:shutdown|config set|config rewrite|replicaof|slaveof|failover|cluster \w+|client kill|swapdb|rename\w*|restore|migrate|bgrewriteaof)\b/i,
    disrupts('changes how the database runs', 'database'),
  ],
  [
    /^(?:[hz]?m?get\w*|keys|[hsz]?scan|info|ping|ttl|pttl|type|exists|dbsize|monitor|[lsx]len|strlen|lrange|zrange\w*|smembers|hkeys|hvals|client (?:list|info)|config get|memory|latency|slowlog|object|time|echo|lastsave|xrange|xinfo|cluster (?:info|nodes)|command|acl (?:list|whoami))\b/i,
    reads('reads'),
  ],
]

/** What one Redis command does. */
export const redisEffect = (command: string): Effect =>
  rules.find(([pattern]) => pattern.test(command.trim()))?.[1] ?? adds('changes keys', 'database')

export const redis: Tool = {
  about: 'Redis and its relatives, through redis-cli.',
  programs: ['redis-cli', 'valkey-cli', 'keydb-cli'],
  classify({ words, input }) {
    const given = readArguments(words, { valued: '-h -p -a -u -n --user --pass -s'.split(' ') })
    if (given.dynamic.has(0)) return hides('decides what to do by a variable')
    const typed = given.positionals.length > 0 ? [redisEffect(given.positionals.join(' '))] : []
    if (input === null) return typed[0] ?? reads('opens a session')
    if (input.from === 'text')
      return gravest([...typed, ...input.text.trim().split('\n').map(redisEffect)])
    const echoed =
      input.from === 'pipe' &&
      input.words[0]?.text === 'echo' &&
      input.words.every(({ dynamic }) => !dynamic)
    if (!echoed) return hides('runs commands that come from elsewhere', 'database')
    return gravest([
      ...typed,
      redisEffect(
        input.words
          .slice(1)
          .map(({ text }) => text)
          .join(' '),
      ),
    ])
  },
}
