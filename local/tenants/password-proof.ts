import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What is kept instead of a password: enough to recognise it. The local cloud's passwords guard nothing. */
export function proofOf(password: string): string {
  const salt = randomBytes(9).toString('base64url');
  return `${salt}.${digest(salt, password).toString('base64url')}`;
}

/** Whether this is the password that the proof was made of. */
export function proves(proof: string, password: string): boolean {
  const [salt = '', kept = ''] = proof.split('.');
  const known = Buffer.from(kept, 'base64url');
  const given = digest(salt, password);
  return known.length === given.length && timingSafeEqual(known, given);
}

function digest(salt: string, password: string): Buffer {
  return createHash('sha256').update(salt).update(password).digest();
}
