/**
 * Whether brackets nest deeper than the bound, strings and comments counted like code.
 * The parser recurses on its own small stack, which deep nesting would break.
 */
export const nestsDeeperThan = (text: string, bound: number): boolean => {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit === 0x28 || unit === 0x5b || unit === 0x7b) {
      depth += 1
      if (depth > bound) return true
    } else if ((unit === 0x29 || unit === 0x5d || unit === 0x7d) && depth > 0) depth -= 1
  }
  return false
}
