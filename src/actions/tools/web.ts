import { asksHelp, readArguments } from '../arguments.ts'
import { adds, disrupts, type Effect, hides, loses, reads } from '../effect.ts'
import { destructiveWord } from '../telling-words.ts'
import type { Call, Tool } from './tool.ts'

const sending = [
  '-d',
  '--data',
  '--data-raw',
  '--data-binary',
  '--data-urlencode',
  '--json',
  '-F',
  '--form',
  '-T',
  '--upload-file',
  '--post-data',
  '--post-file',
  '--body-data',
]
const saving = ['-o', '-O', '--output', '--remote-name', '--output-document', '-P']
const valued = [
  ...sending,
  '-X',
  '--request',
  '--method',
  '-H',
  '--header',
  '-u',
  '--user',
  '-o',
  '--output',
  '-O',
  '--url',
  '-A',
  '-b',
  '-c',
  '-e',
  '-w',
  '-x',
  '-m',
  '--max-time',
  '--connect-timeout',
  '--retry',
  '-K',
  '--config',
]

/** What a body says that destroys: a statement, a mutation, an action by name. */
const destroyingBody =
  /\bdrop\s+(?:table|database|schema|keyspace|index)\b|\bdelete\s+from\b|\btruncate\s+(?:table\s)?\w|\bmutation\b[^}]{0,200}\b(?:delete|remove|destroy|purge|drop)|"(?:action|method|op|operation|command|type)"\s*:\s*"(?:delete|destroy|remove|drop|purge|terminate|reset|wipe)|<delete>|^(?:-?DELE|RMD|RNFR)\s|destructive_requires_name\W+false/i

function classify({ program, words }: Call): Effect {
  const given = readArguments(words, {
    valued: program === 'curl' ? valued.filter((name) => name !== '-O') : valued,
  })
  if (asksHelp(given)) return reads('prints help')
  if (/^(?:grpcurl|evans)$/.test(program)) return called(given.positionals.at(-1) ?? '')
  if (given.has('-K', '--config')) return hides('takes its request from a file')
  const typed =
    /^https?$|^xh$/.test(program) && /^[A-Za-z]{3,8}$/.test(given.positionals[0] ?? '')
      ? given.positionals[0]
      : null
  const stated = given.value('-X', '--request', '--method') ?? typed
  if (stated?.includes('$')) return hides('sends a request by a method named by a variable')
  const overridden = words.some(({ text }) =>
    /^x-http-method(?:-override)?:\s*delete\b/i.test(text),
  )
  const body = words.some(({ text }) => destroyingBody.test(text))
  const method = overridden
    ? 'DELETE'
    : (stated ?? (given.has(...sending) ? 'POST' : 'GET')).toUpperCase()
  const address = given.positionals.find((word) => /[/.:]/.test(word)) ?? given.value('--url') ?? ''
  if (method === 'DELETE') return loses(`deletes ${address}`)
  if (body) return loses(`sends ${address} what destroys`)
  if (method === 'PUT' || method === 'PATCH') return disrupts(`changes ${address}`)
  if (method === 'PURGE') return disrupts(`empties the cache of ${address}`)
  // The name of a host says nothing of what is asked of it.
  const path = address.replace(/^(?:[a-z]+:\/\/)?[^/?]*/i, '')
  if (method === 'POST') {
    const telling =
      /(?:^|[^a-z])(?:delete|destroy|purge|drop|wipe|reset|truncate|_delete_by_query|shutdown|terminate|remove|revoke|flush(?:all|db)|_cache\/clear\/all|uninstall|erase|quit|_close|_restore)(?:$|[^a-z])/i.test(
        path,
      )
    return telling
      ? loses(`posts to ${address}, which by its name destroys`)
      : adds(`sends something to ${address}`)
  }
  if (
    /[?&](?:action|cmd|command|op|operation|do|method|task)=(?:delete|unload|destroy|drop|purge|remove|reset|wipe|shutdown)/i.test(
      address,
    )
  )
    return loses(`asks ${address} for what destroys`)
  const saves = given.has(...saving) || (program === 'wget' && !given.has('--spider'))
  return saves ? adds('downloads a file') : reads(`reads ${address}`.trim())
}

/** `orders.v1.Orders/DeleteOrder` */
const called = (name: string): Effect =>
  destructiveWord([name.split(/[/.]/).at(-1) ?? name], []) === null
    ? adds(`calls ${name}`)
    : loses(`calls ${name}`)

export const web: Tool = {
  about: 'Requests over HTTP and gRPC, through curl, wget, HTTPie, grpcurl and their kin.',
  names: true,
  programs: [
    'curl',
    'curlie',
    'wget',
    'wget2',
    'http',
    'https',
    'xh',
    'aria2c',
    'lwp-request',
    'grpcurl',
    'evans',
  ],
  classify,
}
