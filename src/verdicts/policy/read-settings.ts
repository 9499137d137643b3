import { type Environment, usualEnvironments, wordsOf } from '../../domain/environment.ts'
import type { YamlTree } from '../../syntax/yaml-tree.ts'
import { type Freeze, type FreezeWindow, isTimeZone } from './freeze.ts'
import { isNothing, type PolicyReader } from './reader.ts'

/** The configured environments beside the usual ones; a word that one claims is no longer a usual one's. */
export function readEnvironments(
  reader: PolicyReader,
  tree: YamlTree | undefined,
): readonly Environment[] {
  if (tree === undefined || isNothing(tree)) return usualEnvironments
  if (tree.is !== 'map') return reader.fail(tree.line, 'environments is not a mapping of names')
  if (tree.entries.length > 50) reader.fail(tree.line, 'there are more than 50 environments')
  const configured = tree.entries.map(({ key, value, line }) =>
    environment(reader, key, value, line),
  )
  const claimed = new Set(configured.flatMap(({ names }) => names.map(spelled)))
  for (const [at, { name, names }] of configured.entries()) {
    const other = configured.find(
      (one, place) =>
        place < at && one.names.some((word) => names.map(spelled).includes(spelled(word))),
    )
    if (other) reader.fail(tree.line, `environments: ${other.name} and ${name} go by the same word`)
  }
  const usual = usualEnvironments
    .filter(({ name }) => !configured.some((one) => one.name === name))
    .map((one) => ({ ...one, names: one.names.filter((name) => !claimed.has(spelled(name))) }))
  const completed = configured.map((one) => {
    const own = usualEnvironments.find(({ name }) => name === one.name)?.names ?? []
    const free = own.filter((name) => !claimed.has(spelled(name)))
    return { ...one, names: [...new Set([...one.names, ...free])] }
  })
  return [...completed, ...usual.filter(({ names }) => names.length > 0)]
}

const spelled = (name: string): string => wordsOf(name).join(' ')

function environment(
  reader: PolicyReader,
  name: string,
  tree: YamlTree,
  line: number,
): Environment {
  const what = `environments: ${name}`
  if (spelled(name) === '') reader.fail(line, `${what} has no letters to be known by`)
  const fields = isNothing(tree)
    ? new Map<string, YamlTree>()
    : reader.fields(tree, what, ['names', 'hosts', 'accounts', 'critical'])
  const list = (key: string) => reader.texts(fields.get(key), `${what}: ${key}`) ?? []
  const names = list('names')
  const nameless = names.find((word) => spelled(word) === '')
  if (nameless !== undefined)
    reader.fail(line, `${what}: “${nameless}” has no letters to be known by`)
  const hosts = list('hosts')
  const bad = hosts.find((host) => !/^(?:\*\.)?[\w-]+(?:\.[\w-]+)*$/.test(host))
  if (bad !== undefined)
    reader.fail(line, `${what}: “${bad}” is no host; write db.example or *.example`)
  return {
    name,
    names: [...new Set([name, ...names])],
    hosts,
    accounts: list('accounts'),
    critical: reader.flag(fields.get('critical'), `${what}: critical`),
  }
}

/** Times in which environments are left as they are. */
export const readFreezes = (
  reader: PolicyReader,
  tree: YamlTree | undefined,
  environments: readonly Environment[],
): readonly Freeze[] =>
  reader.items(tree, 'freezes', 200).map((item, index) => {
    const what = `freezes: ${index + 1}`
    const fields = reader.fields(item, what, [
      ...['reason', 'environments', 'timeZone', 'from', 'until'],
    ])
    const timeZone = fields.has('timeZone')
      ? reader.text(fields.get('timeZone'), `${what}: timeZone`, item.line)
      : 'UTC'
    if (!isTimeZone(timeZone))
      reader.fail(item.line, `${what}: ${timeZone} is no time zone; write Europe/Berlin or UTC`)
    return {
      reason: reader.text(fields.get('reason'), `${what}: reason`, item.line),
      environments: knownEnvironments(reader, fields.get('environments'), what, environments),
      timeZone,
      window: windowOf(
        reader,
        reader.text(fields.get('from'), `${what}: from`, item.line),
        reader.text(fields.get('until'), `${what}: until`, item.line),
        { what, line: item.line },
      ),
    }
  })

/** Names of environments, each as it is configured; null where none are named. */
export function knownEnvironments(
  reader: PolicyReader,
  tree: YamlTree | undefined,
  what: string,
  environments: readonly Environment[],
): readonly string[] | null {
  const names = reader.texts(tree, `${what}: environments`)
  if (names === null) return null
  if (names.length === 0)
    reader.fail(tree?.line ?? 1, `${what}: environments is empty; leave it out for all`)
  return names.map((name) => {
    const found = environments.find((one) =>
      one.names.some((word) => spelled(word) === spelled(name)),
    )
    const known = environments.map((one) => one.name).join(', ')
    return (
      found?.name ??
      reader.fail(
        tree?.line ?? 1,
        `${what}: there is no environment ${name}; there are ${known}, and others are named under environments`,
      )
    )
  })
}

interface Where {
  readonly what: string
  readonly line: number
}

function windowOf(
  reader: PolicyReader,
  from: string,
  until: string,
  { what, line }: Where,
): FreezeWindow {
  const first = weekly(from)
  const second = weekly(until)
  if (first !== null && second !== null) {
    if (first === second) reader.fail(line, `${what}: it begins when it ends`)
    return { is: 'weekly', from: first, until: second }
  }
  const begins = wall(from)
  const ends = wall(until)
  if (begins === null || ends === null)
    return reader.fail(
      line,
      `${what}: “${begins === null ? from : until}” is no time; write 2026-12-20T18:00 for one freeze, or “fri 16:00” on both sides for one each week`,
    )
  if (begins >= ends) reader.fail(line, `${what}: it ends before it begins`)
  return { is: 'once', from: begins, until: ends }
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

function weekly(text: string): number | null {
  const [, name = '', hours = '', minutes = ''] =
    /^([a-z]{3})[a-z]{0,6} (\d{1,2}):(\d\d)$/i.exec(text) ?? []
  const day = days.indexOf(name.toLowerCase())
  const isTime = Number(hours) < 24 && Number(minutes) < 60
  return day < 0 || !isTime ? null : (day * 24 + Number(hours)) * 60 + Number(minutes)
}

/** A day, or a day and a time, that exists. */
function wall(text: string): string | null {
  const [, day = '', time = '00:00'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::00)?)?$/.exec(text) ?? []
  const moment = new Date(`${day}T${time}:00Z`)
  const written = `${day}T${time}`
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(written)
    ? written
    : null
}
