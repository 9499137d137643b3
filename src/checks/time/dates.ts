import type { Instant } from '../../domain/instant.ts'

const months =
  'january february march april may june july august september october november december'.split(' ')
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'

/** A day, a month, a quarter, a half or a year as sentences write them. */
export const datePattern = String.raw`(?:20\d\d-\d\d(?:-\d\d)?|(?:\d{1,2}(?:st|nd|rd|th)? )?${month}\.?(?: \d{1,2}(?:st|nd|rd|th)?,?)? 20\d\d|[QH][1-4](?: of)?[ /-]20\d\d|20\d\d[ -]?[QH][1-4]|(?:the )?end of 20\d\d|20\d\d)`

/** The first moment after what a date names: `2024-06` is over on 1 July. Null when it is no date. */
export function endOf(text: string): Instant | null {
  const year = Number(/20\d\d/.exec(text)?.[0])
  if (!year) return null
  const iso = /^20\d\d-(\d\d)(?:-(\d\d))?$/.exec(text)
  if (iso)
    return iso[2] ? after(year, Number(iso[1]), Number(iso[2])) : after(year, Number(iso[1]) + 1, 0)
  const part = /([QH])([1-4])/i.exec(text)
  if (part) return after(year, Number(part[2]) * (part[1]?.toUpperCase() === 'Q' ? 3 : 6) + 1, 0)
  const named = new RegExp(month, 'i').exec(text)?.[0].slice(0, 3).toLowerCase()
  const index = months.findIndex((name) => name.slice(0, 3) === named)
  if (index < 0) return after(year + 1, 1, 0)
  const day = /(?:^|\s)(\d{1,2})(?:st|nd|rd|th)?,?(?:\s|$)/.exec(text)?.[1]
  return day ? after(year, index + 1, Number(day)) : after(year, index + 2, 0)
}

/** The start of the day after one, in UTC; day 0 stands for the last of the month before. */
const after = (year: number, monthOfYear: number, day: number): Instant | null => {
  const moment = new Date(Date.UTC(year, monthOfYear - 1, day + 1))
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString()
}
