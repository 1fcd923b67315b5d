/** The document has something the direct path doesn't understand: the reference library decides. */
export class NotDirect extends Error {
  override readonly name = 'NotDirect'
}

/** A context transition has to be compiled first; then the walk starts again. */
export class NeedsTransition extends Error {
  override readonly name = 'NeedsTransition'
  readonly compile: () => Promise<void>
  constructor(compile: () => Promise<void>) {
    super('A context transition is not compiled yet.')
    this.compile = compile
  }
}
