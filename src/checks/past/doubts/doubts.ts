import type { Judgement } from '../../../domain/finding.ts'
import { unbroken } from '../../sentence.ts'
import type { Doubt, Loss } from '../loss.ts'
import {
  saidDeprecated,
  saidGone,
  saidOfFollowing,
  saidOfPrevious,
  saidOfSeparate,
  saidToBecome,
  saidToBeGenerated,
} from './admitted.ts'
import { leftAhead } from './ahead.ts'
import { answeredByAny } from './any-name.ts'
import { standsOnItsBranch } from './branches.ts'
import {
  addedByLibrary,
  broughtByPage,
  broughtByPlugin,
  broughtByRakefile,
  ofFramework,
  ofLibraries,
  ofOthersSettings,
  readByKit,
  setForOthers,
  whereOthersAre,
} from './brought.ts'
import { composed, joinedByParts, putTogether } from './composed.ts'
import {
  inAnotherClone,
  inOtherRepository,
  inRegistry,
  ofAnotherTool,
  ofContributions,
  ofEveryObject,
  ofExamplesAlone,
  ofOtherTree,
  ofReadersMakefile,
  ofSystem,
  ofTranslations,
  onlyPutThere,
  otherTongue,
} from './elsewhere.ts'
import {
  ofForeignModule,
  ofForeignName,
  ofForeignOwner,
  ofForeignPage,
  ofForeignSample,
  ofForeignType,
} from './foreign.ts'
import { saidInCode } from './in-comments.ts'
import { declaredByLevels, namedByManifest, standsInTree, writtenBeside } from './in-tree.ts'
import {
  leftForDependency,
  leftToImport,
  leftWithCluster,
  leftWithFolder,
  leftWithPackage,
  saidToMoveOut,
} from './moved-out.ts'
import {
  ofSomewhere,
  oneOfMany,
  onlySpokenOf,
  speltAnew,
  standsAsPackage,
  standsNumbered,
  wasByPlace,
  wasOfFunction,
} from './namesakes.ts'
import {
  inReadersProject,
  ofReadersFile,
  ofReadersPackage,
  ofToolsFile,
  readersOwn,
} from './readers.ts'
import { leadsOnBySite } from './redirects.ts'
import { comesAndGoes, saidAnew, saidLater, saidWithRemoval } from './said.ts'
import { namedByClass, saidForShort, saidInAllSpellings, standsOtherwise } from './spelled.ts'
import {
  copiedByBuild,
  inherited,
  leadsOn,
  leftForSubmodule,
  leftWithFile,
  leftWithMovedFile,
  listLost,
  mixedIn,
  passedOn,
  routeStands,
  standing,
  standsBeside,
  standsThere,
  standsWidely,
  targetStands,
  wordStands,
} from './standing.ts'
import { neverDeclared } from './undeclared.ts'
import { hadFromVendored, keptForOthers, leftToVendored } from './vendored.ts'

/** The first reason to doubt that a loss made a claim false, the cheapest asked first; null where there is none. */
export async function doubtOf(loss: Loss): Promise<Judgement | null> {
  const { claim } = loss
  const read = { ...loss, claim: { ...claim, quote: unbroken(claim.quote) } }
  for (const doubt of doubts) {
    const said = await doubt(read)
    if (said !== null) return said
  }
  return null
}

const doubts: readonly Doubt[] = [
  standing,
  saidDeprecated,
  saidGone,
  saidOfFollowing,
  saidOfPrevious,
  saidOfSeparate,
  saidToBecome,
  saidToBeGenerated,
  inAnotherClone,
  inOtherRepository,
  inRegistry,
  ofFramework,
  ofLibraries,
  ofOthersSettings,
  ofAnotherTool,
  ofReadersMakefile,
  broughtByPlugin,
  broughtByRakefile,
  ofContributions,
  ofExamplesAlone,
  ofTranslations,
  passedOn,
  listLost,
  standsOnItsBranch,
  ofEveryObject,
  ofSystem,
  ofOtherTree,
  keptForOthers,
  onlyPutThere,
  leadsOn,
  speltAnew,
  addedByLibrary,
  leftWithFile,
  leftWithMovedFile,
  wordStands,
  standsWidely,
  wasByPlace,
  wasOfFunction,
  standsOtherwise,
  namedByClass,
  putTogether,
  neverDeclared,
  saidForShort,
  saidInAllSpellings,
  standsThere,
  standsBeside,
  oneOfMany,
  comesAndGoes,
  standsNumbered,
  standsAsPackage,
  onlySpokenOf,
  otherTongue,
  readersOwn,
  inReadersProject,
  ofReadersFile,
  ofReadersPackage,
  ofToolsFile,
  setForOthers,
  whereOthersAre,
  readByKit,
  broughtByPage,
  routeStands,
  targetStands,
  saidToMoveOut,
  leftWithFolder,
  leftWithCluster,
  leftForDependency,
  leftToImport,
  leftForSubmodule,
  copiedByBuild,
  leftToVendored,
  hadFromVendored,
  inherited,
  mixedIn,
  composed,
  answeredByAny,
  ofForeignModule,
  ofForeignName,
  ofForeignOwner,
  ofForeignPage,
  ofForeignSample,
  ofForeignType,
  leftWithPackage,
  declaredByLevels,
  namedByManifest,
  joinedByParts,
  leadsOnBySite,
  leftAhead,
  standsInTree,
  saidInCode,
  writtenBeside,
  ofSomewhere,
  saidLater,
  saidAnew,
  saidWithRemoval,
]
