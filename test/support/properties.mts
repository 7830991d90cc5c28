/** Reads n8n's description of a node's fields. */
import type { INodeProperties, NodeParameterValue } from 'n8n-workflow';

/** The fields inside a collection or fixed collection; none for other fields. */
export function listInnerFields(property: INodeProperties): INodeProperties[] {
	return (property.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values;
		return 'type' in option ? [option] : [];
	});
}

/** The values that an options or multi-options field offers. */
export function listValues(property: INodeProperties): NodeParameterValue[] {
	return (property.options ?? []).flatMap((option) =>
		'value' in option && typeof option.value !== 'object' ? [option.value] : [],
	);
}

/** The resource and operation that a field is for, as far as its display options say. */
export function isFieldOf(property: INodeProperties, resource: string, operation: string): boolean {
	return (
		allows(property, 'resource', resource) &&
		allows(property, 'operation', operation) &&
		property.displayOptions?.show?.operation !== undefined
	);
}

function allows(property: INodeProperties, name: string, value: string): boolean {
	const { show, hide } = property.displayOptions ?? {};
	return (!show?.[name] || show[name].includes(value)) && !hide?.[name]?.includes(value);
}
