/**
 * Collects the questions of one turn of the event loop and answers them together; `inTurn`, those too that are asked while others are being
 * answered, so that a program is started once for many. Whoever answers in turn must not ask there again.
 */
export function batched<Question, Answer>(
  answerAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  { inTurn = false }: { readonly inTurn?: boolean } = {},
): (question: Question) => Promise<Answer> {
  interface Asked {
    readonly question: Question
    resolve(answer: Answer): void
    reject(fault: unknown): void
  }
  let waiting: Asked[] = []
  let isBusy = false

  const flush = async (): Promise<void> => {
    const asked = waiting
    waiting = []
    isBusy = true
    try {
      const answers = await answerAll(asked.map(({ question }) => question))
      asked.forEach(({ resolve, reject }, index) => {
        const answer = answers[index]
        if (answer === undefined) reject(new Error('a question of the batch got no answer'))
        else resolve(answer)
      })
    } catch (fault) {
      for (const { reject } of asked) reject(fault)
    }
    isBusy = false
    if (inTurn && waiting.length > 0) void flush()
  }

  return (question) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0 && !(inTurn && isBusy)) setImmediate(() => void flush())
      waiting.push({ question, resolve, reject })
    })
}

/** Words that a document is asked for. */
export interface WordsIn {
  readonly path: string
  readonly words: string
}

/** Asks about the words of each document once. */
export function askedOnce<Answer>(
  ask: (question: WordsIn) => Promise<Answer>,
): (path: string, words: string) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>()
  return (path, words) => {
    const key = `${path}\n${words}`
    const known = answers.get(key) ?? ask({ path, words })
    answers.set(key, known)
    return known
  }
}

/** Answers each question in turn, a few at a time, in the order asked. */
export async function inParallel<Question, Answer>(
  questions: readonly Question[],
  answer: (question: Question) => Promise<Answer>,
  lanes = 8,
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    for (let index = next++; index < questions.length; index = next++) {
      const question = questions[index]
      if (question !== undefined) answers[index] = await answer(question)
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, questions.length) }, lane))
  return answers
}
