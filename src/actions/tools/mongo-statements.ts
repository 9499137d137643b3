import {
  adds,
  destroys,
  destroysAll,
  disrupts,
  type Effect,
  gravest,
  hides,
  loses,
  reads,
  widens,
} from '../effect.ts'

const empty = /\(\s*(?:\{\s*\})?\s*[,)]/

const rules: readonly (readonly [RegExp, (call: string) => Effect])[] = [
  [/\.dropDatabase\s*\(/i, () => destroysAll('drops the database', 'database')],
  [
    /\.(?:drop|dropIndexes|dropAllUsersFromDatabase|dropAllRolesFromDatabase)\s*\(/i,
    () => destroys('drops a collection or its indexes', 'database'),
  ],
  [
    /\.(?:remove|deleteMany)\s*\(/i,
    (call) =>
      empty.test(call.slice(call.search(/\.(?:remove|deleteMany)/i)))
        ? destroys('deletes every document', 'database')
        : loses('deletes documents', 'database', 'no'),
  ],
  [
    /\.(?:deleteOne|findOneAndDelete|findAndModify)\s*\(/i,
    () => disrupts('deletes one document', 'resource', 'no'),
  ],
  [
    /\bsh\.(?:removeShard\w*|shardCollection|disableBalancing)\s*\(|\brs\.(?:remove|reconfig|freeze)\s*\(|"?removeShard"?\s*:/i,
    () => loses('changes what the cluster rests on', 'environment'),
  ],
  [
    /\.(?:dropUser|dropRole|dropIndex|renameCollection)\s*\(/i,
    () => loses('drops a user, a role or an index', 'database'),
  ],
  [
    /\.(?:grant\w+|createUser|createRole|updateUser)\s*\(/i,
    () => widens('gives rights in the database', 'database'),
  ],
  [
    /\.(?:shutdownServer|fsyncLock|stepDown|reconfig|killOp)\s*\(/i,
    () => disrupts('disturbs the running database', 'database'),
  ],
  [
    /\b(?:eval|load|runCommand|adminCommand|execSync|require)\s*\(/i,
    () => hides('runs what cannot be seen from here', 'database'),
  ],
  [
    /\.(?:updateMany|replaceOne|updateOne|update|insert\w*|save|bulkWrite|create\w+)\s*\(/i,
    () => adds('adds or changes documents', 'database'),
  ],
]

/** What a piece of mongo shell code does. */
/** Commands of the server that only answer. */
const asks =
  /\b(?:adminCommand|runCommand)\s*\(\s*(?:\{\s*)?["']?(?:ping|hello|isMaster|buildInfo|serverStatus|replSetGetStatus|dbStats|collStats|connectionStatus|listDatabases|listCollections|getParameter|hostInfo|whatsmyuri|top|listShards|balancerStatus|features|getCmdLineOpts)["']?\s*(?:[:,][^;(){}]{0,80})?\}?\s*\)/gi

export function mongoEffect(written: string): Effect {
  // `db["users"]["drop"]()` calls what `db.users.drop()` does.
  const code = written.replaceAll(asks, '()').replaceAll(/\[\s*(["'`])(\w+)\1\s*\]/g, '.$2')
  const effects = rules.filter(([pattern]) => pattern.test(code)).map(([, effect]) => effect(code))
  return effects.length > 0 ? gravest(effects) : reads('reads')
}
