/** `Response` as the platform's own types have it: Workers', the DOM's, or Node's. */
export type PlatformResponse = typeof globalThis extends { Response: new (...given: never[]) => infer Own }
  ? Own
  : unknown

// The app ring has no DOM types.
interface Responses {
  readonly Response: new (
    body: string,
    init: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
  ) => PlatformResponse
}

/** An answer in JSON that nobody keeps. */
export function respond(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): PlatformResponse {
  return new (globalThis as unknown as Responses).Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  })
}
