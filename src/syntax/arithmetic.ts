/** What an operator makes of two numbers, where Python and JavaScript agree on it; null for any other. */
export function calculate(operator: string | undefined, a: number, b: number): number | null {
  switch (operator) {
    case '*':
      return a * b
    case '+':
      return a + b
    case '-':
      return a - b
    case '/':
      return b === 0 ? null : a / b
    case '**':
      return a ** b
    case '<<':
      return a << b
    default:
      return null
  }
}
