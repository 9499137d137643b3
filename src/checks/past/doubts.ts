import type { Judgement } from '../../domain/finding.ts'
import { answeredByAny } from './any-name.ts'
import { composed } from './composed.ts'
import {
  addedByLibrary,
  broughtByPage,
  broughtByPlugin,
  inRegistry,
  keptForOthers,
  leftForDependency,
  leftWithFolder,
  ofAnotherTool,
  ofContributions,
  ofEveryObject,
  ofFramework,
  ofLibraries,
  ofOtherTree,
  otherTongue,
  readByKit,
  saidToMoveOut,
  setForOthers,
} from './elsewhere.ts'
import { ofForeignPage, ofForeignType } from './foreign.ts'
import type { Doubt, Loss } from './loss.ts'
import {
  ofSomewhere,
  oneOfMany,
  speltAnew,
  standsAsPackage,
  standsNumbered,
  wasByPlace,
} from './namesakes.ts'
import { leftWithPackage } from './packages.ts'
import {
  ofReadersFile,
  ofToolsFile,
  readersOwn,
  saidAnew,
  saidDeprecated,
  saidLater,
  saidToBecome,
} from './said.ts'
import { standsOtherwise } from './spelled.ts'
import {
  copiedByBuild,
  inherited,
  leadsOn,
  leftForSubmodule,
  leftToVendored,
  leftWithFile,
  leftWithMovedFile,
  listLost,
  passedOn,
  routeStands,
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
  broughtByPlugin,
  broughtByPage,
  ofContributions,
  passedOn,
  listLost,
  ofEveryObject,
  inherited,
  ofOtherTree,
  keptForOthers,
  leadsOn,
  speltAnew,
  addedByLibrary,
  leftWithFile,
  leftWithMovedFile,
  wordStands,
  routeStands,
  wasByPlace,
  standsOtherwise,
  standsThere,
  oneOfMany,
  standsNumbered,
  standsAsPackage,
  otherTongue,
  readersOwn,
  ofReadersFile,
  ofToolsFile,
  setForOthers,
  readByKit,
  saidToMoveOut,
  leftWithFolder,
  leftForDependency,
  leftForSubmodule,
  copiedByBuild,
  leftToVendored,
  leftWithPackage,
  composed,
  answeredByAny,
  ofForeignPage,
  ofForeignType,
  ofSomewhere,
  saidLater,
  saidAnew,
]
