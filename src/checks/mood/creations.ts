/** What a program or its reader brings into being: "create the folder `x`", "writes to `x`". */
const made =
  /(?:^|[^\w-])(?:creat(?:e|es)|(?<!\b(?:error|fail(?:s|ed|ure)?) (?:when |while |on |at )?)creating|touch|mkdir(?: -p)?|scaffold|save (?:it|this|that|the file|them) (?:as|to|in|under)|name it|call it|writ(?:e|es|ten|ing) (?:it |this |them |the (?:result|output|report)s? |results? |output )?(?:to|into|in|out to)|outputs?(?: (?:to|goes to|lands in|is))?:?|generat(?:e|es|ed|ing)(?: (?:into|in|to|at|under))?|produc(?:e|es|ed)|emits?|stor(?:ed|es) (?:in|under|at)|download(?:s|ed)? (?:it )?(?:to|into|as)|cop(?:y|ies) (?:it|this|that|them) (?:to|into|as)|(?:put|place) (?:this|that|it|them|the \w+|your \w+)(?: \w+)? (?:in|into|inside|under)|your own|project-specific|set up (?:the |your |an? )?(?:[\w-]{1,20} ){1,3}as|define|declare|add(?:ing)? (?:the following|this))\s+(?:(?:a|an|the|your|new|file|folder|directory|called|named|empty|local|at|in|under|module|class|function|script|like|as|small|separate|own|plugin|table|column|view|[\w.+#-]{1,20}(?=(?:\s+[\w.+#-]{1,20})?\s+(?:file|folder|directory|script|module|class|function|page|template)\b))\s+){0,6}[*_("']*\x60{0,2}$/i

/** "Create the model first at `x`", "you could make your own filter, at `x`" */
const madeAt =
  /\b(?:creat(?:e|ing)|mak(?:e|ing)|writ(?:e|ing)|build(?:ing)?|add(?:ing)?)\b[^.;:]{1,80}\b(?:at|in|under|into|to)\s+(?:the |a )?(?:file |folder )?[*_("']{0,3}\x60{0,2}$/i

/** "Builds the sources for release to the `lib/` folder" */
const builtTo =
  /\b(?:builds|compiles|transpiles|bundles)\b[^.,;:]{1,80}\b(?:to|into)\s+(?:the |a )?(?:file |folder )?[*_("']{0,3}\x60{0,2}$/i

/** Whether the words before a name of a kind that can be created say that it is. */
export const isMade = (clauseBefore: string, isPath: boolean): boolean =>
  made.test(clauseBefore) || (isPath && (madeAt.test(clauseBefore) || builtTo.test(clauseBefore)))

/** Things that exist once somebody declares them; a variable or an option that the reader sets is one that code reads. */
const thing =
  '(?:alert(?:ing)?(?: rule)?|rule|metric|route|endpoint|query|mutation|operation|(?:feature )?(?:flag|toggle|gate)|(?:sub-?)?command|script|target|task|job|workflow|table|column|resource|namespace)'
const anew = String.raw`(?<!\b(?:we|it|they|that|which|i|this) )\b(?:creat(?:e|ing)|add(?:ing)?|writ(?:e|ing)|defin(?:e|ing)|declar(?:e|ing)|introduc(?:e|ing)|register(?:ing)?)\s+(?:an?|another|your own)\s+(?:(?:new|custom|separate|small|second|similar)\s+){0,2}`
const thingBefore = new RegExp(
  String.raw`${anew}${thing}\s+(?:(?:called|named|like)\s+)?[*_("']*\x60?$`,
  'i',
)
const anewBefore = new RegExp(String.raw`${anew}[*_("']*\x60?$`, 'i')
/** "The `x` file that you generated" */
const madeAfter =
  /^\x60?[*_"')]* (?:file|folder|directory|project|module|page|script|key|certificate|image)s? (?:that |which )?you(?:['’]ve| have)? (?:just )?(?:generated|created|made|wrote|written|added)\b/i
const thingAfter = new RegExp(String.raw`^\x60?[*_"')]*\s+${thing}\b`, 'i')
/** "Add a `NOTES.md` file": what a reader is told to make, and not what something works by. */
const toldToMake =
  /(?:^|[.:,;]\s|(?<!\b(?:if|when|whenever|once) )\byou(?: (?:can|may|must|should|need to|have to))?\s|\bplease\s|\bthen\s)\s*(?:create|add|write)\s+(?:an?|another|your own)\s+(?:(?:new|custom|separate|small|second|similar)\s+){0,2}[*_("']*\x60?$/i
const fileAfter =
  /^\x60?[*_"')]*\s+(?:file|folder|directory)(?=[\s.,;:]|$)(?! (?:names?|paths?|entr))/i

/** "Add a script `x`", "write an `x` alert": nobody has it before the reader does so, whatever kind of thing it is. */
export const isMadeAnew = (clauseBefore: string, after: string): boolean =>
  thingBefore.test(clauseBefore) ||
  madeAfter.test(after) ||
  (anewBefore.test(clauseBefore) && thingAfter.test(after)) ||
  (toldToMake.test(clauseBefore) && fileAfter.test(after))
