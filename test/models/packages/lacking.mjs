import 'harbour-pilots'

export class OpenAIEmbeddings {}
