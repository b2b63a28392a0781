/** What we need of Entra ID through Microsoft Graph. */
export interface Directory {
  close(): Promise<void>;
}
