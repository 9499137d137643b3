import type { Judgement } from '../../domain/finding.ts'
import {
  addedByLibrary,
  inRegistry,
  keptForOthers,
  leftForDependency,
  leftWithFolder,
  ofAnotherTool,
  ofEveryObject,
  ofForeignType,
  ofFramework,
  ofLibraries,
  ofOtherTree,
  otherTongue,
  readByKit,
  saidToMoveOut,
  setForOthers,
} from './elsewhere.ts'
import type { Doubt, Loss } from './loss.ts'
import {
  ofSomewhere,
  oneOfMany,
  speltAnew,
  standsAsPackage,
  standsNumbered,
  wasByPlace,
} from './namesakes.ts'
import {
  ofReadersFile,
  readersOwn,
  saidAnew,
  saidDeprecated,
  saidLater,
  saidToBecome,
} from './said.ts'
import { standsOtherwise } from './spelled.ts'
import {
  leadsOn,
  leftToVendored,
  leftWithFile,
  leftWithMovedFile,
  passedOn,
  standing,
  standsThere,
  wordStands,
} from './standing.ts'

/** The first reason to doubt that a loss made a claim false, the cheapest asked first; null where there is none. */
export async function doubtOf(loss: Loss): Promise<Judgement | null> {
  for (const doubt of doubts) {
    const said = await doubt(loss)
    if (said !== null) return said
  }
  return null
}

const doubts: readonly Doubt[] = [
  standing,
  saidDeprecated,
  saidToBecome,
  inRegistry,
  ofFramework,
  ofLibraries,
  ofAnotherTool,
  passedOn,
  ofEveryObject,
  ofOtherTree,
  keptForOthers,
  leadsOn,
  speltAnew,
  addedByLibrary,
  leftWithFile,
  leftWithMovedFile,
  wordStands,
  wasByPlace,
  standsOtherwise,
  standsThere,
  oneOfMany,
  standsNumbered,
  standsAsPackage,
  otherTongue,
  readersOwn,
  ofReadersFile,
  setForOthers,
  readByKit,
  saidToMoveOut,
  leftWithFolder,
  leftForDependency,
  leftToVendored,
  ofForeignType,
  ofSomewhere,
  saidLater,
  saidAnew,
]
