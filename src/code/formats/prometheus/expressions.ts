const comparison =
  /(==|!=|>=|<=|>|<)[ \t\n]*(?:bool[ \t\n]+)?(-?\d{1,20}(?:\.\d{1,20})?(?:[eE][-+]?\d{1,3})?)(?![\w.[])/g

/** The one comparison of an expression with a number: `> 0.05`; null when there is none, or more than one. */
export function thresholdOf(expression: string): string | null {
  const bare = expression.replace(/"[^"\n]*"|'[^'\n]*'|\{[^{}]*\}/g, (text) =>
    ' '.repeat(text.length),
  )
  const [only, ...others] = [...bare.slice(0, 10_000).matchAll(comparison)]
  return only === undefined || others.length > 0 ? null : `${only[1]} ${only[2]}`
}

/** What an alert waits for, as one value: `> 0.05 for 10m`. */
export const conditionOf = (threshold: string | null, duration: string | null): string | null =>
  [threshold, duration === null ? null : `for ${duration}`]
    .filter((part) => part !== null)
    .join(' ') || null
