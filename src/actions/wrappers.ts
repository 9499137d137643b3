import type { Word } from './word.ts'

/** What a wrapper leads to. */
export type Inside =
  | { readonly is: 'command'; readonly words: readonly Word[] }
  | { readonly is: 'script'; readonly text: string; readonly dynamic: boolean }
  | { readonly is: 'nothing'; readonly effect: string }
  | { readonly is: 'hidden'; readonly effect: string }

interface Wrapper {
  /** Options that take the next word. */
  readonly valued?: string
  /** Words before the command that are no options: `timeout 5 …`. */
  readonly skip?: number
  /** The rest is one text for a shell elsewhere: `ssh host 'a; b'`. */
  readonly joins?: true
  /** More arguments come from the input. */
  readonly feeds?: true
  /** With these options it only asks. */
  readonly asks?: string
  /** Alone it opens a shell in which nobody knows what will be typed. */
  readonly opens?: true
}

const wrappers: Readonly<Record<string, Wrapper>> = {
  sudo: {
    valued: '-u -g -h -p -C -r -t -T -U -R -D --user --group --chdir',
    asks: '-l -v -k -K --list --validate',
    opens: true,
  },
  doas: { valued: '-u -C', opens: true },
  env: { valued: '-u -C --unset --chdir' },
  nice: { valued: '-n --adjustment' },
  ionice: { valued: '-c -n' },
  chrt: { skip: 1 },
  taskset: { skip: 1 },
  timeout: { valued: '-s -k --signal --kill-after', skip: 1 },
  nohup: {},
  setsid: {},
  stdbuf: { valued: '-i -o -e' },
  unbuffer: {},
  time: { valued: '-f -o' },
  command: { asks: '-v -V' },
  builtin: {},
  exec: { valued: '-a' },
  xargs: {
    valued: '-I -n -P -L -d -s -a -E -i --max-args --max-procs --replace --delimiter',
    feeds: true,
  },
  watch: { valued: '-n --interval -d', joins: true },
  ssh: {
    valued: '-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w',
    skip: 1,
    joins: true,
    opens: true,
  },
  chroot: { valued: '--userspec --groups', skip: 1, opens: true },
  flock: { valued: '-w -E --timeout', skip: 1 },
  strace: { valued: '-o -e -p -s' },
  busybox: {},
  caffeinate: { valued: '-t -w' },
  rlwrap: {},
  'systemd-run': { valued: '-p --unit --uid --property -t' },
  parallel: { valued: '-j --jobs -a', feeds: true },
  nsenter: { valued: '-t --target', opens: true },
  dotenv: { valued: '-e -f' },
  npx: { valued: '-p --package' },
  pnpx: {},
  bunx: {},
  uvx: { valued: '--from --with' },
}

/** `docker exec box cmd`, `kubectl exec pod -- cmd`: the command runs elsewhere and counts all the same. */
function containerCommand(program: string, rest: readonly Word[]): Inside | null {
  const texts = rest.map(({ text }) => text)
  const place = texts.findIndex((text) => text === 'exec' || text === 'run')
  if (place < 0) return null
  if (/^(?:kubectl|k|oc)$/.test(program)) {
    const dashes = texts.indexOf('--', place)
    return dashes < 0 ? null : { is: 'command', words: rest.slice(dashes + 1) }
  }
  if (
    !/^(?:docker|podman|nerdctl|docker-compose|podman-compose)$/.test(program) ||
    texts[place] !== 'exec'
  )
    return null
  const after = skipOptions(
    rest.slice(place + 1),
    '-e --env -u --user -w --workdir --env-file --index --detach-keys',
  )
  return after.length > 1 ? { is: 'command', words: after.slice(1) } : null
}

