import {
  Checkbox,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { activationShape } from '../../api/subscriptions/contract.ts';
import { createActKeys, underKey } from '../act-keys.ts';
import { api } from '../api.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { FormDrawer } from '../components/FormDrawer.tsx';
import { fieldWords } from '../field-words.ts';
import { useRefresh } from '../queries/refresh.ts';
import type { Activation } from '../queries/subscription.ts';
import {
  firstFault,
  isElsewhere,
  keyRefusalOf,
  TEXT_FIELDS,
  type Draft,
  type TextField,
} from '../subscription/activation.ts';
import { ContactFields } from './ContactFields.tsx';
import { KeyField } from './KeyField.tsx';
import { useKeyRefusalWords } from './useKeyRefusalWords.ts';

const MOVE_POINTS = ['ends', 'stays', 'here', 'told'] as const;

const useStyles = makeStyles({
  points: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
  },
});

/** The body of the request: what was typed, without what stands around it. */
const bodyOf = (draft: Draft, confirmMove: boolean) => ({
  ...Object.fromEntries(TEXT_FIELDS.map((field) => [field, draft[field].trim()])),
  acceptedTerms: draft.acceptedTerms,
  confirmMove,
});

/** Activates a subscription by its key (L-33, G-6, G-7); one that is active elsewhere is moved, after a second question. */
export function ActivateSubscriptionForm(props: {
  /** What was filled in; whoever closes the form and opens it again finds it. */
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly onDone: (made: Activation, isMoved: boolean) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('subscription');
  const { draft, onDraft, onDone, onClose } = props;
  const [isSent, setSent] = useState(false);
  const [isAskedToMove, setAskedToMove] = useState(false);
  const [keys] = useState(createActKeys);
  const inputs = useRef<Partial<Record<TextField, HTMLInputElement | null>>>({});
  const refresh = useRefresh();
  const activate = useMutation({
    mutationFn: async (sent: { readonly draft: Draft; readonly confirmMove: boolean }) => {
      const body = bodyOf(sent.draft, sent.confirmMove);
      const made = await underKey(keys, body, (idempotencyKey) =>
        api.post('/api/subscriptions/activations', activationShape, { body, idempotencyKey }),
      );
      // What it changed is told by what the page then shows.
      await refresh();
      return made;
    },
    onSuccess: (made, { confirmMove }) => onDone(made, confirmMove),
    onError: (error) => {
      setAskedToMove(isElsewhere(error));
      const [refused] = Object.keys(fieldWords(error));
      inputs.current[TEXT_FIELDS.find((field) => field === refused) ?? 'key']?.focus();
    },
  });
  const submit = () => {
    setSent(true);
    const fault = firstFault(draft);
    if (fault === null) activate.mutate({ draft, confirmMove: false });
    else inputs.current[fault]?.focus();
  };

  const { error, isPending } = activate;
  const sent = activate.variables?.draft;
  /** What was said of what is no longer there is not said any more. */
  const saidOfField = (field: TextField): string | null =>
    sent?.[field] === draft[field] ? (fieldWords(error)[field] ?? null) : null;
  const keyWords = useKeyRefusalWords(error);
  const keyRefusal = sent?.key === draft.key ? (keyWords ?? saidOfField('key')) : null;
  const isSaidAtField =
    keyRefusalOf(error) !== null || TEXT_FIELDS.some((field) => field in fieldWords(error));

  if (isAskedToMove) {
    return (
      <FormDrawer
        title={t('activate.move.title')}
        acts={[
          {
            act: t('activate.move.act'),
            onAct: () => activate.mutate({ draft, confirmMove: true }),
            busy: isPending,
          },
          { act: t('activate.move.back'), onAct: () => setAskedToMove(false) },
        ]}
        onClose={onClose}
      >
        <MovePoints />
        <ErrorNotice error={isElsewhere(error) ? null : error} />
      </FormDrawer>
    );
  }
  return (
    <FormDrawer
      title={t('activate.title')}
      acts={[
        {
          act: t('activate.act'),
          onAct: submit,
          busy: isPending,
          reason: draft.acceptedTerms ? null : t('activate.termsNeeded'),
        },
      ]}
      onClose={onClose}
    >
      <KeyField
        value={draft.key}
        onChange={(key) => onDraft({ ...draft, key })}
        isSent={isSent}
        refusal={keyRefusal}
        inputRef={(element) => {
          inputs.current.key = element;
        }}
      />
      <ContactFields
        draft={draft}
        onDraft={onDraft}
        isSent={isSent}
        saidOf={saidOfField}
        inputRef={(field, element) => {
          inputs.current[field] = element;
        }}
      />
      <Checkbox
        required
        label={t('activate.terms')}
        checked={draft.acceptedTerms}
        onChange={(_event, { checked }) => onDraft({ ...draft, acceptedTerms: checked === true })}
      />
      <ErrorNotice error={isSaidAtField || isElsewhere(error) ? null : error} onRetry={submit} />
    </FormDrawer>
  );
}

/** What moving a subscription means, before it is done. */
function MovePoints() {
  const styles = useStyles();
  const { t } = useTranslation('subscription');
  return (
    <>
      <MessageBar intent="warning" layout="multiline" role="alert">
        <MessageBarBody>{t('activate.move.text')}</MessageBarBody>
      </MessageBar>
      <ul className={styles.points}>
        {MOVE_POINTS.map((point) => (
          <li key={point}>{t(`activate.move.points.${point}`)}</li>
        ))}
      </ul>
    </>
  );
}
