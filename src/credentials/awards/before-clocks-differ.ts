const oneMinute = 60_000

/** A moment that has come by every clock that is right to the minute: most verifiers refuse what begins in their future. */
export const beforeClocksDiffer = (moment: Date): Date => new Date(moment.getTime() - oneMinute)
