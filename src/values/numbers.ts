const small: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  dozen: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}
const scales: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
}

const own = (table: Readonly<Record<string, number>>, word: string): number | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined

/** Reads `five`, `twenty-one`, `two hundred and fifty thousand`; null when any word is not a number word. */
export function readNumberWords(text: string): number | null {
  const words = text
    .toLowerCase()
    .split(/[\s-]+/)
    .filter((word) => word !== 'and')
  let total = 0
  let group = 0
  for (const [position, word] of words.entries()) {
    const unit = own(small, word)
    const scale = own(scales, word)
    if (unit !== undefined) group += unit
    else if (scale === 100) group = Math.max(group, 1) * 100
    else if (scale !== undefined) {
      total += Math.max(group, 1) * scale
      group = 0
    } else if (position > 0 || !/^an?$/.test(word) || words.length < 2) return null
  }
  return words.length > 0 ? total + group : null
}

const plain = /^[+-]?(?:\d+(?:[_,]\d{3})+|\d[\d_]*)?(?:\.\d[\d_]*)?(?:e[+-]?\d+)?$/i
const typed = /(?<=\d)(?:n|l|u8|u16|u32|u64|usize|i8|i16|i32|i64|isize|f|f32|f64)$/i

/** Every number the text can mean as a numeral; `0755` is 755 or octal, so there can be two. */
export function readNumeral(text: string): readonly number[] {
  if (/^0[xob][\da-f_]+$/i.test(text)) {
    const number = Number(text.replaceAll('_', ''))
    return Number.isFinite(number) ? [number] : []
  }
  const bare = text.replace(typed, '')
  if (!/\d/.test(bare) || !plain.test(bare)) return product(text)
  const number = Number(bare.replaceAll(/[_,]/g, ''))
  if (!Number.isFinite(number)) return []
  return /^0[0-7]+$/.test(bare) ? [number, Number.parseInt(bare, 8)] : [number]
}

/** `60 * 60 * 1000`: settings are often written out as a product. */
function product(text: string): readonly number[] {
  const factors = text.split('*').map((factor) => factor.trim())
  if (factors.length < 2) return []
  const numbers = factors.map((factor) =>
    plain.test(factor) && /\d/.test(factor) ? Number(factor.replaceAll(/[_,]/g, '')) : Number.NaN,
  )
  const result = numbers.reduce((sum, factor) => sum * factor, 1)
  return Number.isFinite(result) ? [result] : []
}

/** Numbers that differ only by floating-point noise are equal. */
export const sameNumber = (a: number, b: number): boolean =>
  a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
