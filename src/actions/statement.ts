import type { Effect } from './effect.ts'
import { mongoEffect } from './tools/mongo-statements.ts'
import { redisEffect } from './tools/redis.ts'
import { sqlEffect } from './tools/sql-statements.ts'

const objects =
  'table|database|schema|role|user|index|view|materialized|policy|function|procedure|trigger|type|sequence|extension|column|owned|tablespace|keyspace|unique|temporary|temp|or\\s+replace|publication|subscription'
const sql = new RegExp(
  `^\\s*(?:(?:drop|create|alter|comment\\s+on)\\s+(?:${objects})\\b|truncate\\s+(?:table\\s+)?[\\w"\`.[\\]]+\\s*(?:[;,]|$|cascade|restart)|delete\\s+from\\s|update\\s+\\S+\\s+set\\s|insert\\s+into\\s|replace\\s+into\\s|select\\s[\\s\\S]*(?:\\bfrom\\b|\\()|(?:grant|revoke)\\s[\\s\\S]+\\s(?:to|from)\\s|explain\\s|vacuum\\b|reindex\\s|begin\\s*;|with\\s+\\w+\\s+as\\s*\\()`,
  'i',
)
const mongo = /^\s*db(?:\.\w+|\[["'])[\s\S]*\(/i
const redis =
  /^\s*(?:flushall|flushdb|config\s+(?:set|get)|del|unlink|hdel|debug\s+sleep|script\s+flush)\b(?!\s*-)/i

/** What a statement typed in a database client does; null when the text is no such statement. */
export function statementEffect(text: string): Effect | null {
  if (sql.test(text.replaceAll(/^[ \t]*--[^\n]*|\/\*[^*]*\*\//gm, ''))) return sqlEffect(text)
  if (mongo.test(text)) return mongoEffect(text)
  return redis.test(text) ? redisEffect(text) : null
}
