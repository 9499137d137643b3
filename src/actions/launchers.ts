import { lookUp } from '../domain/lookup.ts'
import { type Inside, scriptOf, skipOptions } from './inside.ts'
import type { Word } from './word.ts'

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
  uv: /^(?:run|tool)$/,
  rye: /^run$/,
  hatch: /^run$/,
  pixi: /^run$/,
  conda: /^run$/,
  mamba: /^run$/,
  bundle: /^exec$/,
  rbenv: /^exec$/,
  pyenv: /^exec$/,
  asdf: /^exec$/,
  mise: /^(?:exec|x)$/,
  'aws-vault': /^exec$/,
  chamber: /^exec$/,
  op: /^run$/,
  doppler: /^run$/,
  infisical: /^run$/,
  railway: /^run$/,
  direnv: /^exec$/,
  nix: /^(?:shell|run|develop)$/,
  tmux: /^(?:new|new-session|new-window|split-window|neww|splitw|run-shell|run)$/,
  perf: /^(?:stat|record|trace)$/,
  ip: /^netns$/,
  git: /^(?:bisect|submodule)$/,
}
const valued =
  '-p --package -n --name -s -c -t -d --env-file --with --python -e --environment --project --config --dir'

/** The command that a launcher runs; null for any other program, and for its other verbs. */
export function launched(program: string, rest: readonly Word[]): Inside | null {
  const [verb] =
    program === 'git'
      ? skipOptions(rest, '-C -c --git-dir --work-tree', 'text')
      : rest.filter(({ text }) => !text.startsWith('-'))
  if (!verb || !lookUp(launchers, program)?.test(verb.text)) return null
  const behind = rest.slice(rest.indexOf(verb) + 1)
  // `uv tool run x`
  const after = verb.text === 'tool' ? behind.slice(1) : behind
  if (verb.text === 'tool' && behind[0]?.text !== 'run') return null
  // `ip netns exec blue x`
  if (program === 'ip') {
    const inside = after[0]?.text === 'exec' ? after.slice(2) : []
    return inside.length > 0 ? { is: 'command', words: inside } : null
  }
  if (program === 'git') return gitRuns(verb.text, after)
  const call = after.findIndex(({ text }) => /^(?:-c|--call|--command)$/.test(text))
  const said = after[call + 1]
  if (/^(?:npm|nix)$/.test(program) && call >= 0 && said) {
    return program === 'npm' ? scriptOf([said]) : { is: 'command', words: after.slice(call + 1) }
  }
  const dashes = after.findIndex(({ text }) => text === '--')
  const inside = dashes < 0 ? skipOptions(after, valued) : after.slice(dashes + 1)
  if (inside.length === 0) return null
  const [only] = inside
  return inside.length === 1 && only && /\s/.test(only.text)
    ? scriptOf(inside)
    : { is: 'command', words: inside }
}

/** `git bisect run x`, `git submodule foreach x`. */
function gitRuns(verb: string, after: readonly Word[]): Inside | null {
  const [, ...rest] = skipOptions(after, '', 'text')
  const runs = after.some(({ text }) => text === (verb === 'bisect' ? 'run' : 'foreach'))
  const inside = skipOptions(rest, '', 'text')
  if (!runs || inside.length === 0) return null
  return verb === 'bisect' ? { is: 'command', words: inside } : scriptOf(inside)
}
