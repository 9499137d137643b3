import { unitsCalled } from './units.ts'

/** How languages write a duration as code, rewritten as words. */
export function asWords(text: string): string {
  return text
    .replace(/^time\.(\w+?)s?\s*\*\s*([\d_.]+)$/i, '$2 $1')
    .replace(/^([\d_.]+)\s*\*\s*time\.(\w+)$/i, '$1 $2')
    .replace(/^time\.(Second|Minute|Hour|Millisecond)$/, '1 $1')
    .replace(/^(?:\w+\.)?timedelta\((\w+)=([\d_.]+)\)$/, '$2 $1')
    .replace(/^(?:\w+::)*Duration::from_(\w+)\(([\d_.]+)\)$/, '$2 $1')
    .replace(/^(?:\w+\.)*Duration\.of(\w+)\(([\d_]+)L?\)$/, '$2 $1')
    .replace(/^([\d_]+)\.(seconds?|minutes?|hours?|days?|weeks?|megabytes?|kilobytes?)$/, '$1 $2')
}

/** `PT30S`, `P1DT12H`: milliseconds, or null. */
export function readIsoDuration(text: string): number | null {
  const parts =
    /^P(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/i.exec(text)
  if (!parts || !/\d/.test(text)) return null
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0))
  const inHours = ((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)
  const total = (inHours * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1000
  return Number.isFinite(total) ? total : null
}

/** `1h30m`, `1 hour 30 minutes`, `1 hour and 30 minutes`: milliseconds, or null. */
export function readCompound(text: string): number | null {
  if (!/^(?:[\d.]+\s*[a-zµμ]+(?:,?\s*(?:and\s)?\s*)){2,}$/i.test(text)) return null
  const parts = [...text.matchAll(/([\d.]+)\s*([a-zµμ]+)/gi)].filter(([, , word]) => word !== 'and')
  const amounts = parts.map(([, amount = '', word = '']) => {
    const unit = unitsCalled(word)[0]
    return unit?.dimension === 'duration'
      ? Number(amount) * (unit.factors[0] ?? Number.NaN)
      : Number.NaN
  })
  const total = amounts.reduce((sum, amount) => sum + amount, 0)
  return Number.isFinite(total) ? total : null
}
