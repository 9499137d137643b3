import { writeFile } from 'node:fs/promises'
import { Option } from 'commander'
import { readBaseline, writeBaseline } from '../baseline-file.ts'
import { emptyConfig, readEnvironment } from '../config/config.ts'
import { baselineOf, setAside } from '../domain/baseline.ts'
import { type CheckResult, countClaims } from '../domain/check-result.ts'
import { PlumblineError } from '../domain/errors.ts'
import { lookUp } from '../domain/lookup.ts'
import type { Progress } from '../domain/requests.ts'
import { asPatch, type Mending } from '../render/patch.ts'
import { type FileOutput, type Format, formats, rendered, withFileOutput } from './check-formats.ts'
import type { CliCommand } from './command.ts'
import { print, printText, terminalProgress, useColor } from './output.ts'
import { shortLived } from './short-lived.ts'
import { smallHeap } from './small-heap.ts'

interface Options {
  readonly repo: readonly string[]
  readonly at?: string
  readonly since?: string
  readonly format: Format
  readonly write: readonly FileOutput[]
  readonly claims: boolean
  readonly hints: boolean
  readonly failOn: string
  readonly baseline?: string
  readonly writeBaseline?: string
  readonly fix?: string
  readonly server?: string
  readonly knownAs?: string
}

const failures = ['contradicted', 'moved', 'never'] as const

/** `plumbline check`: a repository's documents against its own code, with no configuration at all. */
export const check: CliCommand = {
  name: 'check',
  summary: 'check documents against the code of this repository',
  examples: [
    'plumbline check',
    'plumbline check docs/runbooks --repo ../payments',
    'plumbline check --since main',
    'plumbline check --fail-on moved --format json',
    'plumbline check --since main --write markdown=comment.md --write sarif=plumbline.sarif',
    'plumbline check --fix docs.patch && git apply docs.patch',
  ],
  exits: '0 nothing found, 1 something found that --fail-on counts, 2 it could not judge.',
  configure(command) {
    command
      .argument('[docs...]', 'documents or folders; all documents of the repository unless given')
      .option(
        '--repo <dir>',
        'a repository to judge by, or a folder of a published version; may be repeated',
        (dir: string, all: string[]) => [...all, dir],
        [],
      )
      .option('--at <revision>', 'read documents and code at this commit, branch or tag', 'HEAD')
      .addOption(
        new Option(
          '--since <revision>',
          'only what the commits since this one (where the two part) make wrong, and what they repair',
        ).conflicts('writeBaseline'),
      )
      .option(
        '--server <url>',
        'with --since: ask this Plumbline which pages elsewhere become false; PLUMBLINE_URL unless given. Its key is PLUMBLINE_KEY',
      )
      .option(
        '--known-as <name>',
        'what that server calls this repository; the name of its remote unless given',
      )
      .addOption(
        new Option('--format <format>', 'how the result is printed')
          .choices(formats)
          .default('terminal'),
      )
      .addOption(
        new Option(
          '--write <format=file>',
          'write a format into a file, too, as sarif=plumbline.sarif; may be repeated',
        )
          .argParser(withFileOutput)
          .default([], 'none'),
      )
      .option('--claims', 'list every claim, not only what is contradicted or moved', false)
      .option('--hints', 'list near names for what never existed', false)
      .addOption(
        new Option('--fail-on <status>', 'what makes it exit with 1')
          .choices(failures)
          .default('contradicted'),
      )
      .option(
        '--baseline <file>',
        'count the findings that this file knows, and list only the others',
      )
      .option('--write-baseline <file>', 'write what is found now as the baseline')
      .option('--fix <patch>', 'write the suggested edits as a patch for `git apply`')
      .action(async (docs: string[], options: Options) => {
        process.exitCode = await run(docs, options)
      })
  },
}

async function run(docs: readonly string[], options: Options): Promise<number> {
  shortLived()
  const known = options.baseline === undefined ? null : await readBaseline(options.baseline)
  const { progress, done } = terminalProgress()
  const { whole, change } = await found(docs, options, smallHeap(progress)).finally(done)
  if (options.writeBaseline !== undefined)
    await writeBaseline(options.writeBaseline, baselineOf(whole))
  const { result, baseline } =
    known === null ? { result: whole, baseline: null } : setAside(whole, known)
  // What a change does not make is not looked for, so it says nothing of what the baseline need not know.
  const shown = {
    result,
    baseline: baseline && change ? { ...baseline, outdated: [] } : baseline,
    change,
  }
  const around = options.repo[0] ?? docs[0] ?? '.'
  if (options.fix !== undefined) await write(options.fix, asPatch(mendingsOf(result)))
  for (const { format, file } of options.write)
    await write(file, await rendered(format, shown, { ...options, around, color: false }))
  const text = await rendered(options.format, shown, { ...options, around, color: useColor() })
  if (options.format === 'terminal') printText(text)
  else if (text !== '') print(text)
  return exitCode(result, options.failOn)
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    const message = `${file} cannot be written: ${lookUp(hindrances, code) ?? code}`
    throw new PlumblineError('output.unwritable', message, { cause })
  }
}

const hindrances: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'what should be its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
}

/** What is found: all of it, or what a change makes, with what is to be told of the change. */
async function found(docs: readonly string[], options: Options, progress?: Progress) {
  const { checkChange, checkFolders } = await import('../check-folders.ts')
  const request = { documents: docs, repositories: options.repo, revision: options.at ?? 'HEAD' }
  const config = emptyConfig(readEnvironment())
  if (options.since === undefined && (options.server ?? options.knownAs) !== undefined)
    throw new PlumblineError(
      'input.invalid',
      '--server tells what a change makes false elsewhere: say with --since where it begins',
    )
  if (options.since === undefined)
    return { whole: await checkFolders(request, config, progress), change: null }
  const since = { ...request, since: options.since }
  const { besideChange } = await import('./beside-change.ts')
  const checking = checkChange(since, config, progress)
  const asked = besideChange(since, options, config, checking)
  const [{ result, made, base, repaired }, beside] = await Promise.all([checking, asked])
  const claims = countClaims(result.findings)
  return { whole: { ...result, findings: made }, change: { base, repaired, claims, beside } }
}

/** Every page with the edits that would mend it. */
const mendingsOf = ({ pages, findings }: CheckResult): readonly Mending[] =>
  pages.flatMap(({ id, path, text }) => {
    const suggestions = findings.flatMap(({ claim, suggestion }) =>
      claim.page === id && suggestion !== null ? [suggestion] : [],
    )
    return text === null || suggestions.length === 0 ? [] : [{ path, text, suggestions }]
  })

/** 0 nothing found, 1 findings at or above the line, 2 nothing could be judged. */
function exitCode(result: CheckResult, failOn: string): number {
  if (result.pages.length === 0 && result.unread.length > 0) return 2
  const found = (status: string) => result.findings.some((finding) => finding.status === status)
  if (failOn === 'never') return 0
  return found('contradicted') || (failOn === 'moved' && found('moved')) ? 1 : 0
}
