import { lookUp } from '../domain/lookup.ts'
import { elsewhere } from './elsewhere.ts'
import { type Inside, inputWord, scriptOf, skipOptions } from './inside.ts'
import { launched } from './launchers.ts'
import type { Word } from './word.ts'
import { type Wrapper, wrappers } from './wrapper-table.ts'

/** What stands inside a wrapper; null when the program wraps nothing. */
export function unwrap(program: string, rest: readonly Word[]): Inside | null {
  const inner = elsewhere(program, rest) ?? launched(program, rest)
  if (inner) return inner
  const wrapper = lookUp(wrappers, program)
  if (!wrapper) return null
  const asks = wrapper.asks?.split(' ') ?? []
  if (
    rest.some(
      ({ text }, place) =>
        asks.includes(text) && rest.slice(0, place).every((word) => word.text.startsWith('-')),
    )
  ) {
    return { is: 'nothing', effect: 'asks what may be run' }
  }
  if (/^(?:auto)?ssh$/.test(program) && forwards(rest))
    return { is: 'nothing', effect: 'only forwards ports' }
  const split = program === 'env' ? splitString(rest) : null
  if (split) return split
  const said = saidByOption(wrapper, rest)
  if (said) return said
  const follows = wrapper.joins || wrapper.texts ? 'text' : 'command'
  const words = skipOptions(rest, wrapper.valued ?? '', follows)
  const [first] = words
  const inside = words.slice(wrapper.skip ?? 0)
  if (program === 'parallel' && !(first && !/^:{3,4}$/.test(first.text))) return ownInputs(words)
  if (inside.length === 0)
    return rest.some(({ text }) => /^--(?:help|version)$/.test(text))
      ? { is: 'nothing', effect: 'prints help' }
      : empty(wrapper, first)
  const [only] = inside
  const oneText = inside.length === 1 && only !== undefined && /\s/.test(only.text)
  if (wrapper.joins || (wrapper.texts && oneText)) return scriptOf(inside)
  if (wrapper.texts && inside.every(({ text }) => /\s/.test(text)))
    return {
      is: 'script',
      text: inside.map(({ text }) => text).join('\n'),
      dynamic: inside.some(({ dynamic }) => dynamic),
    }
  return wrapper.feeds ? fed(program, rest, inside) : { is: 'command', words: inside }
}

/** `ssh -N -L …`: nothing is run there. An option may still name a command to run here. */
const forwards = (rest: readonly Word[]): boolean =>
  rest.some(({ text }) => /^-[46ACTfgknqvx]*N[46AaCTfgknqvx]*$/.test(text)) &&
  !rest.some(({ text }) => /command/i.test(text))

/** `sg docker -c '…'`, `script -c '…'`: the command is the value of an option. */
function saidByOption(wrapper: Wrapper, rest: readonly Word[]): Inside | null {
  const names = wrapper.says?.split(' ') ?? []
  const place = rest.findIndex(
    ({ text }) => names.includes(text) || names.some((name) => text.startsWith(`${name}=`)),
  )
  const flag = place < 0 ? undefined : rest[place]
  if (!flag) return null
  const glued = flag.text.includes('=') && flag.text.startsWith('--')
  const value = glued
    ? { ...flag, text: flag.text.slice(flag.text.indexOf('=') + 1) }
    : rest[place + 1]
  return value ? scriptOf([value]) : null
}

/** The input takes the place of `{}`, or of what `-I` names, and else comes last. */
function fed(program: string, rest: readonly Word[], inside: readonly Word[]): Inside {
  const until = inside.findIndex(({ text }) => /^:{3,4}\+?$/.test(text))
  const words = until < 0 ? inside : inside.slice(0, until)
  const place = rest.findIndex(({ text }) => /^-(?:I|-replace)/.test(text))
  const flag = rest[place]?.text ?? ''
  const named = flag === '-I' ? rest[place + 1]?.text : flag.replace(/^-(?:I|-replace=?)/, '')
  const mark = named === undefined || named === '' ? '{}' : named
  const marked = words.map((word) =>
    word.text.includes(mark) && (program === 'parallel' || place >= 0)
      ? { text: word.text.replaceAll(mark, '$input'), dynamic: true }
      : word,
  )
  const [first] = marked
  if (program === 'parallel' && first && /\s/.test(first.text)) return scriptOf(marked)
  return { is: 'command', words: [...marked, inputWord] }
}

/** `parallel ::: 'a' 'b'`: each input is a command. */
const ownInputs = (words: readonly Word[]): Inside =>
  words.length < 2
    ? { is: 'hidden', effect: 'runs what its input says, unseen' }
    : {
        is: 'script',
        text: words
          .slice(1)
          .map(({ text }) => text)
          .join('\n'),
        dynamic: words.some(({ dynamic }) => dynamic),
      }

const empty = (wrapper: Wrapper, first: Word | undefined): Inside =>
  wrapper.opens === true || first?.dynamic === true
    ? { is: 'hidden', effect: 'opens a shell, and what is typed there cannot be seen' }
    : { is: 'nothing', effect: 'runs nothing' }

function splitString(rest: readonly Word[]): Inside | null {
  const place = rest.findIndex(({ text }) => /^(?:-[a-z]*S|--split-string)/.test(text))
  const [flag, ...after] = place < 0 ? [] : rest.slice(place)
  if (!flag) return null
  const glued = flag.text.replace(/^(?:-[a-z]*S|--split-string=?)/, '')
  return scriptOf(glued === '' ? after : [{ ...flag, text: glued }, ...after])
}
