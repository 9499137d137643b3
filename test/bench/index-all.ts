import { openAcme } from '../support/acme.ts'

// Brings the demonstration's index in the folder given up to date, as a start of the server does.
const [data = ''] = process.argv.slice(2)
const { plumbline } = await openAcme(data)
await plumbline.index()
await plumbline.close()
