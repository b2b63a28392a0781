import {
  Avatar,
  Field,
  makeStyles,
  mergeClasses,
  type PositioningProps,
  Tag,
  TagPicker,
  TagPickerControl,
  TagPickerGroup,
  TagPickerInput,
  TagPickerList,
  TagPickerOption,
  TagPickerOptionGroup,
  tokens,
} from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offersOf, type Offer } from '../catalogs/offers.ts';
import { withoutPicked, withPicked, type Picked } from '../catalogs/picking.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { useDirectoryGroups, useDirectoryPeople } from '../queries/directory.ts';
import { useSettled } from '../settled.ts';

const SEARCH_AFTER_MS = 250;

/** The list stays in the form's column: beside it, it would hide the page. */
const BELOW: PositioningProps = {
  position: 'below',
  align: 'start',
  fallbackPositions: ['above-start'],
};

const useStyles = makeStyles({
  list: { maxHeight: 'min(360px, 40vh)', rowGap: 0 },
  detail: { overflowWrap: 'anywhere' },
  unusable: { color: tokens.colorNeutralForegroundDisabled, cursor: 'not-allowed' },
});

const avatarOf = ({ kind, displayName }: Picked) =>
  kind === 'group' ? (
    <Avatar aria-hidden icon={<PeopleTeamRegular />} shape="square" size={24} />
  ) : (
    <Avatar aria-hidden name={displayName} color="colorful" size={24} />
  );

const valueOf = ({ kind, id }: Picked): string => `${kind}:${id}`;

/** Chooses people, and where wanted groups, from the directory. */
export function DirectoryPicker(props: {
  readonly withGroups: boolean;
  readonly choice: readonly Picked[];
  readonly onChoice: (choice: readonly Picked[]) => void;
  /** What is wrong with the choice, in words; null where nothing is. */
  readonly fault: string | null;
}) {
  const styles = useStyles();
  const { t } = useTranslation('catalogs');
  const { withGroups, choice, onChoice, fault } = props;
  const [text, setText] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const search = useSettled(text.trim(), SEARCH_AFTER_MS);
  const people = useDirectoryPeople(search);
  const groups = useDirectoryGroups(search, withGroups);
  const { offeredPeople, offeredGroups } = offersOf(
    people.data?.items ?? [],
    withGroups ? (groups.data?.items ?? []) : [],
    choice,
  );
  const offers = [...offeredPeople, ...offeredGroups];
  const isSearching = search !== text.trim() || people.isFetching || groups.isFetching;

  const select = (value: string) => {
    const chosen = choice.find((picked) => valueOf(picked) === value);
    if (chosen !== undefined) {
      onChoice(withoutPicked(choice, chosen));
      return;
    }
    const offer = offers.find(({ picked }) => valueOf(picked) === value);
    if (offer?.isUsable !== true) return;
    onChoice(withPicked(choice, offer.picked));
    setText('');
  };
  const option = (offer: Offer) => (
    <TagPickerOption
      key={valueOf(offer.picked)}
      value={valueOf(offer.picked)}
      text={offer.picked.displayName}
      media={avatarOf(offer.picked)}
      secondaryContent={{
        className: styles.detail,
        children: offer.note === null ? offer.detail : t(`pick.${offer.note}`),
      }}
      aria-disabled={!offer.isUsable}
      className={mergeClasses(!offer.isUsable && styles.unusable)}
    >
      {offer.picked.displayName}
    </TagPickerOption>
  );
  const nothing = t(isSearching ? 'pick.searching' : withGroups ? 'pick.none' : 'pick.nobody');
  return (
    <>
      <Field
        required
        label={t(withGroups ? 'pick.label' : 'pick.peopleLabel')}
        hint={t('pick.hint')}
        validationState={fault === null ? 'none' : 'error'}
        validationMessage={fault}
      >
        <TagPicker
          inline
          positioning={BELOW}
          open={isOpen && text.trim() !== ''}
          onOpenChange={(_event, data) => setIsOpen(data.open)}
          selectedOptions={choice.map(valueOf)}
          onOptionSelect={(_event, { value }) => select(value)}
        >
          <TagPickerControl>
            <TagPickerGroup aria-label={t(withGroups ? 'pick.label' : 'pick.peopleLabel')}>
              {choice.map((picked) => (
                <Tag
                  key={valueOf(picked)}
                  value={valueOf(picked)}
                  shape={picked.kind === 'group' ? 'rounded' : 'circular'}
                  media={avatarOf(picked)}
                  dismissIcon={{ 'aria-label': t('pick.remove', { name: picked.displayName }) }}
                >
                  {picked.displayName}
                </Tag>
              ))}
            </TagPickerGroup>
            <TagPickerInput
              placeholder={choice.length === 0 ? t('pick.placeholder') : ''}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setIsOpen(true);
              }}
            />
          </TagPickerControl>
          <TagPickerList className={styles.list}>
            {offeredPeople.length === 0 ? null : (
              <TagPickerOptionGroup label={t('pick.people')}>
                {offeredPeople.map(option)}
              </TagPickerOptionGroup>
            )}
            {offeredGroups.length === 0 ? null : (
              <TagPickerOptionGroup label={t('pick.groups')}>
                {offeredGroups.map(option)}
              </TagPickerOptionGroup>
            )}
            {offers.length > 0 ? null : (
              <TagPickerOption value="nothing" text="" aria-disabled>
                {nothing}
              </TagPickerOption>
            )}
          </TagPickerList>
        </TagPicker>
      </Field>
      <ErrorNotice
        error={people.error ?? groups.error}
        onRetry={() => {
          void people.refetch();
          if (withGroups) void groups.refetch();
        }}
      />
    </>
  );
}
