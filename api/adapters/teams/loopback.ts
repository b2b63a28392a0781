import { TIMEOUT_MS, type Transport } from '../transport/transport.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether an address is on this machine. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && LOOPBACK.has(hostname);
}

/** A transport that reaches this machine too, without the bearer: for the Agents Playground, which asks for none. */
export const reachingLoopback =
  (transport: Transport): Transport =>
  (address, init = {}) => {
    if (!isLoopback(String(address))) return transport(address, init);
    const headers = new Headers(init.headers);
    headers.delete('Authorization');
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return fetch(address, { ...init, headers, redirect: 'manual', signal });
  };
