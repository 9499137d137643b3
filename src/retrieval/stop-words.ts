/** Words that questions are made of and that say nothing of what is asked for. */
export const stopWords: ReadonlySet<string> = new Set(
  `a about after all also am an and another any anyone anything are as at be because been before being
  between both but by came can cannot com come could did do does doing done down each either else ever every
  exactly explain few find for from gave get gets getting give given go goes going got had happen happens has
  have having he help her here hers him his how however i if in instead into is it its itself just kind know let
  like long look made make many may me mean means might more most much must my need needed needs never no nor not
  now of often oh ok on once one only or other our ours out over own please possible really say see shall she
  should show so some somebody someone something still such supposed sure take tell than that the their theirs
  them then there these they thing things this those through to too under until up upon us use used uses using
  very via want wants was way we well were what when where whether which while who whom whose why will with
  within without would yes yet you your yours ll ve re don doesn isn aren didn won couldn shouldn wouldn s t d m`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
