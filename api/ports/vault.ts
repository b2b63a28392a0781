/**
 * Seals secrets that must be kept, so that the store alone opens none of them. `about` says whose it is (such as tenant
 * and person): what is sealed about one opens about nobody else.
 */
export interface Vault {
  seal(secret: string, about: string): string;
  /** The secret; null where it was sealed under a secret that is no longer configured, about somebody else, or altered. */
  open(sealed: string, about: string): string | null;
}
