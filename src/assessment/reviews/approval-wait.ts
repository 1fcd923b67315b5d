/** How long an approval can be undone before it is issued by itself. */
export const undoMinutes = 10

export const undoUntil = (approvedAt: number): Date => new Date(approvedAt + undoMinutes * 60_000)

/** What was approved until then is settled. */
export const undoableSince = (now: number): number => now - undoMinutes * 60_000
