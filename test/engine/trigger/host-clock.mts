/** Puts the clock of the machine that n8n runs on wrong, for all that the engine and the node see. */
const RealDate = Date;

/** @param ms how far the clock is ahead of the machine's; 0 puts it right again */
export function setHostClock(ms: number): void {
	const now = () => RealDate.now() + ms;
	if (ms === 0) globalThis.Date = RealDate;
	else {
		globalThis.Date = new Proxy(RealDate, {
			get: (date, name, receiver) => (name === 'now' ? now : Reflect.get(date, name, receiver)),
			construct: (date, given, self) =>
				Reflect.construct(date, given.length === 0 ? [now()] : given, self),
		});
	}
}
