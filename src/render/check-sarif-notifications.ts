import { messageOf } from './check-sarif-places.ts'
import { relatedTo } from './check-sarif-result.ts'
import { type CheckShown, counted, incompleteIn, pagesShown } from './check-shown.ts'

/** What a log can say beside its results. */
export const notificationKinds = [
  { id: 'document-not-read', shortDescription: { text: 'A document could not be read.' } },
  {
    id: 'code-not-whole',
    shortDescription: { text: 'Not all code could be read that a kind of claim is compared with.' },
  },
  { id: 'not-listed', shortDescription: { text: 'More was found than is listed.' } },
  { id: 'known', shortDescription: { text: 'The baseline knows findings, which are not listed.' } },
  {
    id: 'baseline-outdated',
    shortDescription: { text: 'The baseline need not know a finding any more.' },
  },
  { id: 'repaired', shortDescription: { text: 'The change makes statements right.' } },
] as const

type NotificationId = (typeof notificationKinds)[number]['id']

/** What was not read, and what is not among the results; `left` is how many results there was no room for. */
export function notificationsOf({ result, baseline, change }: CheckShown, left: number) {
  const places = pagesShown(result)
    .flatMap(({ findings }) => findings)
    .reduce((sum, { judgement }) => sum + relatedTo(judgement.evidence).left, 0)
  const repaired = change?.repaired.length ?? 0
  return [
    ...result.unread.map(({ path, because }) =>
      note('document-not-read', 'warning', `${path} was not read: ${because}`),
    ),
    ...incompleteIn(result).map(({ repository, kind, because }) =>
      note('code-not-whole', 'note', `${repository}, ${kind}: ${because}`),
    ),
    ...(left === 0
      ? []
      : [
          note(
            'not-listed',
            'warning',
            `${counted(left, 'more finding')} not listed: code scanning takes no more`,
          ),
        ]),
    ...(places === 0
      ? []
      : [
          note(
            'not-listed',
            'note',
            `${counted(places, 'more place')} in code not listed: code scanning takes no more`,
          ),
        ]),
    ...(baseline === null || baseline.known === 0
      ? []
      : [
          note(
            'known',
            'note',
            `${counted(baseline.known, 'finding')} known by the baseline, and not listed`,
          ),
        ]),
    ...(baseline?.outdated ?? []).map(({ page, kind, subject }) =>
      note(
        'baseline-outdated',
        'note',
        `the baseline need not know ${subject} (${kind}) of ${page} any more`,
      ),
    ),
    ...(repaired === 0
      ? []
      : [note('repaired', 'note', `the change makes ${counted(repaired, 'statement')} right`)]),
  ]
}

const note = (id: NotificationId, level: 'note' | 'warning', text: string) => ({
  descriptor: { id, index: notificationKinds.findIndex((one) => one.id === id) },
  level,
  message: messageOf(text, 1_000),
})
