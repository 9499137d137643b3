import { type Effect, tampers } from './effect.ts'
import { from } from './folder.ts'
import { holdsGuarded, isGuarded, isSelf, isSetting, namesGuarded } from './guarded.ts'

export { isGuarded } from './guarded.ts'

/** What of a command could concern the gate. */
export interface Concern {
  readonly argv: readonly string[]
  readonly written: readonly string[]
  /** What the program itself does, apart from where its output goes. */
  readonly effect: Effect
  /** What the command reads from its standard input, as far as the text shows it. */
  readonly fed: string
  /** The folder that it runs in; empty where nobody said. */
  readonly folder: string
}

/** Whoever sets or unsets what tells the gate, before a command or around it, changes the gate. */
export const guardSettings = (
  argv: readonly string[],
  assignments: readonly string[],
): Effect | null =>
  setsSettings(argv, assignments)
    ? tampers('changes what the gate is told by its environment')
    : null

/** The gate's own configuration, hooks, keys, log and processes are nobody's to change from within. */
export function guardEffect(concern: Concern): Effect | null {
  const { argv, written, effect, folder } = concern
  const reaches = (word: string): boolean => isGuarded(word) || isGuarded(from(folder, word))
  if (written.some(reaches)) return tampers('writes over the gate or its hooks')
  if (standsIn(argv)) return tampers('puts something else in the place of the gate')
  if (skipsHooks(argv)) return tampers('keeps git from running its hooks')
  if (disarmsAgent(argv)) return tampers('starts an agent without its hooks')
  if (/(?:^|\/)plumbline$/.test(argv[0] ?? '')) return ownCommand(argv.slice(1))
  if (patches(concern)) return tampers('patches the gate or its hooks')
  if (writesFromCode(concern)) return tampers('changes the gate from within code')
  if (effect.class === 'D0' || onlyRecords(argv)) return null
  if (touched(argv).some((word) => reaches(word) || holdsGuarded(from(folder, word))))
    return tampers('changes the gate, its policy, its keys or its log')
  const named = [...argv.slice(1), ...(stopsProcesses.test(argv.join(' ')) ? wordsOf(concern) : [])]
  return effect.class !== 'D1' && named.some(isSelf) ? tampers('stops or removes the gate') : null
}

const setters = /^(?:export|declare|typeset|local|readonly|unset|set|env|sudo|doas|setx)$/

/** `PLUMBLINE_X=… command`, `export`, `unset`, `env -u PLUMBLINE_X command`, `systemctl set-environment PLUMBLINE_X=…`. */
function setsSettings(argv: readonly string[], assignments: readonly string[]): boolean {
  const [program = '', ...rest] = argv
  if (assignments.some(isSetting)) return true
  if (/^(?:systemctl|launchctl)$/.test(program))
    return (
      rest.some((word) => /^(?:(?:un)?set-environment|(?:un)?setenv)$/.test(word)) &&
      rest.some(isSetting)
    )
  const glued = rest.map((word) => word.replace(/^(?:-u|--unset=)(?=P)/, ''))
  return setters.test(program) && glued.some(isSetting)
}

/** `alias plumbline=true`, `hash -p /bin/true plumbline`, `PATH=… plumbline gate`. */
function standsIn([program = '', ...rest]: readonly string[]): boolean {
  if (program === 'alias') return rest.some((word) => /^plumbline[\w-]*=/.test(word))
  if (program === 'hash' || program === 'enable') return rest.includes('-p') && rest.some(isSelf)
  return program === 'update-alternatives' && rest.some(isSelf)
}

/** `git -c core.hooksPath=… commit`: set for once. */
const skipsHooks = (argv: readonly string[]): boolean =>
  argv[0] === 'git' && argv.some((word) => /^(?:--config-env=)?core\.hookspath=/i.test(word))

/** `find . -path '*.claude*' -exec sed -i … {} +`: what is found is what was looked for. */
export const guardFound = (words: readonly string[], commands: readonly Effect[]): Effect | null =>
  commands.some((each) => each.class !== 'D0') &&
  words.some((word) => isGuarded(word) || holdsGuarded(word))
    ? tampers('changes what it finds of the gate or its hooks')
    : null

/** A function that a text defines under the gate's own name. */
export const guardFunctions = (names: ReadonlySet<string>): Effect | null =>
  [...names].some(isSelf) ? tampers('puts something else in the place of the gate') : null

const unhooked =
  /disableAllHooks|--bare\b|--setting-sources|--safe-mode|dangerously-bypass-hook-trust|dangerously-bypass-approvals-and-sandbox|features\.(?:codex_)?hooks\s*=\s*false|--disable[= ](?:codex_)?hooks|hooksConfig/

/** Another agent, started so that no hook is asked. */
const disarmsAgent = (argv: readonly string[]): boolean =>
  /^(?:claude|codex|gemini)$/.test(argv[0] ?? '') &&
  (unhooked.test(argv.join(' ')) ||
    (argv[1] === 'hooks' && /^(?:disable|uninstall)/.test(argv[2] ?? '')))

