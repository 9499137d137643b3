const table = `
be is are was were been being am|have has had having|do does did done doing|go goes went gone|say said|make made|take took taken|see saw seen|come came
get got gotten|give gave given|find found|think thought|tell told|become became|show shown|leave left|feel felt|put|bring brought|begin began begun
keep kept|hold held|write wrote written|stand stood|hear heard|let|mean meant|set|meet met|run ran|pay paid|sit sat|speak spoke spoken|lie lay|lead led
grow grew grown|lose lost|fall fell fallen|send sent|build built|understand understood|draw drew drawn|break broke broken|spend spent|cut|rise rose risen
drive drove driven|buy bought|wear wore worn|choose chose chosen|win won|beat beaten|sell sold|shoot shot|sing sang sung|fight fought|throw threw thrown
know knew known|hit|read|hurt|catch caught|teach taught|eat ate eaten|fly flew flown|forget forgot forgotten|hide hid hidden|ride rode ridden|steal stole stolen
shut|split|spread|cost|bind bound|freeze froze frozen|shrink shrank shrunk|overwrite overwrote overwritten|rebuild rebuilt|reset|withdraw withdrew withdrawn
child children|man men|woman women|person people persons|foot feet|life lives|die died dying dies death deaths dead|country countries|media medium|datum data|index indices indexes
good better best|bad worse worst|third 3rd|second 2nd|first 1st`

/** Forms of one word that no rule brings together, each list one word, its plain form first. */
export const irregularForms: readonly (readonly string[])[] = table
  .trim()
  .split(/\n|\|/)
  .map((line) => line.split(' '))
