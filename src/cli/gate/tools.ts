import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { commandOf } from '../../domain/canonical-action.ts'
import type { Deed, FileChange } from '../../domain/deed.ts'
import { type Agent, isObject, stringOf, type ToolCall } from './call.ts'
import { type Patched, patchedFiles } from './patch.ts'

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** Names are compared without case and separators, which the agents write differently. */
const plain = (tool: string): string => tool.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

const shells = names(
  'bash shell zsh sh powershell pwsh cmd terminal localshell localshellcall shellcommand shellcall runshellcommand execcommand ' +
    'unifiedexec containerexec runcommand runterminalcommand runinterminal executecommand writestdin monitor',
)
const writers = names(
  'write edit multiedit notebookedit editnotebook applypatch writefile createfile editfile replace replaceinfile insert insertedit ' +
    'strreplaceeditor strreplacebasededittool smartedit savefile deletefile',
)
/** Tools that change nothing but the agent's own plans, or whose own steps come to the gate one by one. */
const readers = names(
  'read readfile readmanyfiles view viewimage ls listdir listdirectory glob grep grepsearch grepfiles searchfilecontent search ' +
    'notebookread webfetch websearch googlewebsearch todowrite todoread writetodos updateplan plan task agent exitplanmode ' +
    'enterplanmode askuser askuserquestion bashoutput taskoutput taskget tasklist taskcreate taskupdate killshell killbash taskstop ' +
    'skill activateskill slashcommand toolsearch listmcpresources listmcpresourcestool readmcpresource readmcpresourcetool ' +
    'listmcpresourcetemplates savememory getinternaldocs updatetopic requestuserinput lsp think sleep wait waitagent spawnagent ' +
    'sendinput closeagent',
)

/** What a tool call does, as far as its name and its arguments tell. */
export function deedOf(call: ToolCall): Deed {
  const tool = plain(call.tool)
  const foreign = /^mcp__/.test(call.tool)
  if (!foreign && writers.has(tool)) return writing(call)
  const [first, ...more] = commandsOf(call.input)
  if (!foreign && isHalf(call.input.chars))
    return {
      is: 'unseen',
      tool: call.tool,
      why: `${call.tool} types a part of a line: what the whole will be cannot be seen`,
    }
  if (first !== undefined && (shells.has(tool) || !readers.has(tool))) {
    const { name, command } = first
    if (foreign || !shells.has(tool)) {
      const { [name]: _, ...beside } = call.input
      return { is: 'command', tool: call.tool, command, known: false, beside }
    }
    // An agent passes over what its tool does not know: which of two it runs, it alone can tell.
    return more.length === 0
      ? { is: 'command', tool: call.tool, command, known: true, ...unboundIn(call) }
      : { is: 'unseen', tool: call.tool, why: `${call.tool} was given more than one command` }
  }
  if (!foreign && shells.has(tool))
    return { is: 'unseen', tool: call.tool, why: `${call.tool} was given no command to read` }
  if (!foreign && readers.has(tool)) return { is: 'reads', tool: call.tool }
  return { is: 'tool', tool: call.tool, input: call.input }
}

/** The shell texts of a call: strings, and words that are joined so that the shell would read them as they are. */
const commandsOf = (input: ToolCall['input']) =>
  ['command', 'cmd', 'script', 'chars'].flatMap((name) => {
    const value = input[name]
    if (typeof value === 'string')
      return [{ name, command: name === 'chars' ? typed(value) : value }]
    return Array.isArray(value) ? [{ name, command: commandOf(value.map(String)) }] : []
  })

/**
 * What each agent's shell takes beside its command that changes neither what runs nor where, and its folder, which is bound. Keys typed into a
 * program that runs already are another matter; so is whatever an agent may add.
 */
const bound: Readonly<Record<Agent, ReadonlySet<string>>> = {
  claude: names('command description timeout run_in_background'),
  codex: names(
    'command cmd workdir timeout timeout_ms yield_time_ms max_output_tokens justification login tty',
  ),
  gemini: names('command description dir_path directory is_background'),
}

function unboundIn({ agent, input }: ToolCall): { readonly unbound?: readonly string[] } {
  const unbound = Object.keys(input).filter((name) => !bound[agent].has(name))
  return unbound.length === 0 ? {} : { unbound }
}

/** Keys without one that sends them stay on the line, and make up a command with those of another call. */
const isHalf = (keys: unknown): boolean =>
  typeof keys === 'string' && keys !== '' && !/\p{Cc}$/u.test(keys)

/** Keys that are pressed in a terminal: Enter and what interrupts begin a new line. */
const typed = (keys: string): string => keys.replaceAll(/(?![\t\n])\p{Cc}/gu, '\n')

/** Where a call's command runs. */
export function folderOf({ input, workingDirectory }: ToolCall): string | null {
  const own = ['workdir', 'cwd', 'directory', 'dir_path', 'working_directory']
    .map((name) => stringOf(input[name]))
    .find((folder) => folder !== null && folder !== '')
  if (!own) return workingDirectory
  return workingDirectory === null ? own : resolve(workingDirectory, own)
}

function writing(call: ToolCall): Deed {
  if (plain(call.tool).startsWith('strreplace') && call.input.command === 'view')
    return { is: 'reads', tool: call.tool }
  const files = filesOf(call)
  return files.length === 0
    ? { is: 'unseen', tool: call.tool, why: `${call.tool} names no file that it writes` }
    : { is: 'writes', tool: call.tool, files }
}

function filesOf(call: ToolCall): readonly FileChange[] {
  const { input } = call
  const content = stringOf(input.content) ?? stringOf(input.file_text) ?? stringOf(input.new_string)
  const paths = [
    ...[
      'file_path',
      'path',
      'notebook_path',
      'absolute_path',
      'filePath',
      'target_file',
      'filename',
    ],
  ].flatMap((name) => stringOf(input[name]) ?? [])
  const listed = [input.edits, input.files].flatMap((list) =>
    Array.isArray(list)
      ? list.filter(isObject).flatMap((one) => stringOf(one.file_path) ?? stringOf(one.path) ?? [])
      : [],
  )
  const removes = plain(call.tool).startsWith('delete')
  const plainly = [...paths, ...listed].map(
    (path): FileChange => ({
      names: namesOf(path, call.workingDirectory),
      does: removes ? 'removes' : 'writes',
      content,
    }),
  )
  const patches = Object.values(input)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter((value) => typeof value === 'string')
    .flatMap((value): readonly Patched[] =>
      plain(call.tool) === 'applypatch' ? patchedFiles(value) : [],
    )
  const patched = patches.map(
    ({ path, does }): FileChange => ({
      names: namesOf(path, call.workingDirectory),
      does,
      content: null,
    }),
  )
  return [...plainly, ...patched]
}

/** Every name by which a file could be known: as written, whole, and where its links lead. */
function namesOf(path: string, folder: string | null): readonly string[] {
  const whole = folder === null ? path : resolve(folder, path)
  return [...new Set([path, whole, real(whole)])]
}

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const above = dirname(path)
    return above === path ? path : join(real(above), basename(path))
  }
}
