import type { Block } from '../domain/passage.ts'

const shellLanguages = new Set([
  'sh',
  'bash',
  'shell',
  'zsh',
  'console',
  'shell-session',
  'terminal',
  'shellscript',
])
const dataLanguages = new Set([
  'yaml',
  'yml',
  'json',
  'jsonc',
  'json5',
  'toml',
  'ini',
  'env',
  'dotenv',
  'properties',
  'conf',
])
const codeLanguages = new Set([
  'js',
  'javascript',
  'mjs',
  'cjs',
  'jsx',
  'ts',
  'typescript',
  'tsx',
  'mts',
  'py',
  'python',
  'python3',
  'node',
  'rust',
  'rs',
  'go',
  'golang',
  'java',
  'kotlin',
  'ruby',
  'rb',
  'php',
  'csharp',
  'cs',
  'c#',
  'c',
  'cpp',
  'c++',
])
/** What shells and their users write before a command, as a pattern; `>` begins what goes on as well. */
export const promptSigns = String.raw`\$|%|❯|➜|PS [^>\n]{0,60}>`

export type SampleKind = 'shell' | 'data' | 'code' | 'text'

/** `rust,ignore` and `js {3}` are Rust and JavaScript; a block without a tag can be Python by its look. */
export function languageOf(block: Block): string {
  const tag = (block.language ?? '').split(/[,\s{:]/)[0] ?? ''
  return tag === '' && block.kind === 'code' && isPython(block) ? 'python' : tag
}

/** A block is asked for its language by every check and for every claim. */
const pythons = new WeakMap<Block, boolean>()

function isPython(block: Block): boolean {
  const is = pythons.get(block) ?? looksLikePython(block.text.slice(0, 4_000))
  pythons.set(block, is)
  return is
}

const pythonLine =
  /^[ \t]*(?:(?:async )?def \w+\([^\n]*|class \w+[^\n;{]*:|from [\w.]+ import [\w ,()*]+|import [\w.]+(?: as \w+)?|>>> [^\n]+)$/m

/** What Sphinx shows without a tag is Python. */
const looksLikePython = (text: string): boolean =>
  pythonLine.test(text) && !/^\s*\$ |[;{]\s*$/m.test(text)

/** What a code block holds, by its language tag, or by its look where it has none. */
export function sampleKind(block: Block): SampleKind {
  const language = languageOf(block)
  if (shellLanguages.has(language)) return 'shell'
  if (dataLanguages.has(language)) return 'data'
  if (codeLanguages.has(language)) return 'code'
  if (language !== '') return 'text'
  if (prompted.test(block.text) || looksLikeCommand(block.text)) return 'shell'
  if (/^(?:export )?[A-Z][A-Z0-9_]*=/m.test(block.text)) return 'data'
  return looksLikeYaml(block.text) ? 'data' : 'text'
}

const prompted =
  /^\s*(?:\$ |npm |npx |yarn |pnpm |git |kubectl |helm |docker |make |cargo |poetry |uv |bundle |composer |\.\/gradlew |mvn |terraform |dotnet |sudo |brew |cd |export |curl |python |pip )/m

/** `LEDGER_MODE=fast pytest -x`, `ledger report --since=today`: variables set for a program, or a program and its flag. */
const command =
  /^\s*(?:[A-Z][A-Z0-9_]*=\S{0,200} +(?:[A-Z][A-Z0-9_]*=\S{0,200} +){0,8}[a-z./][\w./-]*(?: |\n|$)|(?:sudo )?(?:\.{0,2}\/)?[a-z][\w./-]{1,60}(?: [\w./:@-]{1,60}){0,5} --[a-z][\w-]+(?:[ =\n]|$))/

/** Whether a block without a tag begins with a command. */
const looksLikeCommand = (text: string): boolean =>
  command.test(text.slice(0, 1_000)) && !/[{};]\s*$/m.test(text.slice(0, 1_000))

const yamlLine = /^[ \t]*(?:- )?["']?[A-Za-z][\w./-]{0,60}["']?:(?:[ \t]|$)|^[ \t]*- \S|^[ \t]*#/

/** Most lines are keys, and some are nested. */
function looksLikeYaml(text: string): boolean {
  const lines = text
    .slice(0, 4_000)
    .split('\n')
    .filter((line) => line.trim() !== '')
  const keys = lines.filter((line) => yamlLine.test(line))
  return lines.length >= 4 && keys.length >= lines.length * 0.8 && /^[ \t]+[\w"'-]/m.test(text)
}
