import { connect, type Socket } from 'node:net';
import { medianOf } from '../measuring.ts';

/** What is asked, again and again, and by how many connections at once. */
export interface Load {
  readonly port: number;
  readonly path: string;
  readonly token: string;
  readonly connections: number;
  readonly durationMs: number;
}

/** What came back. */
export interface Measured {
  readonly perSecond: number;
  /** Of one request, in ms. */
  readonly medianMs: number;
}

const OK = Buffer.from('HTTP/1.1 200 OK\r\n');
const LENGTH = /\r\ncontent-length: (\d+)\r\n/i;

/** Asks over one connection, the next request when the answer is whole, until the time is over; gives each one's time in ms. */
function askOver(socket: Socket, request: Buffer, untilMs: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    let heard = Buffer.alloc(0);
    let askedAtMs = 0;
    const ask = (): void => {
      askedAtMs = performance.now();
      socket.write(request);
    };
    socket.on('data', (chunk) => {
      heard = heard.length === 0 ? chunk : Buffer.concat([heard, chunk]);
      const headEnd = heard.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const head = heard.toString('latin1', 0, headEnd + 2);
      const length = Number(LENGTH.exec(head)?.[1]);
      if (heard.length < headEnd + 4 + length) return;
      if (!heard.subarray(0, OK.length).equals(OK)) {
        reject(new Error(heard.toString()));
        return;
      }
      heard = Buffer.alloc(0);
      const now = performance.now();
      times.push(now - askedAtMs);
      if (now < untilMs) ask();
      else resolve(times);
    });
    socket.on('error', reject);
    ask();
  });
}

const connected = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.setNoDelay(true)));
    socket.once('error', reject);
  });

/** Puts a server of this machine under load by bare sockets, which cost far less than the server's own work. */
export async function measure(load: Load): Promise<Measured> {
  const request = Buffer.from(
    `GET ${load.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${load.token}\r\n\r\n`,
  );
  const sockets = await Promise.all(
    Array.from({ length: load.connections }, () => connected(load.port)),
  );
  const startMs = performance.now();
  const times = await Promise.all(
    sockets.map((socket) => askOver(socket, request, startMs + load.durationMs)),
  );
  const tookMs = performance.now() - startMs;
  for (const socket of sockets) socket.destroy();
  const all = times.flat();
  return { perSecond: (all.length / tookMs) * 1_000, medianMs: medianOf(all) };
}
