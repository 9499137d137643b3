import { questions } from '../acme/rows.ts'
import { openAcme } from '../support/acme.ts'

// Asks all of Acme's questions, round after round, and prints how long each answer took.
const [data = '', rounds = '5'] = process.argv.slice(2)
const { plumbline, config } = await openAcme(data)
await plumbline.index()
const asked = questions.flatMap(({ as, ask, intent, environment }) => {
  const principal = config.principals.find(({ id }) => id === as)
  if (ask === undefined || principal === undefined) return []
  const purpose = intent === undefined ? {} : { intent }
  const place = environment === undefined ? {} : { environment }
  return [{ request: { query: ask, ...purpose, ...place }, principal }]
})
const took: number[] = []
for (let round = 0; round <= Number(rounds); round += 1)
  for (const { request, principal } of asked) {
    const begun = performance.now()
    await plumbline.ask(request, principal)
    // The first round only warms up.
    if (round > 0) took.push(performance.now() - begun)
  }
await plumbline.close()
process.stdout.write(JSON.stringify(took))
