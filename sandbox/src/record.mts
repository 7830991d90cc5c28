/** One request that reached the sandbox, as tests look at it. */
export type RecordedRequest = {
	target: 'api' | 'identity' | 'blob';
	method: string;
	path: string;
	/** OData route template, e.g. `/odata/Jobs({key})`; absent for paths nobody knows. */
	route?: string;
	/** Decoded; the last of several parameters of one name. */
	query: Record<string, string>;
	rawQuery: string;
	headers: Record<string, string>;
	/** Text of the body; binary uploads above 1 MB are cut to nothing, `bodyBytes` stays right. */
	body: string;
	bodyBytes: number;
	/** Status of the answer; 0 while there is none, or when the connection was cut before one. */
	status: number;
	/** Real time, milliseconds since 1970. */
	at: number;
	/** The same when the answer was ready; 0 before. */
	answeredAt: number;
};
