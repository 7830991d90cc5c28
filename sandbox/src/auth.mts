import { ApiError } from './errors.mts';
import { readHeader, type SandboxRequest } from './http.mts';
import type { Token } from './model.mts';
import type { State } from './state.mts';
import type { Route } from './tenant.mts';

/** The token of a request; 401 when there is none, it is unknown, revoked or expired. */
export function authenticate(state: State, request: SandboxRequest): Token {
	const match = /^Bearer (\S+)$/i.exec(readHeader(request, 'authorization') ?? '');
	const token = match?.[1] === undefined ? undefined : state.tokens.get(match[1]);
	if (!token) throw unauthorized('');
	if (token.expiresAt !== null && token.expiresAt <= state.clock.now()) {
		throw unauthorized(', error_description="The token expired"');
	}
	return token;
}

function unauthorized(description: string): ApiError {
	return new ApiError(401, 0, 'You are not authenticated!', {
		headers: { 'www-authenticate': `Bearer error="invalid_token"${description}` },
	});
}

/** 403 unless the token's scopes and the identity's role permissions both allow the route. */
export function authorize(token: Token, route: Route): void {
	if (route.scope) {
		const { area, access } = route.scope;
		const enough = ['OR.Default', `OR.${area}`, `OR.${area}.${access}`];
		if (!token.scopes.some((scope) => enough.includes(scope))) {
			throw new ApiError(403, 0, `You are not authorized! Missing scope OR.${area}.${access}.`);
		}
	}
	const needed = route.permissions;
	if (needed && token.permissions && !needed.some((name) => token.permissions?.includes(name))) {
		throw new ApiError(
			403,
			0,
			`You are not authorized! Missing permission ${needed.join(' or ')}.`,
		);
	}
}
