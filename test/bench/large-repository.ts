import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const commits = 20_000
const files = 10_000
const documents = 500

/** How many files the last commit changes; each loses a name that a document knows. */
const changed = 50

/** Makes a bare repository with a long history, by `git fast-import`: the same bytes every time. */
export function largeRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-large-'))
  run(folder, ['init', '--quiet', '--bare', '--initial-branch=main', '.'])
  run(folder, ['fast-import', '--quiet'], stream())
  return folder
}

function run(folder: string, args: readonly string[], input = ''): void {
  const { status, stderr } = spawnSync('git', args, { cwd: folder, input, encoding: 'utf8' })
  if (status !== 0) throw new Error(`git ${args[0]} ended with ${status}: ${stderr}`)
}

const pathOf = (file: number): string =>
  `packages/p${file % 50}/src/${['orders', 'billing', 'mail', 'search'][file % 4]}/module${file}.ts`

/** A number as syllables: names that differ by a number alone are often one of a row. */
const spelt = (file: number): string =>
  [...String(file)]
    .map((digit) => ['Ba', 'De', 'Fi', 'Go', 'Hu', 'Ka', 'Le', 'Mi', 'No', 'Pu'][Number(digit)])
    .join('')

/** The file as it is after so many edits; each edit drops a name that some document may know. */
const codeOf = (file: number, edits: number, isLast = false): string =>
  [
    `/** Module ${file}. */`,
    `export function ${isLast ? 'close' : 'settle'}${spelt(file)}(order: string): string {\n  return order\n}`,
    `export const limit${file} = ${edits + 10}`,
    ...Array.from(
      { length: 20 },
      (_, index) =>
        `export function handle${file}Step${index}(order: string, count = ${index}): string {\n  return \`\${order} \${count} ${index}\`\n}`,
    ),
    `export function call${file}Edit${edits}(): number {\n  return limit${file}\n}\n`,
  ].join('\n')

const pageOf = (page: number): string =>
  [
    `# Page ${page}`,
    ...Array.from({ length: 12 }, (_, index) => {
      const file = (page * 12 + index) % files
      return `Call \`settle${spelt(file)}\`, \`handle${file}Step3\` or \`call${file}Edit0\`; see \`${pathOf(file)}\`. The default of \`limit${file}\` is 10.`
    }),
  ].join('\n\n')

function stream(): string {
  const parts: string[] = []
  const edits = new Map<number, number>()
  const put = (path: string, text: string): void => {
    parts.push(`M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`)
  }
  for (let commit = 0; commit < commits; commit += 1) {
    const when = 1_500_000_000 + commit * 3_600
    const said = `Change ${commit}`
    parts.push(
      `commit refs/heads/main\ncommitter Ada <ada@example.org> ${when} +0000\ndata ${said.length}\n${said}\n`,
    )
    if (commit === 0) {
      for (let file = 0; file < files - documents; file += 1) put(pathOf(file), codeOf(file, 0))
      for (let page = 0; page < documents; page += 1) put(`docs/page${page}.md`, pageOf(page))
    }
    const isLast = commit === commits - 1
    for (let index = 0; index < (isLast ? changed : 3); index += 1) {
      const file = (commit * 7_919 + index * 104_729) % (files - documents)
      const edit = (edits.get(file) ?? 0) + 1
      edits.set(file, edit)
      put(pathOf(file), codeOf(file, edit, isLast))
    }
  }
  return parts.join('')
}
