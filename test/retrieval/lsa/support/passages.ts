import { randomFrom } from '../../../../src/retrieval/lsa/random.ts'

// Three teams of an invented bank, each with words of its own; what they share tells nothing apart.
const teams = {
  payments: 'card capture refund merchant settlement ledger payout chargeback invoice currency',
  clusters: 'pod node cordon drain scheduler kubelet replica namespace eviction container',
  backups: 'snapshot restore archive retention tape checksum replication volume recovery vault',
}
const shared = 'service team runbook alert owner page check deploy window step'.split(' ')

/** Words that the payments team uses for one thing, and never in the same passage. */
export const synonyms = ['reimbursement', 'repayment'] as const

/** Passages of realistic proportions: each of one team, with some words that all teams use. */
export const makePassages = (count: number, seed = 1): readonly string[] => {
  const random = randomFrom(seed)
  const below = (bound: number): number => Math.floor(((random() + 1) / 2) * bound)
  const words = Object.values(teams).map((each) => each.split(' '))
  return Array.from({ length: count }, (_, index) => {
    const own = words[index % words.length]!
    const text = Array.from({ length: 12 }, () => own[below(own.length)]!)
    const common = Array.from({ length: 4 }, () => shared[below(shared.length)]!)
    const synonym = index % 3 === 0 ? [synonyms[(index / 3) % 2]!] : []
    return [...text, ...common, ...synonym].join(' ')
  })
}

/** The cosine of two vectors of length one. */
export const cosine = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, at) => sum + value * right[at]!, 0)

/** The length of a vector. */
export const lengthOf = (vector: Float32Array): number => Math.sqrt(cosine(vector, vector))
