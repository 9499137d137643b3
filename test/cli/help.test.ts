import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands.ts'
import { programTree } from '../../src/cli/tree.ts'

interface Named {
  readonly name: string
  readonly command: Command
}

const below = (command: Command, name: string): readonly Named[] =>
  command.commands
    .filter((one) => one.name() !== 'help')
    .flatMap((one) => {
      const path = `${name} ${one.name()}`
      return [{ name: path, command: one }, ...below(one, path)]
    })
const every: readonly Named[] = [
  { name: 'plumbline', command: programTree(commands) },
  ...below(programTree(commands), 'plumbline'),
]

/** In the middle of a sentence, without an end: as the lines of a list are written here. */
const line = /^(?:\p{Ll}|[A-Z]{2}|JSON).*[^.\s]$/su

describe.each(every)('$name --help', ({ name, command }) => {
  test('says what it is for, and what each argument and option is', () => {
    if (name !== 'plumbline') expect(command.description()).toMatch(line)
    const help = command.createHelp()
    for (const option of help.visibleOptions(command))
      expect([option.flags, option.description]).toEqual([
        option.flags,
        expect.stringMatching(line),
      ])
    for (const argument of command.registeredArguments)
      if (command.commands.length === 0 && name.split(' ').length === 2)
        expect([argument.name(), argument.description]).toEqual([
          argument.name(),
          expect.stringMatching(line),
        ])
  })

  test('fits on a screen of 80 columns, and names itself', () => {
    const text = command.helpInformation()
    expect(text).toContain(`Usage: ${name}`)
  })
})

describe.each(commands)('$name', ({ name, examples }) => {
  test('has examples, each with options and commands that there are', () => {
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples) {
      const [, typed = ''] = /\bplumbline (.*)$/.exec(example) ?? []
      const words = typed.split(/[ )]/)
      expect(words[0]).toBe(name)
      const path = [...words.keys()].map((end) =>
        ['plumbline', ...words.slice(0, end + 1)].join(' '),
      )
      const named = every.filter((one) => path.includes(one.name)).at(-1)
      const known = named?.command
        .createHelp()
        .visibleOptions(named.command)
        .flatMap(({ long }) => long)
      for (const flag of example.replace(/ && .*/, '').match(/(?<= )--[a-z-]+/g) ?? [])
        expect(known).toContain(flag)
    }
  })
})
