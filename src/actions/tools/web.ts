import { readArguments } from '../arguments.ts'
import { adds, disrupts, type Effect, hides, loses, reads } from '../effect.ts'
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

function classify({ program, words }: Call): Effect {
  const given = readArguments(words, {
    valued: program === 'curl' ? valued.filter((name) => name !== '-O') : valued,
  })
  if (given.has('--help', '--version')) return reads('prints help')
  if (given.has('-K', '--config')) return hides('takes its request from a file')
  const typed =
    /^https?$|^xh$/.test(program) && /^[A-Z]+$/.test(given.positionals[0] ?? '')
      ? given.positionals[0]
      : null
  const stated = given.value('-X', '--request', '--method') ?? typed
  if (stated?.includes('$')) return hides('sends a request by a method named by a variable')
  const method = (stated ?? (given.has(...sending) ? 'POST' : 'GET')).toUpperCase()
  const address = given.positionals.find((word) => /[/.:]/.test(word)) ?? given.value('--url') ?? ''
  if (method === 'DELETE') return loses(`deletes ${address}`)
  if (method === 'PUT' || method === 'PATCH') return disrupts(`changes ${address}`)
  if (method === 'POST') {
    const telling =
      /\b(?:delete|destroy|purge|drop|wipe|reset|truncate|_delete_by_query|shutdown)\b/i.test(
        address,
      )
    return telling
      ? loses(`posts to ${address}, which by its name destroys`)
      : adds(`sends something to ${address}`)
  }
  const saves = given.has(...saving) || (program === 'wget' && !given.has('--spider'))
  return saves ? adds('downloads a file') : reads(`reads ${address}`.trim())
}

export const web: Tool = {
  about: 'Requests over HTTP, through curl, wget and HTTPie.',
  programs: ['curl', 'wget', 'http', 'https', 'xh'],
  classify,
}
