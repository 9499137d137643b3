import type { ClassedCommand } from '../domain/action.ts'
import type { Span } from '../domain/passage.ts'
import { type Grammar, grammar } from '../syntax/grammar.ts'
import { asRead } from './as-read.ts'
import { type Budget, newBudget, spentBudget } from './budget.ts'
import { hides } from './effect.ts'
import { bareFences, blanked, type Fence, fencesIn, isCode } from './fences.ts'
import { codeEffect } from './interpreters.ts'
import { judgeScript } from './judge-command.ts'
import type { Judged } from './judged.ts'
import { limits, tooLarge } from './limits.ts'
import { type CommandText, markedCommands } from './marked.ts'
import { destructiveProse } from './prose.ts'
import { statementEffect } from './statement.ts'
import { sqlEffect } from './tools/sql-statements.ts'
import { type Unmarked, unmarkedCommands } from './unmarked.ts'

/** What a text tells somebody to run. */
export interface Told {
  /** The texts of its commands, with marks and without. */
  readonly texts: readonly string[]
  /** Each of them classed, and every sentence that tells to destroy something. */
  readonly commands: readonly ClassedCommand[]
  /** Blocks of code that nothing could class: their language is no shell's, and no call in them is known to change something. */
  readonly unread: readonly Span[]
}

/** Finds and classes every command that a text shows, and every sentence in it that tells to destroy something. */
export async function toldBy(text: string): Promise<Told> {
  if (text.length > limits.textCharacters) {
    const why = `the text has ${text.length} characters, more than the ${limits.textCharacters} that are read`
    return {
      texts: [],
      commands: [{ argv: [], span: [0, text.length], ...hides(why) }],
      unread: [],
    }
  }
  const bash = await grammar('bash')
  const budget = newBudget()
  const told = withHidden(bash, text, budget)
  const spent = spentBudget(budget)
  if (spent === null) return told
  const rest = { argv: [], span: [0, text.length] as const, ...hides(spent) }
  return { ...told, commands: [...told.commands, rest] }
}

/** What a text tells as it is written, and what it tells besides once its tags and references are read. */
function withHidden(bash: Grammar, text: string, budget: Budget): Told {
  const told = toldInWriting(bash, text, budget)
  const read = asRead(text)
  if (read === text) return told
  const known = new Set(told.commands.map((each) => each.class))
  const shown = toldInWriting(bash, read, budget)
  const hidden = shown.commands.filter((each) => isGrave(each) && !known.has(each.class))
  if (hidden.length === 0) return told
  // It stands somewhere in the whole.
  const anywhere = hidden.map((each) => ({ ...each, span: [0, text.length] as const }))
  const written = new Set(told.texts)
  return {
    texts: [...told.texts, ...shown.texts.filter((one) => !written.has(one))],
    commands: [...told.commands, ...anywhere],
    unread: told.unread,
  }
}

/** Classes every command a text shows, and every sentence in it that tells to destroy something. */
export const classifyText = async (text: string): Promise<readonly ClassedCommand[]> =>
  (await toldBy(text)).commands

const isGrave = (each: ClassedCommand): boolean => !/^D[01]$/.test(each.class)

function toldInWriting(bash: Grammar, text: string, budget: Budget): Told {
  const judge: Judge = (script) => judgeScript(bash, script, '', budget)
  const fences = fencesIn(text)
  const marked = markedCommands(text, fences)
  const unmarked = unmarkedCommands(withoutMarked(text, fences, marked))
  const classed = unmarked.flatMap((one) => classifyUnmarked(judge, one))
  const prose = destructiveProse(
    blanked(
      text,
      [...fences, ...marked, ...classed].map(({ span }) => span),
    ),
  )
  const quoted = prose.map((each) => ({ ...each, argv: [text.slice(...each.span)] }))
  const code = fences.filter(isCode).flatMap((one) => classifyCode(judge, one))
  const found = [...marked, ...classed, ...code]
  return {
    unread: fences
      .map(({ inside }) => inside)
      .filter(([start, end]) => !found.some(({ span }) => start <= span[0] && span[0] < end)),
    texts: [...marked, ...unmarked].map((one) => one.text),
    commands: [
      ...marked.flatMap((one) => classifyMarked(judge, one)),
      ...classed,
      ...code,
      ...quoted,
    ].toSorted((a, b) => a.span[0] - b.span[0]),
  }
}

type Judge = (script: string) => Judged

function classifyMarked(judge: Judge, { text, span, language }: CommandText): ClassedCommand[] {
  const excess = tooLarge(text)
  if (excess !== null) return [{ argv: [], span, ...hides(excess) }]
  const statement = language === 'sql' ? sqlEffect(text) : statementEffect(text)
  if (statement) return [{ argv: [text.trim()], span, ...statement }]
  const { commands, unseen } = judge(text)
  return [
    ...commands.map((each) => ({ ...each, span: moved(each.span, span[0]) })),
    ...unseen.map((part) => ({ argv: [text.trim()], span, ...hides(part) })),
  ]
}

/** A command without any mark, as far as it changes something or makes up a line: words that follow in a sentence are no part that could not be read. */
function classifyUnmarked(judge: Judge, one: Unmarked): readonly ClassedCommand[] {
  const effect = one.language === 'sql' ? statementEffect(one.text) : null
  if (effect) return [{ argv: [one.text], span: one.span, ...effect }]
  return judge(one.text)
    .commands.filter(({ unknownProgram }) => unknownProgram === undefined)
    .filter((each) => one.isWhole || isGrave(each))
    .map((each) => ({ ...each, span: one.span }))
}

/** Code in another language, as far as its calls change something. */
function classifyCode(judge: Judge, { body, inside }: Fence): readonly ClassedCommand[] {
  const effect = codeEffect(body, (script) => judge(script).commands)
  const one = { argv: [body.trim()], span: inside, ...effect }
  return isGrave(one) ? [one] : []
}

/** A text without the commands that were found by their marks; a fence in which none was found is read line by line. */
function withoutMarked(
  text: string,
  fences: readonly Fence[],
  marked: readonly CommandText[],
): string {
  const known = fences.filter(({ span: [start, end] }) =>
    marked.some(({ span }) => start <= span[0] && span[0] < end),
  )
  return blanked(
    bareFences(text, fences),
    [...known, ...marked].map(({ span }) => span),
  )
}

const moved = ([start, end]: Span, by: number): Span => [start + by, end + by]
