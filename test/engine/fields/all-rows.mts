import { GET_ROWS, RESTART_ROWS, RESUME_ROWS, STOP_ROWS, WAIT_ROWS } from './change-rows.mts';
import { EXPORT_ROWS } from './export-rows.mts';
import { GET_ALL_ROWS } from './get-all-rows.mts';
import { START_ROWS } from './start-rows.mts';

export const ALL_ROWS = [
	GET_ROWS,
	GET_ALL_ROWS,
	START_ROWS,
	STOP_ROWS,
	RESTART_ROWS,
	RESUME_ROWS,
	WAIT_ROWS,
	EXPORT_ROWS,
];
