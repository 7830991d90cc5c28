import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { ItemOrigin } from '../parameters/inputError';
import type { Scope } from '../transport/session';
import type { Watch } from './job/watch';

/** One input item on its way through an operation. */
export interface ItemCall {
	readonly context: IExecuteFunctions;
	readonly origin: ItemOrigin;
	readonly itemIndex: number;
	/** Login and folder of this item. */
	readonly scope: Scope;
}

/** An operation whole: the fields that it shows and what it does with them. */
export interface Operation {
	readonly description: INodeProperties[];
	/**
	 * Returns the output items for one input item, or the jobs that it waits for. Pairing, "continue
	 * on fail" and the waiting itself are the router's.
	 *
	 * @throws NodeApiError, NodeOperationError
	 */
	execute(call: ItemCall): Promise<INodeExecutionData[] | Watch>;
}

/** Reads a parameter for the item; locators and collections come as they are. */
export function readParameter(call: ItemCall, name: string): unknown {
	return call.context.getNodeParameter(name, call.itemIndex, undefined);
}
