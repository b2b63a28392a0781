import { generateKeyPairSync, sign } from 'node:crypto';

/** A key and a certificate that it has signed for itself, as a TLS server takes them. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** One value of ASN.1 in DER: tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  return Buffer.concat([Buffer.from([tag, ...sizeOf(length)]), content]);
}

/** As short as it can be: longer ways to write a length are refused. */
function sizeOf(length: number): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const UTC_TIME = 0x17;
const VERSION = 0xa0;

/** ecdsa-with-SHA256, 1.2.840.10045.4.3.2 (RFC 5758). */
const ALGORITHM = der(SEQUENCE, Buffer.from('06082a8648ce3d040302', 'hex'));

/** For nobody in particular: the browser is told to take any (`--ignore-certificate-errors`). RFC 5280. */
export function selfSigned(): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const nobody = der(SEQUENCE);
  const facts = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    ALGORITHM,
    nobody,
    der(
      SEQUENCE,
      der(UTC_TIME, Buffer.from('200101000000Z')),
      der(UTC_TIME, Buffer.from('491231235959Z')),
    ),
    nobody,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', facts, privateKey)]);
  const whole = der(SEQUENCE, facts, ALGORITHM, der(BIT_STRING, signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64')}\n-----END CERTIFICATE-----\n`,
  };
}
