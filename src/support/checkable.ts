const courtesy =
  /^(?:(?:hi|hello|hey|thanks|thank you|sure|of course|certainly|great|good luck|ok(?:ay)?|got it|welcome|sorry|please let me know|let me know|feel free|hope (?:this|that) helps|i hope|happy to help|glad to)\b[^\d`]*|(?:i think|in my opinion|personally)[^\d`]*|(?:this|that|it) (?:is|was|looks|seems) (?:a )?(?:very |really |quite )?(?:great|good|nice|bad|terrible|elegant|ugly|beautiful|fine|cool|best|better)(?: \w+)?)[.!]*$/i

/** Greetings, opinions, questions and lead-ins say nothing that a source could bear out. */
export const isCheckable = (text: string): boolean =>
  !courtesy.test(text) &&
  !/\?["'”’)]*$/.test(text) &&
  /[\p{L}\d]{2}/u.test(text) &&
  !(/:$/.test(text) && !/\d|[A-Z]_[A-Z]/.test(text) && text.split(' ').length < 8)
