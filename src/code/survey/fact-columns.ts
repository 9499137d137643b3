import {
  type Fact,
  type FactKind,
  type FactRole,
  type FileFact,
  factKinds,
} from '../../domain/fact.ts'
import { Column } from './column.ts'
import type { Interned } from './interned.ts'
import { Texts } from './texts.ts'

/** Of every sort number, from its lowest bit: eight for the kind, eight for the role, one for each truth. */
const [roleShift, defaultBit, weakBit] = [8, 1 << 16, 1 << 17]
const lowest = 0xff

/** The number of a kind, below 32. */
export const kindNumber = (kind: FactKind): number => kindNumbers.get(kind) ?? 0

const kindNumbers = new Map(factKinds.map((kind, number) => [kind, number]))

/** A snapshot's facts by their place, each as seven numbers: as objects they would take four times as much. */
export class FactColumns {
  readonly #repository: string
  readonly #names: Interned
  readonly #subject = new Column()
  readonly #value = new Column()
  readonly #owner = new Column()
  readonly #line = new Column()
  readonly #path = new Column()
  readonly #quote = new Column()
  readonly #sort = new Column()
  readonly #quotes = new Texts()
  readonly #roles: FactRole[] = []
  readonly #roleNumbers = new Map<FactRole, number>()
  readonly #made = new Map<number, Fact>()

  constructor(repository: string, names: Interned) {
    this.#repository = repository
    this.#names = names
  }

  /** What puts in the facts of one file, and tells the place of each. */
  of(path: string, weak: boolean): (fact: FileFact) => number {
    const names = this.#names
    const pathNumber = names.number(path)
    // Several facts stand on one line: its quote is kept once.
    const quotes = new Map<string, number>()
    return (fact) => {
      const place = this.#subject.length
      const quote = quotes.get(fact.quote) ?? this.#quotes.put(fact.quote)
      quotes.set(fact.quote, quote)
      this.#subject.push(names.number(fact.subject))
      this.#value.push(fact.value === null ? 0 : names.number(fact.value))
      this.#owner.push(fact.owner === null ? 0 : names.number(fact.owner))
      this.#line.push(fact.line)
      this.#path.push(pathNumber)
      this.#quote.push(quote)
      this.#sort.push(
        kindNumber(fact.kind) |
          (this.#roleNumber(fact.role) << roleShift) |
          (fact.isDefault ? defaultBit : 0) |
          (weak ? weakBit : 0),
      )
      return place
    }
  }

  /** The numbers of a fact's subject, of its owner (0 where it has none), and of its kind. */
  subject = (place: number): number => this.#subject.get(place)
  owner = (place: number): number => this.#owner.get(place)
  kind = (place: number): number => this.#sort.get(place) & lowest

  /** The fact at a place: the same object however often it is asked for. */
  at(place: number): Fact {
    const known = this.#made.get(place)
    if (known !== undefined) return known
    const fact = this.#make(place)
    this.#made.set(place, fact)
    return fact
  }

  #make(place: number): Fact {
    const sort = this.#sort.get(place)
    const kind = factKinds[sort & lowest]
    const role = this.#roles[(sort >>> roleShift) & lowest]
    if (kind === undefined || role === undefined) throw new RangeError(`no fact at ${place}`)
    return {
      kind,
      subject: this.#names.text(this.#subject.get(place)) ?? '',
      value: this.#names.text(this.#value.get(place)),
      owner: this.#names.text(this.#owner.get(place)),
      role,
      line: this.#line.get(place),
      quote: this.#quotes.get(this.#quote.get(place)),
      isDefault: (sort & defaultBit) !== 0,
      repository: this.#repository,
      path: this.#names.text(this.#path.get(place)) ?? '',
      weak: (sort & weakBit) !== 0,
    }
  }

  #roleNumber(role: FactRole): number {
    const known = this.#roleNumbers.get(role)
    if (known !== undefined) return known
    const number = this.#roles.push(role) - 1
    this.#roleNumbers.set(role, number)
    return number
  }
}
