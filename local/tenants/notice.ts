/** What a subscription to change notifications gets to know. */
export interface Notice {
  readonly resource: 'users' | 'groups';
  readonly changeType: 'updated' | 'deleted';
  /** The object ids; a lazy sequence where the act made many users. */
  readonly ids: Iterable<string>;
}
