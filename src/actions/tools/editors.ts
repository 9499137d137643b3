import { asksHelp, readArguments } from '../arguments.ts'
import { adds, type Effect, hides, reads } from '../effect.ts'
import type { Call, Tool } from './tool.ts'

/** Editors, pagers and debuggers can run programs: `vim -c ':!cmd'`, `gdb -ex 'shell cmd'`. */
function classify({ program, words }: Call): Effect {
  const given = readArguments(words, {})
  if (asksHelp(given)) return reads('prints help')
  const runs = words.some(({ text }, place) => {
    const before = words[place - 1]?.text ?? ''
    const told =
      /^(?:-c|--cmd|-ex|-eval|-S|-e|--exec|-o|-iex|--eval-command)$/.test(before) ||
      /^(?:\+|-c|-ex=|--cmd=)/.test(text)
    return (
      told &&
      /!|\b(?:system|shell|call|python|py3?|lua|perl|ruby|term(?:inal)?|delete|execute)\b/.test(
        text,
      )
    )
  })
  if (runs) return hides(`runs commands from within ${program}`)
  if (/^(?:ed|ex)$/.test(program)) return hides('edits by commands that cannot be seen')
  return adds('edits or shows files')
}

export const editors: Tool = {
  about: 'Editors and debuggers.',
  names: true,
  programs:
    'vim vi nvim view ex ed nano pico micro joe kak hx code codium subl gedit kate mcedit gdb lldb vimdiff rvim'.split(
      ' ',
    ),
  classify,
}
