/** As the package is: its own types speak of a default export, which it does not have. */
declare module 'robots-parser' {
  interface Robots {
    /** Undefined for an address of another origin. */
    isAllowed(url: string, userAgent?: string): boolean | undefined
    /** Seconds. */
    getCrawlDelay(userAgent?: string): number | undefined
    getSitemaps(): string[]
  }
  const robotsParser: (url: string, text: string) => Robots
  export = robotsParser
}
