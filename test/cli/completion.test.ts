import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands.ts'
import { completed } from '../../src/cli/completion.ts'
import { programTree } from '../../src/cli/tree.ts'
import { claimKinds } from '../../src/domain/claim.ts'
import { bashCompletion } from '../../src/render/completion/bash.ts'
import { placesOf } from '../../src/render/completion/completed.ts'
import { fishCompletion } from '../../src/render/completion/fish.ts'
import { zshCompletion } from '../../src/render/completion/zsh.ts'
import { needs } from '../support/needs.ts'
import { newFolder } from '../support/temporary-folder.ts'

const program = completed(programTree(commands))
const folder = newFolder()
const written = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
const bash = written('plumbline.bash', bashCompletion(program))
const fish = written('plumbline.fish', fishCompletion(program))
const zsh = written('_plumbline', zshCompletion(program))
written('advice.md', 'Restart it.')

/** What a shell prints; one that complains has failed, whatever it offers beside. */
const printed = (shell: string, args: readonly string[]): string => {
  const { stdout, stderr } = spawnSync(shell, args, { cwd: folder, encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout
}

const typed = (line: string): readonly string[] => line.split(' ')

/** What bash offers after these words, the last of which is not whole yet. */
const inBash = (line: string): readonly string[] => {
  const words = typed(line)
  const script = `source ${bash}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
_plumbline; printf '%s\\n' "\${COMPREPLY[@]}"`
  return printed('bash', ['-c', script])
    .split('\n')
    .filter((one) => one !== '')
}

const inFish = (line: string): readonly string[] =>
  printed('fish', ['--no-config', '-c', `source ${fish}; complete -C '${line}'`])
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => one.split('\t')[0] ?? '')

const names = program.commands.map(({ name }) => name)
const cases: readonly (readonly [line: string, some: readonly string[], not: readonly string[]])[] =
  [
    ['plumbline ', names, ['terminal']],
    ['plumbline ve', ['verify'], ['init']],
    ['plumbline keys ', ['create', 'list', 'rotate', 'revoke'], ['init', 'verify']],
    ['plumbline keys rotate --', ['--compromised', '--config', '--help'], ['--json']],
    ['plumbline check --f', ['--format', '--fail-on', '--fix'], ['--claims']],
    ['plumbline check --format ', ['terminal', 'json'], ['--claims', 'advice.md']],
    ['plumbline check --format json --fail-on ', ['contradicted', 'moved', 'never'], ['json']],
    ['plumbline ask --intent ', ['inform', 'act'], ['--json']],
    ['plumbline audit show --kind appr', ['approval-decided', 'approval-requested'], ['answer']],
    ['plumbline evaluate ', ['drift', 'retrieval', 'support'], ['init']],
    ['plumbline gate --install ', ['claude', 'codex', 'gemini'], ['init']],
    ['plumbline completion ', ['bash', 'zsh', 'fish'], ['init']],
    ['plumbline verify adv', ['advice.md'], ['init']],
    ['plumbline verify --diff adv', ['advice.md'], ['--json']],
    // What follows an option that takes a word is no command.
    ['plumbline ask --as keys --', ['--intent', '--json'], ['--compromised']],
    ['plumbline reports --owner rules --', ['--owner', '--json'], []],
  ]

describe.skipIf(!needs('bash'))('in bash (needs bash)', () => {
  test.each(cases)('%s', (line, some, not) => {
    const offered = inBash(line)
    expect(offered).toEqual(expect.arrayContaining([...some]))
    for (const one of not) expect(offered).not.toContain(one)
  })

  test('every command offers its own commands and options, and those of no other', () => {
    for (const { words, command } of placesOf(program)) {
      const line = ['plumbline', ...words, '-'].join(' ')
      const flags = command.options.flatMap((option) => option.flags)
      expect([line, inBash(line).toSorted()]).toEqual([line, flags.toSorted()])
    }
  })
})

describe.skipIf(!needs('fish'))('in fish (needs fish)', () => {
  test.each(cases)('%s', (line, some, not) => {
    const offered = inFish(line)
    expect(offered).toEqual(expect.arrayContaining([...some]))
    for (const one of not) expect(offered).not.toContain(one)
  })
})

test.skipIf(!needs('zsh'))('zsh reads it without a fault, and registers it (needs zsh)', () => {
  expect(printed('zsh', ['-n', zsh])).toBe('')
  const script = `compdef() { print -r -- "$@" }; source ${zsh}; whence -w _plumbline`
  expect(printed('zsh', ['-f', '-c', script])).toBe('_plumbline plumbline\n_plumbline: function\n')
})

describe.skipIf(!needs('zsh'))('what zsh is told (needs zsh)', () => {
  /** Runs the function with what the line editor would lend it, and prints what it would show. */
  const inZsh = (line: string): readonly string[] => {
    const words = typed(line)
    const script = `compdef() { : }; source ${zsh}
_describe() { local one; for one in "\${offered[@]}"; do print -r -- "\${one%%:*}"; done }
_files() { print -r -- FILES }
words=(${words.map((word) => `'${word}'`).join(' ')}); CURRENT=${words.length}; _plumbline`
    return printed('zsh', ['-f', '-c', script]).split('\n')
  }
  test.each(cases)('%s', (line, some, not) => {
    const offered = inZsh(line)
    const wanted = some.map((one) => (one === 'advice.md' ? 'FILES' : one))
    expect(offered).toEqual(expect.arrayContaining(wanted))
    const last = typed(line).at(-1)
    if (last === '') for (const one of not) expect(offered).not.toContain(one)
  })
})

test('a kind of claim, an id and a name stay open', () => {
  const explain = program.commands.find(({ name }) => name === 'explain')
  expect([explain?.choices, claimKinds.length > 0]).toEqual([[], true])
})
