import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { readActionPage } from '../../support/action-pages.ts'
import { programEnvironment } from '../../support/program.ts'
import { bundleIn } from '../measure.ts'
import { type Row, table } from '../table.ts'

const build = resolve(import.meta.dirname, '../../..')
const program = join(build, 'src', 'cli', 'main.js')
const environment = programEnvironment(mkdtempSync(join(tmpdir(), 'plumbline-gate-')))

/** Commands of the manual pages, or those of the JSON Lines files that are named (`{command}`). */
const commandsOf = (files: readonly string[]): readonly string[] =>
  files.length === 0
    ? readdirSync('corpus/actions').flatMap((file) =>
        readActionPage(file.replace('.md', '')).cases.map(({ command }) => command),
      )
    : files.flatMap((file) => readFileSync(file, 'utf8').split('\n').flatMap(commandIn))

function commandIn(line: string): readonly string[] {
  const row: unknown = line.trim() === '' ? null : JSON.parse(line)
  return typeof row === 'object' && row !== null && 'command' in row ? [String(row.command)] : []
}

const milliseconds = (value: number | undefined): string => (value ?? 0).toFixed(2)

function row(what: string, times: readonly number[], counted: string): Row {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): string =>
    milliseconds(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))])
  return { what, n: String(times.length), counted, p50: at(0.5), p95: at(0.95), max: at(1) }
}

/** One hook after the other, each a process of its own, from its start to its end. */
function cold(args: readonly string[], input: string, runs: number): readonly number[] {
  return Array.from({ length: runs }, () => {
    const begun = performance.now()
    spawnSync(process.execPath, args, { input, env: environment })
    return performance.now() - begun
  })
}

/** Processor seconds of whole hooks: they say what a hook costs even where the machine is busy. */
function coldProcessor(input: string, runs: number): readonly number[] {
  const told = `import { writeSync } from 'node:fs'
    process.on('exit', () => { const { user, system } = process.cpuUsage(); writeSync(3, String((user + system) / 1000)) })`
  return Array.from({ length: runs }, () => {
    const { output } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(told)}`, program, 'gate'],
      { input, env: environment, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe', 'pipe'] },
    )
    return Number(output[3])
  })
}

/** One command after the other through one process, each from its line to its answer. */
async function batch(commands: readonly string[]): Promise<readonly number[]> {
  const child = spawn(process.execPath, [program, 'gate', '--batch'], {
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ask = async (command: string, id: number): Promise<number> => {
    const begun = performance.now()
    child.stdin.write(`${JSON.stringify({ id, command })}\n`)
    await answers.next()
    return performance.now() - begun
  }
  await ask('true', 0)
  const times: number[] = []
  for (const [place, command] of commands.entries()) times.push(await ask(command, place + 1))
  child.stdin.end()
  await once(child, 'exit')
  return times
}

bundleIn(build)
const call = JSON.stringify({
  session_id: 'bench',
  transcript_path: '/dev/null',
  cwd: process.cwd(),
  permission_mode: 'default',
  hook_event_name: 'PreToolUse',
  tool_name: 'Bash',
  tool_input: { command: 'cd web && npm ci && npm run build | tee build.log' },
})
const commands = commandsOf(process.argv.slice(2))
const load = loadavg()[0] ?? 0
console.log(`Load before: ${load.toFixed(2)}. Milliseconds.`)
console.log(
  table([
    row('node, doing nothing', cold(['-e', '0'], '', 40), 'wall'),
    row('one hook, cold', cold([program, 'gate'], call, 40), 'wall'),
    row('one hook, cold', coldProcessor(call, 20), 'processor'),
    row('a command in batch', await batch([...commands, ...commands]), 'wall'),
  ]),
)
