import type { CustomerDetail, CustomerUser } from '../../customers/answers.ts';
import {
  DeleteUsersForm,
  EditUserForm,
  ManageLicencesForm,
  ResetPasswordForm,
} from '../../forms/customers/opened.ts';

/** What somebody wants to do with users of a customer. */
export type WantedUserAct =
  | { readonly act: 'edit' | 'password'; readonly user: CustomerUser }
  | { readonly act: 'licences' | 'delete'; readonly users: readonly CustomerUser[] };

/** The form of the act that is wanted; nothing where none is. */
export function UserForms(props: {
  readonly customer: CustomerDetail;
  readonly wanted: WantedUserAct | null;
  readonly onWanted: (wanted: WantedUserAct | null) => void;
  /** What was done, in words. */
  readonly onDone: (words: string) => void;
  /** Users are gone: nobody of them can be chosen any more. */
  readonly onGone: () => void;
}) {
  const { customer, wanted, onWanted, onDone, onGone } = props;
  const onClose = () => onWanted(null);
  const done = (words: string) => {
    onClose();
    onDone(words);
  };
  if (wanted === null) return null;
  switch (wanted.act) {
    case 'edit':
      return <EditUserForm {...{ customer, onClose }} user={wanted.user} onDone={done} />;
    case 'password':
      return <ResetPasswordForm {...{ customer, onClose }} user={wanted.user} />;
    case 'licences':
      return <ManageLicencesForm {...{ customer, onClose }} users={wanted.users} />;
    case 'delete':
      return <DeleteUsersForm {...{ customer, onClose, onGone }} users={wanted.users} />;
  }
}
