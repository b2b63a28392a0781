/** A subscription to change notifications as the directory keeps it. */
export interface StoredSubscription {
  readonly id: string;
  /** As the client wrote it, for example "users". */
  readonly resource: string;
  /** For example "updated,deleted". */
  readonly changeType: string;
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly clientState: string | null;
  /** Milliseconds since 1970 on the local clock. */
  readonly expiresAt: number;
  readonly applicationId: string;
  readonly creatorId: string;
}
