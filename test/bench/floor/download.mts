import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import axios from 'axios';
import { SEED } from '../../../sandbox/src/seed/ids.mts';
import type { Address } from '../emulator/emulator.mts';

const ACTION = 'UiPath.Server.Configuration.OData';

/** The least that can be done to get an export into a file: axios' stream, piped. */
export async function downloadExport(
	{ orchestratorUrl, token }: Address,
	file: string,
): Promise<void> {
	const client = axios.create({
		baseURL: orchestratorUrl,
		proxy: false,
		headers: {
			Authorization: `Bearer ${token}`,
			'X-UIPATH-OrganizationUnitId': String(SEED.folders.finance),
		},
	});
	const started = await client.post<{ Id: number }>(`/odata/Jobs/${ACTION}.Export`);
	const link = await client.get<{ Uri: string }>(
		`/odata/Exports(${started.data.Id})/${ACTION}.GetDownloadLink`,
	);
	const { data } = await axios.get<Readable>(link.data.Uri, {
		proxy: false,
		responseType: 'stream',
	});
	await pipeline(data, createWriteStream(file));
}
