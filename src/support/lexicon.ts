import { stemOf } from './stems.ts'

const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))
const stemsOf = (words: string): ReadonlySet<string> =>
  new Set([...setOf(words)].map((word) => stemOf(word)))

/** Words that say how others hang together, and little of what a sentence is about. */
export const smallWords = setOf(`
  a an the this that these those it its is are was were be been being am do does did has have had having of to in on at by for from with as and or
  but so than then there here also just only very can could will would should may might shall must which who whom whose what when where while into onto
  over under about after before during per via you your we our they their them he she his her him i me my us if not no never s t n't don't doesn't
  didn't isn't aren't wasn't weren't cannot can't won't both each such other others any some all most more less least fewer many much how why because
  since until between among through within without upon up down out again further too own same however although though whereas thus hence either
  always usually mostly often sometimes rarely several nobody every
  neither nor rather including include includes included out against around along according versus vs et al etc
  above below exactly approximately roughly nearly almost`)

/** Words that turn a sentence round. */
export const negations = setOf(`
  not no never none neither nor without cannot can't won't n't don't doesn't didn't isn't aren't wasn't weren't shouldn't mustn't couldn't wouldn't
  hasn't haven't hadn't nobody nothing nowhere`)
/** Verbs that turn round what follows them. */
export const refusals = stemsOf(
  'fail deny refuse avoid prevent forbid prohibit reject lack cease stop unable refrain abandon cancel dismiss disagree decline',
)

/** Words under which something is told, and is not so, or no longer. */
export const unreal = setOf(
  'planned proposed formerly previously originally allegedly claimed supposedly',
)

/** Words under which alone the rest holds. */
export const conditions = setOf(`
  if unless only when whenever while once after before until except provided would could might may should unlike instead some most all every usually sometimes often rarely first last always never any none few many`)

/** Of one thing at one time only one can be true. */
const exclusive = `
enable disable|on off|true false|require optional|mandatory optional|allow forbid|allow deny|allow prohibit|allow block|permit forbid|permit deny|accept reject|allow refuse|accept refuse
synchronous asynchronous|increase decrease|increase reduce|raise lower|rise fall|grow shrink|start stop|start end|begin end|begin finish|open close|open shut
add remove|add delete|create delete|create destroy|create drop|create remove|insert delete|attach detach|mount unmount|install uninstall|upgrade downgrade
connect disconnect|lock unlock|encrypt decrypt|grant revoke|subscribe unsubscribe|register unregister|include exclude|succeed fail|pass fail|win lose
active inactive|online offline|healthy unhealthy|valid invalid|visible hidden|automatic manual|automatically manually|possible impossible
safe unsafe|secure insecure|permanent temporary|full empty|agree disagree|support oppose|alive dead|freeze thaw|public private
deprecated supported|stateful stateless|mutable immutable|reversible irreversible|recoverable irrecoverable|keep delete|keep discard|keep drop|retain delete|preserve discard|keep remove
maximum minimum|positive negative|favorable unfavorable|favourable unfavourable|succeed flop`

/** Set against each other, though one thing may have both, or they say which of two things is meant. */
const contrasting = `
before after|scale-up scale-down|import export|upload download|push pull|read write|input output|send receive|success failure|victory defeat|profit loss|good bad|success flop|failure hit
first last|early late|earlier later|high low|higher lower|max min|upper lower|large small|long short|old new|older newer|above below|over under|up down|left right|north south|east west
top bottom|front back|inside outside|internal external|inbound outbound|ingress egress|primary secondary|primary replica|same different|local remote|static dynamic|full partial
single multiple|more less|most least|presence absence|join leave|arrive depart|born die|married divorced|male female|man woman|son daughter|brother sister|father mother|husband wife
actor actress|king queen|buy sell|hire fire|fast slow|faster slower|commit rollback|leader follower|mixed positive|mixed negative|blocking non-blocking|daily weekly|daily hourly
daily monthly|weekly monthly|hourly weekly|quarterly monthly|yearly monthly`
type Opposites = ReadonlyMap<string, ReadonlySet<string>>

function read(table: string): Opposites {
  const others = new Map<string, Set<string>>()
  for (const line of table.trim().split(/\n|\|/)) {
    const [one = '', other = ''] = line.split(' ').map((word) => stemOf(word))
    others.set(one, (others.get(one) ?? new Set()).add(other))
    others.set(other, (others.get(other) ?? new Set()).add(one))
  }
  return others
}

const excludedBy = read(exclusive)
const contrastedWith = read(contrasting)

/** Whether two stems cannot both be true of one thing at one time. */
export function exclude(one: string, other: string): boolean {
  if (excludedBy.get(one)?.has(other) === true) return true
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one]
  return (
    shorter.length >= 4 &&
    ['un', 'in', 'im', 'dis', 'non', 'de', 'ir', 'il'].some((prefix) => longer === prefix + shorter)
  )
}

/** Whether two stems are set against each other. */
export const areOpposite = (one: string, other: string): boolean =>
  exclude(one, other) || contrastedWith.get(one)?.has(other) === true

const same = `
film movie picture|series show sitcom|song single track|album record lp|company firm corporation business|begin start commence launch|end finish conclude|earn gross make revenue take
die death decease|kill murder|win victory|beat defeat|job post position role|release publish issue debut|buy purchase acquire|big large huge|small little tiny|quick fast rapid
worldwide global globally international|usa us america american states|uk britain british england|children kids|author writer write|coronavirus covid-19 covid sars-cov-2 covid19|case infection
recover recovery recoveries|confirm confirmed|critic reviewer|review reviews|rating score approval|average mean|fan supporter|goal score|match game fixture|team club side squad|manager coach
city town|nation country|state say announce declare|near close|get receive obtain gain garner accumulate amass|view watch play stream|require need must|permit allow|use utilize employ
delete remove erase drop purge|restart reboot relaunch|stop halt shut terminate|create make build|change modify alter edit update|send transmit|keep retain preserve store|default standard
wait timeout|retry attempt|fail error|server host machine|job task|setting configuration option parameter|directory folder|repository repo|database db|environment env|production prod
maximum max most|minimum min least|every each|run execute|config configuration|deploy deployment rollout|engineer developer|call name title|subscriber subscribers|sell sale|copy copies unit units
age old|tall height|star feature appear|direct director|produce producer|compose composer|sing singer|act actor actress|play player|study research|employee worker staff|vehicle car|street road
located situate|born birth|wed marry married wife husband spouse|daughter son child|rank position place spot peak|chart chart|budget cost|grow increase rise|decrease drop fall decline reduce
championship title|league division|season campaign|record register|population inhabitants people residents|member members|found establish create|join sign|leave depart exit|help aid assist
`
const sameAs = new Map<string, string>()
for (const line of same.trim().split(/\n|\|/)) {
  const stems = line.split(' ').map((word) => stemOf(word))
  for (const stem of stems) if (!sameAs.has(stem)) sameAs.set(stem, stems[0] ?? stem)
}

/** What a stem has in common with others that are used for the same; itself where there are none. */
export const meaningOf = (stem: string): string => sameAs.get(stem) ?? stem
