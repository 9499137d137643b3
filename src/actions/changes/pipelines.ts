import { widens } from '../effect.ts'
import {
  type ChangedFile,
  type ChangedHunk,
  type ChangedLine,
  type ChangeSet,
  indentOf,
  placeIn,
  removedLines,
  sideOf,
} from './changed-file.ts'
import { holders, isWhole, nearby, type Spot, spots } from './enclosure.ts'
import { families } from './gates.ts'
import type { ChangeKind, Found } from './kind.ts'
import { settingIn, successors } from './settings.ts'

/** Whether a file says what must pass before something is merged or released. */
export const isPipeline = (path: string): boolean =>
  /^\.github\/workflows\/[^/]+\.ya?ml$|(?:^|\/)(?:action\.ya?ml|\.gitlab-ci[\w.-]*\.ya?ml|\.travis\.ya?ml|\.drone\.ya?ml|azure-pipelines[\w.-]*\.ya?ml|bitbucket-pipelines\.ya?ml|cloudbuild[\w.-]*\.ya?ml|Jenkinsfile[\w.-]*|\.pre-commit-config\.ya?ml|lefthook\.ya?ml|\.cirrus\.ya?ml|appveyor\.ya?ml)$|^\.(?:circleci|buildkite|woodpecker|gitlab|semaphore|husky|githooks)\/|^\.github\/actions\//i.test(
    path,
  )

/** What guards merging and releasing, loosened. */
export const pipelines: ChangeKind = {
  about:
    'Pipelines and the gates in them: checks that go or may fail, rights of jobs, pinned actions.',
  found(file, { whole }) {
    if (!isPipeline(file.path)) return []
    return [
      ...gatesLost(file, whole),
      ...triggersLost(file),
      ...spots(file, 'added').flatMap((spot) => loosened(file, spot)),
      ...spots(file, 'removed').flatMap((spot) => withdrawn(file, spot)),
      ...privilegedTrigger(file),
    ]
  },
}

const found = (line: ChangedLine, words: string): readonly Found[] => [
  { line, effect: widens(words) },
]

