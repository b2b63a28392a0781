import { Field, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reportFormat } from '../../api/reports/contract.ts';
import { createActKeys, underKey } from '../act-keys.ts';
import { useRows } from '../components/PagedRecords.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { fieldWords } from '../field-words.ts';
import { LANGUAGES } from '../language.ts';
import { useAwaitReport } from '../queries/awaited.ts';
import { useCatalogs } from '../queries/catalogs.ts';
import { isTenantAdmin, useMe } from '../queries/me.ts';
import { useAllPeers } from '../queries/peers.ts';
import { useAct } from '../queries/refresh.ts';
import { requestReport, type ReportKind, type ReportWish } from '../queries/reports.ts';
import { monthAt, MONTHS_MAX, monthsFault, readMonth, writtenMonth } from '../reports/months.ts';
import {
  accountsIn,
  isOfACatalog,
  isOfMonths,
  isOfPeerTrainings,
  kindsOfPeer,
  ownKinds,
} from '../reports/kinds.ts';
import { MonthField } from './MonthField.tsx';
import { AccountField, ActiveOnlyField, SharedCatalogField } from './PeerReportFields.tsx';

/** Asks for a report: on which account, what, of which months, of which catalog, and as which file (MAU-13, PA-20). */
export function RequestReportForm(props: {
  /** What is chosen already. */
  readonly wish: Partial<ReportWish>;
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation('reports');
  const { wish, onClose } = props;
  const isAdmin = isTenantAdmin(useMe());
  const given = useRows(useAllPeers('given', isAdmin));
  const accounts = accountsIn(given ?? [], wish.peerId);
  const [peerId, setPeerId] = useState(wish.peerId ?? '');
  const account = accounts.find(({ id }) => id === peerId) ?? null;
  const kinds = account === null ? ownKinds(isAdmin) : kindsOfPeer(account);
  const [chosenKind, setKind] = useState<ReportKind>(
    wish.kind ?? (isAdmin ? 'usage' : 'enrolments'),
  );
  const kind = kinds.find((each) => each === chosenKind) ?? kinds[0] ?? chosenKind;
  const [from, setFrom] = useState(
    wish.from === undefined ? monthAt(Date.now()) : readMonth(wish.from),
  );
  const [to, setTo] = useState(wish.to === undefined ? monthAt(Date.now()) : readMonth(wish.to));
  const [format, setFormat] = useState(wish.format ?? 'xlsx');
  const [chosen, setCatalogId] = useState(wish.catalogId ?? '');
  const catalogs = useRows(useCatalogs()) ?? [];
  const shared = account?.catalogs ?? [];
  const ownCatalogId = chosen === '' && !isAdmin ? (catalogs[0]?.id ?? '') : chosen;
  const catalogId = isOfPeerTrainings(kind)
    ? (shared.find((one) => one.catalogId === chosen) ?? shared[0])?.catalogId
    : isOfACatalog(kind) && ownCatalogId !== ''
      ? ownCatalogId
      : undefined;
  const [activeOnly, setActiveOnly] = useState(wish.activeOnly ?? false);
  const [keys] = useState(createActKeys);
  const awaitReport = useAwaitReport();
  const request = useAct((body: ReportWish) =>
    underKey(keys, body, (idempotencyKey) => requestReport(body, idempotencyKey)),
  );
  const hasMonths = isOfMonths(kind);
  const fault = hasMonths ? monthsFault(from, to) : null;
  // What was chosen is not known yet or not any more, or there is nothing to choose.
  const isIncomplete =
    (peerId !== '' && account === null) || (isOfPeerTrainings(kind) && catalogId === undefined);
  const refusal = fieldWords(request.error)['to'] ?? null;
  const told = fault === null ? refusal : t(`request.fault.${fault}`, { max: MONTHS_MAX });
  const submit = () => {
    if (fault !== null || isIncomplete) return;
    const language = LANGUAGES.find((each) => i18n.language.startsWith(each)) ?? 'en';
    request.mutate(
      {
        ...{ kind, format, language },
        ...(hasMonths ? { from: writtenMonth(from), to: writtenMonth(to) } : {}),
        ...(catalogId === undefined ? {} : { catalogId }),
        ...(account === null ? {} : { peerId: account.id }),
        ...(kind === 'peer-users' ? { activeOnly } : {}),
      },
      {
        onSuccess: () => {
          awaitReport();
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('request.title')}
      act={t('request.act')}
      onSubmit={submit}
      onClose={onClose}
      busy={request.isPending}
      waiting={fault !== null || isIncomplete}
      error={refusal === null ? request.error : null}
    >
      {accounts.length === 0 ? null : (
        <AccountField accounts={accounts} value={peerId} onChange={setPeerId} />
      )}
      <Field required label={t('request.kind')} hint={t(`about.${kind}`)}>
        <Select
          value={kind}
          onChange={(_event, data) => setKind(kinds.find((each) => each === data.value) ?? kind)}
        >
          {kinds.map((each) => (
            <option key={each} value={each}>
              {t(`kind.${each}`)}
            </option>
          ))}
        </Select>
      </Field>
      {hasMonths ? (
        <>
          <MonthField which="from" value={from} onChange={setFrom} fault={null} />
          <MonthField which="to" value={to} onChange={setTo} fault={told} />
        </>
      ) : null}
      {account !== null && isOfPeerTrainings(kind) ? (
        <SharedCatalogField account={account} value={catalogId ?? ''} onChange={setCatalogId} />
      ) : null}
      {kind === 'peer-users' ? (
        <ActiveOnlyField value={activeOnly} onChange={setActiveOnly} />
      ) : null}
      {isOfACatalog(kind) ? (
        <Field label={t('request.catalog')}>
          <Select value={ownCatalogId} onChange={(_event, data) => setCatalogId(data.value)}>
            {isAdmin ? <option value="">{t('request.wholeTenant')}</option> : null}
            {catalogs.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      <Field required label={t('request.format')} hint={t('request.formatHint')}>
        <RadioGroup
          layout="horizontal"
          value={format}
          onChange={(_event, data) =>
            setFormat(reportFormat.options.find((each) => each === data.value) ?? format)
          }
        >
          {reportFormat.options.toReversed().map((each) => (
            <Radio key={each} value={each} label={t(`format.${each}`)} />
          ))}
        </RadioGroup>
      </Field>
    </FormDialog>
  );
}