/** Programs that launch another one by a verb of theirs: `poetry run x`, `npm exec x`, `doppler run -- x`. */
const launchers: Readonly<Record<string, RegExp>> = {
  npm: /^(?:exec|x)$/,
  pnpm: /^(?:exec|dlx)$/,
  yarn: /^(?:exec|dlx)$/,
  bun: /^x$/,
  pipx: /^run$/,
  poetry: /^run$/,
  pipenv: /^run$/,
  pdm: /^run$/,
  uv: /^run$/,
  conda: /^run$/,
  bundle: /^exec$/,
  'aws-vault': /^exec$/,
  chamber: /^exec$/,
  op: /^run$/,
  doppler: /^run$/,
  direnv: /^exec$/,
  tmux: /^(?:new|new-session|new-window|split-window)$/,
}

function launched(program: string, rest: readonly Word[]): Inside | null {
  const launcher = Object.hasOwn(launchers, program) ? launchers[program] : undefined
  const [verb, ...after] = rest
  if (!launcher?.test(verb?.text ?? '')) return null
  const words = skipOptions(after, '-p --package -n --name -s -c -t --env-file --with --python')
  // `aws-vault exec profile -- x`, `chamber exec service -- x`
  const dashes = after.findIndex(({ text }) => text === '--')
  const inside = dashes < 0 ? words : after.slice(dashes + 1)
  if (inside.length === 0) return null
  const [only] = inside
  return inside.length === 1 && only && /\s/.test(only.text)
    ? scriptOf(inside)
    : { is: 'command', words: inside }
}

/** What stands inside a wrapper; null when the program wraps nothing. */
export function unwrap(program: string, rest: readonly Word[]): Inside | null {
  const container = containerCommand(program, rest) ?? launched(program, rest)
  if (container) return container
  const wrapper = Object.hasOwn(wrappers, program) ? wrappers[program] : undefined
  if (!wrapper) return null
  const asks = wrapper.asks?.split(' ') ?? []
  if (
    rest.some(
      ({ text }, place) =>
        asks.includes(text) && rest.slice(0, place).every((word) => word.text.startsWith('-')),
    )
  ) {
    return { is: 'nothing', effect: 'asks what may be run' }
  }
  const split = program === 'env' ? splitString(rest) : null
  if (split) return split
  const words = skipOptions(rest, wrapper.valued ?? '')
  const [first] = words
  if (program === 'flock' && words[1]?.text === '-c') return scriptOf(words.slice(2))
  const inside = words.slice(wrapper.skip ?? 0)
  if (inside.length === 0) return empty(wrapper, first)
  if (wrapper.joins) return scriptOf(inside)
  if (!wrapper.feeds) return { is: 'command', words: inside }
  const until = inside.findIndex(({ text }) => /^:{3,4}$/.test(text))
  return {
    is: 'command',
    words: [...(until < 0 ? inside : inside.slice(0, until)), { text: '<input>', dynamic: true }],
  }
}

const empty = (wrapper: Wrapper, first: Word | undefined): Inside =>
  wrapper.opens === true || first?.dynamic === true
    ? { is: 'hidden', effect: 'opens a shell, and what is typed there cannot be seen' }
    : { is: 'nothing', effect: 'runs nothing' }

const scriptOf = (words: readonly Word[]): Inside => ({
  is: 'script',
  text: words.map(({ text }) => text).join(' '),
  dynamic: words.some(({ dynamic }) => dynamic),
})

function splitString(rest: readonly Word[]): Inside | null {
  const place = rest.findIndex(({ text }) => /^(?:-[a-z]*S|--split-string)/.test(text))
  const [flag, ...after] = place < 0 ? [] : rest.slice(place)
  if (!flag) return null
  const glued = flag.text.replace(/^(?:-[a-z]*S|--split-string=?)/, '')
  return scriptOf(glued === '' ? after : [{ ...flag, text: glued }, ...after])
}

/** Drops leading options, their values and assignments. */
export function skipOptions(words: readonly Word[], valued: string): readonly Word[] {
  const withValue = new Set(valued.split(' '))
  for (let place = 0; place < words.length; place += 1) {
    const text = words[place]?.text ?? ''
    if (text === '--') return words.slice(place + 1)
    if (/^\w+=/.test(text)) continue
    if (!/^-./.test(text)) return words.slice(place)
    if (withValue.has(text)) place += 1
  }
  return []
}
