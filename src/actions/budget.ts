/** What the reading of one request may still cost. Beyond it nothing more is read, and what was not read counts as unseen. */
export interface Budget {
  /** How many shell texts may still be read, counted down: a text can name itself many times over. */
  texts: number
  /** Until when, by the process's own clock of elapsed time, in milliseconds. */
  readonly until: number
}

/** Each text is bounded already; many of them, or one in which many are nested, would hold the thread for as long as they please. */
const most = { texts: 2_000, milliseconds: 1_000 } as const

/** For one request: everything that it holds is read on this. */
export const newBudget = (milliseconds: number = most.milliseconds): Budget => ({
  texts: most.texts,
  until: performance.now() + milliseconds,
})

/** Milliseconds that are left; none where the budget is spent. */
export const millisecondsLeft = ({ until }: Budget): number => {
  const left = until - performance.now()
  return left > 0 ? left : 0
}

/** Why nothing more is read; null while there is something left. */
export function spentBudget(budget: Budget): string | null {
  if (budget.texts < 0) return 'the command holds more texts than can be read'
  return millisecondsLeft(budget) > 0
    ? null
    : 'reading it takes longer than a request is given: the rest was not read'
}
