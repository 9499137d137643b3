import type { ClassedCommand } from '../../domain/action.ts'
import type { Grammar } from '../../syntax/grammar.ts'
import { hides } from '../effect.ts'
import { judgeScript } from '../judge-command.ts'
import { disks } from '../tools/disks.ts'
import { filesystem } from '../tools/filesystem.ts'
import { toolFor } from '../tools/index.ts'
import { network } from '../tools/network.ts'
import { packages } from '../tools/packages.ts'
import { permissions } from '../tools/permissions.ts'
import { services } from '../tools/services.ts'
import type { ChangedFile } from './changed-file.ts'
import type { ChangeKind, Found } from './kind.ts'
import { isPipeline } from './pipelines.ts'
import { type ScriptText, scriptsIn } from './script-texts.ts'

/** Commands that a change puts where they will be run, judged as if they were. */
export const scripts: ChangeKind = {
  about:
    'Commands in shell scripts, make recipes, package scripts, image builds and pipelines. What an image build or a pipeline does to its own machine is gone with it.',
  found(file, { bash }) {
    if (file.place !== 'applied' || file.after === null) return []
    return scriptsIn(file).flatMap((script) => judged(script, file, bash))
  },
}

const ownMachine: readonly unknown[] = [filesystem, packages, permissions, services, disks, network]

function judged(script: ScriptText, file: ChangedFile, bash: Grammar): readonly Found[] {
  const passing = isPipeline(file.path) || script.image
  const known = new Set(
    script.before === '' ? [] : judgeScript(bash, script.before).commands.map(plain),
  )
  const { commands, unseen } = judgeScript(bash, script.text)
  const hidden = unseen.some((part) => part.includes('too long or too deep'))
  const first = script.lineAt(0, script.text.length)
  if (hidden && first) return [{ line: first, effect: hides('is too long or too deep to be read') }]
  return commands.flatMap((command) => {
    const line = script.lineAt(command.span[0], command.span[1])
    if (line === null || known.has(plain(command)) || !counts(command, script, passing)) return []
    const { class: actionClass, reach, reversible, effect } = command
    return [
      {
        line,
        effect: {
          class: actionClass,
          reach,
          reversible,
          effect: `runs ${said(command)}: ${effect}`,
        },
      },
    ]
  })
}

const plain = ({ argv }: ClassedCommand): string => argv.join(' ')
const said = ({ argv }: ClassedCommand): string => {
  const text = argv.join(' ').replaceAll(/\s+/g, ' ')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/**
 * A script is read before it is merged, so that what it leaves to variables is not hidden the way a command's is;
 * what it takes from elsewhere and runs unread is.
 */
function counts(
  command: ClassedCommand,
  { sweeps, atHome }: ScriptText,
  passing: boolean,
): boolean {
  if (/^D[01]$/.test(command.class)) return false
  if (command.class === 'X2') return unread.test(command.effect)
  if (command.class === 'D2') return false
  // Hooks of the repository itself are reviewed as it is; what has none to run, or whose lie elsewhere, counts.
  if (command.class === 'X1' && ownHooks.test(command.argv.join(' '))) return false
  if (rubbish.test(command.argv.join(' '))) return false
  // A pipeline takes the role that it was given.
  if (command.class === 'X3' && /\bassume-role\b/.test(command.effect)) return false
  const tool = toolFor((command.argv[0] ?? '').split('/').at(-1) ?? '')
  if (passing && (tool === undefined || ownMachine.includes(tool))) return false
  if (tool === filesystem && (sweeps || (atHome && staysHome(command)))) return false
  if (tool === filesystem && oneFile.test(command.argv.join(' '))) return false
  // Rubbish of a build, and what a variable alone names, are swept away by every second script.
  return !(
    tool === filesystem &&
    command.argv.slice(1).every((word) => word.startsWith('-') || swept.test(word))
  )
}

/** `git config core.hooksPath .githooks`: a folder below, not one elsewhere. */
const ownHooks =
  /^git config (?:set |--local )*core\.hooksPath (?:\.\/)?\.?[A-Za-z][\w-]*(?:\/[\w-]+)*\/?$/
/** What systems and compilers leave behind. */
const rubbish =
  /^find (?:\.|\S*[\w-]) (?:-type [fd] )?-(?:name|iname) (?:\.DS_Store|Thumbs\.db|__pycache__|\*\.(?:pyc|pyo|o|orig|rej|swp|class))(?: -type [fd])? -delete$/

/** A script may well remove the one file that it names by a variable of its own: most made it before. */
const oneFile = /^rm(?: -[fvi]+)? ["']?\$\{?\w+\}?["']?$/

/** Every path is below where the command runs, and begins with a name: nothing a variable could move elsewhere. */
const staysHome = ({ argv }: ClassedCommand): boolean =>
  argv
    .slice(1)
    .every(
      (word) =>
        /^-/.test(word) ||
        (/^(?:\.\/)?[A-Za-z][^\s]*$/.test(word) && !/(?:^|\/)\.\.(?:\/|$)/.test(word)),
    )

const unread = /what the pipe brings|a plan nobody has seen|^tells an unknown program: /
const swept =
  /^(?:\.\/)?(?:[\w.${}-]+\/)*(?:node_modules|dist|build|out|target|tmp|temp|coverage|\.?cache|\.next|\.turbo|__pycache__|\.pytest_cache|\.terraform|bin|obj|logs?|generated|gen|artifacts?|\.venv|venv|[\w.-]*\.egg-info|[\w*.-]+\.(?:log|tmp|pyc|o|tar(?:\.gz)?|tgz|zip|deb|rpm|txt|json|out))(?:\/\*?)?$|^["']?\$\{?\w*(?:tmp|temp|work|build|out|cache|dist|stage|target)\w*\}?["']?(?:\/[\w.*-]*)*$/i
