/** A value that does not fit its type; the message continues "… is not". */
export class MismatchError extends Error {}
