import type { Action, ClassedCommand } from '../domain/action.ts'
import type { Deed, FileChange } from '../domain/deed.ts'
import { quotedWord } from '../domain/shell-word.ts'
import { asDigest, sha256Of, sha256OfValue } from '../values/digests.ts'
import type { ActionInput } from './classify.ts'
import { adds, hides, reads, tampers } from './effect.ts'
import { isGuarded } from './guard.ts'
import { runsByItself } from './self-running.ts'
import { destructiveName } from './telling-words.ts'

/** Classes one command. */
export type Classify = (input: ActionInput) => Action

/** Where a deed happens. */
export type Where = Omit<ActionInput, 'command'>

/** Classes what an agent is about to do by any of its tools: its shell, its editor, a tool that nobody here knows. */
export function classifyDeed(deed: Deed, where: Where, classify: Classify): Action {
  switch (deed.is) {
    case 'command':
      return commandOf(deed, where, classify)
    case 'writes':
      return actionOf(
        deed,
        deed.files.flatMap((file) => changed(file, deed.tool, classify)),
      )
    case 'reads':
      return actionOf(deed, [told(deed.tool, reads('changes nothing'))])
    case 'tool':
      return actionOf(deed, foreign(deed.tool, deed.input, classify))
    case 'unseen':
      return { ...actionOf(deed, []), unseen: [deed.why] }
  }
}

const actionOf = (deed: Deed, commands: readonly ClassedCommand[]): Action => ({
  digest: asDigest(sha256OfValue(deed)),
  commands,
  unseen: [],
})

const told = (words: string, effect: ReturnType<typeof reads>): ClassedCommand => ({
  argv: words.split(' '),
  span: [0, 0],
  ...effect,
})

function commandOf(
  deed: Extract<Deed, { is: 'command' }>,
  where: Where,
  classify: Classify,
): Action {
  const action = classify({ ...where, command: deed.command })
  if (deed.known) return action
  const by = destructiveName(deed.tool) ? named(deed.tool) : []
  const beside = handed(deed.tool, deed.beside, classify)
  return { ...action, commands: [...action.commands, ...by, ...beside] }
}

/** A file that is written is judged as the shell's `> file` would be, one that is removed as `rm file`. */
function changed(
  { names, does, content }: FileChange,
  tool: string,
  classify: Classify,
): readonly ClassedCommand[] {
  const [shown = ''] = names
  const judged = names.flatMap((name) => {
    const path = quotedWord(name)
    if (does === 'removes') return classify({ command: `rm -- ${path}` }).commands
    return classify({ command: `cat > ${path}${runsByItself(name) ? fed(content) : ''}` }).commands
  })
  const text = does === 'writes' && content !== null ? script(shown, content, classify) : []
  return [...judged.map((each) => ({ ...each, argv: [tool, shown] })), ...text]
}

/** A text as a shell would be fed it, word for word; one that is not known stays unseen. */
function fed(content: string | null): string {
  if (content === null) return ' < /dev/stdin'
  const mark = `END${sha256Of(content).slice(0, 16)}`
  return ` <<'${mark}'\n${content}\n${mark}`
}

const lengthRead = 100_000

/** A script that is only written runs nothing yet; when it runs, the gate sees its name and not its text, so it is told now. */
function script(path: string, content: string, classify: Classify): readonly ClassedCommand[] {
  const isScript = /\.(?:sh|bash|zsh)$/.test(path) || /^#!.*\b(?:ba|z|da|k)?sh\b/.test(content)
  if (!isScript) return []
  const grave = classify({ command: content.slice(0, lengthRead) }).commands.find(
    (each) => !/^D[012]$/.test(each.class) && !each.unknownProgram,
  )
  if (grave === undefined) return []
  return [
    {
      ...told(`writes ${path}`, adds(`writes a script that ${grave.effect}`)),
      unknownProgram: true,
    },
  ]
}

const named = (tool: string): readonly ClassedCommand[] =>
  destructiveName(tool)
    ? [{ ...told(tool, hides('is a tool that by its name destroys')), unknownProgram: true }]
    : [{ ...told(tool, adds('is a tool that Plumbline does not know')), unknownProgram: true }]

/** Arguments that hold what is to be run, and arguments that say what is to be done. */
const codeArguments =
  /^(?:command|cmd|script|code|sql|query|queries|statement|statements|expression|shell|bash|run|args|argv)$/i
const statementArguments =
  /^(?:command|cmd|script|code|sql|query|queries|statement|statements|shell|bash)$/i
const verbArguments = /^(?:action|operation|op|method|verb|mode|type|kind|event)$/i
const onlyReads = /(?:^|_)(?:get|list|read|search|fetch|find|view|show|describe)(?:_|$)/

/** A tool that nobody here knows is judged like an unknown program: by its name, its verbs, and what it is handed to run. */
const foreign = (tool: string, input: unknown, classify: Classify): readonly ClassedCommand[] => [
  ...named(ownName(tool)),
  ...handed(tool, input, classify),
]

const ownName = (tool: string): string => tool.split('__').at(-1) ?? tool

/** What stands against a tool by its arguments. */
function handed(tool: string, input: unknown, classify: Classify): readonly ClassedCommand[] {
  const last = ownName(tool)
  const reading = onlyReads.test(last.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase())
  return leavesOf(input).flatMap(({ name, text }): readonly ClassedCommand[] => {
    if (!reading && isGuarded(text)) return [told(tool, tampers(`is handed ${text.slice(0, 200)}`))]
    if (verbArguments.test(name) && destructiveName(text))
      return [{ ...told(tool, hides(`is told to ${text.slice(0, 60)}`)), unknownProgram: true }]
    if (!codeArguments.test(name)) return []
    // `kubectl` with `args: ["delete", "ns", "payments"]`
    const texts = /^arg[sv]$/i.test(name) ? [text, `${last} ${text}`] : [text]
    return texts
      .flatMap((command) => classify({ command }).commands)
      .filter((each) => !/^D[012]$/.test(each.class) && !each.unknownProgram)
  })
}

interface Leaf {
  readonly name: string
  readonly text: string
}

/** Every string of the input with the name that it stands under. */
function leavesOf(input: unknown): readonly Leaf[] {
  const leaves: Leaf[] = []
  const waiting: { readonly name: string; readonly value: unknown }[] = [{ name: '', value: input }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, value } = next
    if (typeof value === 'string') leaves.push({ name, text: value })
    else if (Array.isArray(value)) {
      if (value.length > 1 && value.every((item) => typeof item === 'string'))
        leaves.push({ name, text: value.join(' ') })
      waiting.push(...value.map((item) => ({ name, value: item })))
    } else if (typeof value === 'object' && value !== null)
      waiting.push(
        // What stands below a statement's name is a statement, whatever it is called there.
        ...Object.entries(value).map(([key, item]) => ({
          name: statementArguments.test(name) ? name : key,
          value: item,
        })),
      )
  }
  return leaves
}