/** Plumbline's own command line: what only looks, judges or tests is nobody's harm. */
function ownCommand([command = '', ...rest]: readonly string[]): Effect | null {
  const harmful =
    command === 'keys' ||
    // Whoever makes a code to sign in with can be whoever they like.
    command === 'people' ||
    (command === 'init' && !rest.includes('--help')) ||
    (command === 'gate' && rest.includes('--write')) ||
    (command === 'policy' && !/^(?:test|show|check|explain)$/.test(rest[0] ?? 'show'))
  return harmful ? tampers('changes how the gate is set up') : null
}

const interpreter =
  /^(?:python[\d.]*|pypy3?|node|nodejs|perl|ruby|php|lua|Rscript|osascript|pwsh|powershell|bun|deno|[gm]?awk|g?sed|jq|ed|ex|vi|vim|nvim|emacs|sqlite3?)$/
const writes =
  /\b(?:write\w*|append\w*|dump\w*|unlink\w*|remove\w*|rename\w*|replace\w*|copy\w*|move\w*|rmtree|rm\w*|truncate\w*|chmod\w*|symlink\w*|link|touch|mkdir|put\w*|save\w*|Set-Content|Out-File|Add-Content|Remove-Item|wq?|delete|update|insert|drop|attach)\b|['"][rbt]*[wax]\+?[bt]*['"]|['"]r\+|[>|]\s*["']?\S/i

/** Code for an interpreter, in its words or fed to it, that names a guarded file and writes. */
function writesFromCode({ argv, fed }: Concern): boolean {
  if (!interpreter.test(argv[0] ?? '')) return false
  const code = [...argv.slice(1), fed].filter((text) => namesGuarded(text))
  return code.some((text) => /\s|[('"]/.test(text) && writes.test(text))
}

const patched =
  /^(?:[ \t]*\*{3} (?:(?:Add|Update|Delete) File|Move to):|---|\+{3}) (?:[ab]\/)?([^\t\r\n]+)/gm

/** `apply_patch`, `patch` and `git apply` write the files that the patch they are fed names. */
const patches = ({ argv: [program = '', verb = ''], fed }: Concern): boolean =>
  (/^(?:apply_?patch|patch)$/.test(program) ||
    (program === 'git' && /^(?:apply|am)$/.test(verb))) &&
  [...fed.matchAll(patched)].some(([, path = '']) => isGuarded(path.trim()))

/** What is only put on record, or read by git, leaves the files themselves as they are. */
const onlyRecords = ([program, verb = '']: readonly string[]): boolean =>
  program === 'git' &&
  /^(?:add|commit|push|fetch|log|diff|show|blame|grep|status|ls-files|annotate|shortlog|cat-file|format-patch|bundle|archive)$/.test(
    verb,
  )

const copies = /^(?:cp|gcp|scp|rsync|install|ditto)$/
/** Programs that read what stands behind such an option, and change something else by it: `kubectl apply -f *.yaml`. */
const applies = /^(?:kubectl|oc|k|helm|docker|podman|docker-compose|podman-compose|terraform|tofu)$/
const manifest = /^(?:-f|-k|--(?:filename|file|values|kustomize|env-file|var-file))$/
const packs = /^(?:tar|bsdtar|zip|7z)$/

/** The words of a command that it may change: of what is copied or packed only the target. */
function touched([program = '', ...rest]: readonly string[]): readonly string[] {
  const words = rest.filter((word) => word !== '')
  if (copies.test(program)) {
    const target = words.flatMap((word, place) =>
      /^(?:-t|--target-directory)$/.test(words[place - 1] ?? '') ||
      word.startsWith('--target-directory=')
        ? [word]
        : [],
    )
    const last = words.findLast((word) => !word.startsWith('-'))
    const sources = words
      .filter((word) => word !== last)
      .map((word) => word.split('/').at(-1) ?? '')
    const inside = last === undefined ? [] : sources.map((source) => `${last}/${source}`)
    const removed = words.some((word) => /^--(?:remove-source-files|delete)/.test(word))
      ? words
      : []
    return [...target, ...removed, ...(last === undefined ? [] : [last]), ...inside].filter(
      (word) => !isPlainFolder(word),
    )
  }
  if (applies.test(program))
    return words.filter((_, place) => !manifest.test(words[place - 1] ?? ''))
  if (packs.test(program)) return unpacks.test(words.join(' ')) ? words : words.slice(0, 2)
  if (program === 'mkdir') return []
  return words
}

/** Copying something into `.claude` replaces nothing that is guarded unless it bears such a name. */
const isPlainFolder = (word: string): boolean => holdsGuarded(word) && !isGuarded(word)

const unpacks = /(?:^|\s)(?:-?[a-z]*x[a-z]*\s|--extract|--get|x\s)/

const stopsProcesses = /(?:^|\s)(?:kill|killall|pkill|skill|fuser|taskkill|xkill)(?:\s|$)/

const wordsOf = ({ argv, fed }: Concern): readonly string[] =>
  [...argv, fed].flatMap((text) => text.split(/[\s()"'`$|;]+/))