function loosened(file: ChangedFile, spot: Spot): readonly Found[] {
  const { line, hunk } = spot
  const text = line.text.trim()
  if (/\bpermissions\s*:\s*write-all\b/.test(text))
    return found(line, 'gives a job the right to write everything')
  const pinned = /\buses:\s*["']?([\w.-]+\/[\w./-]+)@(?![\da-f]{40}\b)([\w.\-/]+)/.exec(text)
  if (pinned) {
    const was = nearby(hunk, line).some(
      (one) =>
        one.kind === 'removed' &&
        one.text.includes(`${pinned[1]}@`) &&
        /@[\da-f]{40}\b/.test(one.text),
    )
    if (was) return found(line, `${pinned[1]} is no longer pinned to a commit`)
  }
  const setting = settingIn(line)
  if (setting && setting.value === 'write' && /^(?:read|none)$/.test(predecessorValue(spot)))
    return found(line, `a job may now write ${setting.key}`)
  const flag = failingFlagLost(spot)
  if (flag !== null) return found(line, `no longer fails: ${flag} is taken away`)
  if (isSwallowed(spot)) return found(line, 'lets a check fail without anybody noticing')
  const mayFail =
    setting &&
    /^(?:continueonerror|allowfailure|ignorefailures?|softfail)$/.test(setting.name) &&
    /^true$/i.test(setting.value)
  const never = setting?.name === 'if' && /^(?:false|\$\{\{\s*false\s*\}\})$/.test(setting.value)
  if ((mayFail || never) && guardsAbove(spot) && !isNewStep(file, spot))
    return found(
      line,
      never ? 'switches a check off' : 'lets a check fail without stopping anything',
    )
  const skips =
    /--no-verify\b|--no-gpg-sign\b|--skip-(?:tests?|verify|checks?|scan\w*)\b|-DskipTests\b|--exit-code[= ]0\b|\bHUSKY=0\b|\bSKIP=\w+/.exec(
      text,
    )
  return skips && changesLine(spot) ? found(line, `runs with ${skips[0]}`) : []
}

const predecessorValue = ({ hunk, line }: Spot): string => {
  const setting = settingIn(line)
  const was = nearby(hunk, line).find(
    (one) =>
      one.kind === 'removed' &&
      settingIn(one)?.key === setting?.key &&
      indentOf(one.text) === indentOf(line.text),
  )
  return was ? (settingIn(was)?.value ?? '') : ''
}

/** A line that stood here without `|| true`. */
const isSwallowed = ({ hunk, line }: Spot): boolean => {
  const bare = line.text.replace(/\s*(?:\|\|\s*(?:true|:|exit 0)|;\s*true)\s*["']?$/, '').trim()
  if (bare === line.text.trim() || bare === '') return false
  return nearby(hunk, line).some(
    (one) => one.kind === 'removed' && one.text.trim().replace(/["']$/, '') === bare,
  )
}

const failing =
  /\s(--(?:check|fail-(?:on|under)[\w-]{0,30}(?:[= ][\w.]{1,20})?|max-warnings[= ]\d{1,6}|exit-code[= ][1-9]|error-unmatched|strict|frozen-lockfile|immutable|locked|require-hashes)|-Werror)(?=[\s"']|$)/

/** A line that stood here with the flag by which it failed, and now only does its work. */
function failingFlagLost({ hunk, line }: Spot): string | null {
  const known = flags.get(hunk) ?? flagsOf(hunk)
  flags.set(hunk, known)
  return known.get(line.text.trim()) ?? null
}

const flags = new WeakMap<ChangedHunk, ReadonlyMap<string, string>>()

/** What removed lines say without their flag, and the flag. */
function flagsOf({ lines }: ChangedHunk): ReadonlyMap<string, string> {
  const known = new Map<string, string>()
  for (const { kind, text } of lines) {
    const [whole, flag] = kind === 'removed' ? (failing.exec(text) ?? []) : []
    if (whole !== undefined && flag !== undefined) known.set(text.replace(whole, '').trim(), flag)
  }
  return known
}

const changesLine = ({ hunk, line }: Spot): boolean => {
  const [first] = line.text.trim().split(/\s+(?=-)/, 1)
  return (
    first !== undefined &&
    first.length > 3 &&
    nearby(hunk, line).some((one) => one.kind === 'removed' && one.text.trim().startsWith(first))
  )
}

/** The step or job that a line is part of was not there before. */
function isNewStep(file: ChangedFile, spot: Spot): boolean {
  if (isWhole(file, spot)) return true
  const [holder] = holders(spot)
  return holder !== undefined && holder.kind === 'added' && !holder.moved
}

/** Something that checks stands in what a line is part of, as far as can be seen; what cannot be seen is taken for a check. */
function guardsAbove({ hunk, line }: Spot): boolean {
  const side = sideOf(hunk, 'after')
  const at = placeIn(hunk, line)
  const near = side
    .slice(Math.max(0, at - 6), at + 6)
    .map(({ text }) => text)
    .join('\n')
  return (
    families.some(({ says }) => says.test(near)) || !/\b(?:run|uses|script|command)\b/.test(near)
  )
}

function withdrawn(file: ChangedFile, spot: Spot): readonly Found[] {
  const { line } = spot
  const setting = settingIn(line)
  if (file.after === null || setting?.name !== 'permissions' || indentOf(line.text) > 0) return []
  // No default is wider than that.
  if (setting.value === 'write-all') return []
  return successors(spot, setting).length === 0
    ? found(line, 'leaves the rights of all jobs at what the repository gives by default')
    : []
}

const additions = new WeakMap<ChangeSet, readonly string[]>()

function addedToPipelines(whole: ChangeSet): readonly string[] {
  const known = additions.get(whole)
  if (known) return known
  const added = whole.files
    .filter(({ path, after }) => after !== null && isPipeline(path))
    .flatMap(({ hunks }) =>
      hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'added')),
    )
    .map(({ text }) => text)
  additions.set(whole, added)
  return added
}

/** Checks that a pipeline no longer runs, unless another of their family takes their place. */
function gatesLost(file: ChangedFile, whole: ChangeSet): readonly Found[] {
  const added = addedToPipelines(whole)
  return families.flatMap(({ says, what }) => {
    const lost = removedLines(file).filter(
      ({ text }) => isStep(text) && says.test(text) && !onlyInstalls(text),
    )
    const [line] = lost
    if (!line) return []
    const stays = file.hunks.some(({ lines }) =>
      lines.some(
        ({ kind, text, comment }) =>
          kind === 'context' && !comment && isStep(text) && says.test(text),
      ),
    )
    return stays || added.some((text) => says.test(text)) ? [] : found(line, `no longer ${what}`)
  })
}

const trigger =
  /^\s*(?:-\s*)?["']?(?:pull_request|merge_group|push)["']?\s*:?\s*$|^["']?on["']?\s*:.*\b(?:pull_request|push)\b/

/** A workflow that ran by itself on what comes in, and must be started by somebody now. */
function triggersLost(file: ChangedFile): readonly Found[] {
  if (file.after === null || !/^\.github\/workflows\//.test(file.path)) return []
  return file.hunks.flatMap(({ lines }) => {
    const lost = lines.find(
      ({ kind, moved, text }) => kind === 'removed' && !moved && trigger.test(text),
    )
    const stays = lines.some(
      ({ after, comment, text }) =>
        after !== null &&
        !comment &&
        (trigger.test(text) ||
          /\b(?:pull_request_target|workflow_call|workflow_run|schedule)\b/.test(text)),
    )
    return lost && !stays ? found(lost, 'no longer runs by itself on what comes in') : []
  })
}

/** What a check needs is brought, and nothing is checked: `run: pip install pytest`. */
const onlyInstalls = (text: string): boolean =>
  /\b(?:cpanm?|(?:apt|apt-get|brew|apk|yum|dnf|gem|pip3?|pipx|npm|yarn|pnpm|cargo|go)\s+(?:-\S+\s+)*(?:install|add|ci|get))\b/.test(
    text,
  ) && !/&&|;|\|/.test(text)

/** A line that runs something: a step's name alone runs nothing. */
const isStep = (text: string): boolean =>
  /^\s*(?:-\s+)?(?:run|uses|script|command|entry|id|repo)\s*:|^\s*-\s+[^:]+$|^\s*(?:npx?|yarn|pnpm|make|go|cargo|pytest|bundle|mvn|gradle|\.\/gradlew|tox|docker|trivy|helm|terraform|tflint|checkov)\s/.test(
    text,
  )

/** Code of strangers, run with the rights of the repository. */
function privilegedTrigger(file: ChangedFile): readonly Found[] {
  if (file.after === null) return []
  const lines = file.hunks
    .flatMap((hunk) => sideOf(hunk, 'after'))
    .filter(({ comment }) => !comment)
  const trigger = lines.find(({ text }) => /\bpull_request_target\b/.test(text))
  const head = lines.find(({ text }) =>
    /\bref\s*:.*(?:github\.event\.pull_request\.head|github\.head_ref)/.test(text),
  )
  const fresh = [trigger, head].find((line) => line?.kind === 'added' && !line.moved)
  return trigger && head && fresh
    ? found(fresh, 'runs the code of a stranger’s pull request with the rights of the repository')
    : []
}
