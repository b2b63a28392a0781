import type { GroupKind } from './group.ts';
import type { NewUser, UserChanges } from './user.ts';

/** Everything that can be done to a tenant's directory. The journal is a list of these. */
export type DirectoryAct =
  | { readonly act: 'addSeededUsers'; readonly count: number; readonly seed: number }
  | { readonly act: 'addUsers'; readonly users: readonly NewUser[] }
  | { readonly act: 'changeUser'; readonly id: string; readonly changes: UserChanges }
  | { readonly act: 'deleteUser'; readonly id: string }
  | { readonly act: 'restoreUser'; readonly id: string; readonly userPrincipalName?: string }
  | { readonly act: 'purgeUser'; readonly id: string }
  | { readonly act: 'addSeededGroups'; readonly count: number; readonly seed: number }
  | ({ readonly act: 'addGroup' } & NewGroup)
  | {
      readonly act: 'changeGroup';
      readonly id: string;
      readonly changes: { readonly displayName?: string; readonly description?: string | null };
    }
  | { readonly act: 'deleteGroup'; readonly id: string }
  | ({ readonly act: 'addMembers' | 'removeMembers' } & MemberList);

/** A group to be made. */
export interface NewGroup {
  readonly id?: string;
  readonly kind: GroupKind;
  readonly displayName: string;
  readonly userIds: readonly string[];
  readonly groupIds: readonly string[];
}

/** Members of one group, by object id. */
export interface MemberList {
  readonly groupId: string;
  readonly userIds: readonly string[];
  readonly groupIds: readonly string[];
}

/** Why the directory does not do an act. Each kind has its own answer in Graph and in the shaping routes. */
export type RefusalKind =
  'not-found' | 'name-taken' | 'id-taken' | 'wrong-state' | 'invalid' | 'licence';

/** An act that the directory refuses; nothing was changed. */
export class DirectoryRefusal extends Error {
  readonly kind: RefusalKind;
  /** The property or id that the refusal is about. */
  readonly field: string;
  /** The value that was refused. */
  readonly value: string;

  /** `message` says rule and remedy. */
  constructor(kind: RefusalKind, field: string, value: string, message: string) {
    super(message);
    this.kind = kind;
    this.field = field;
    this.value = value;
  }
}
