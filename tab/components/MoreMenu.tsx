import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';

const useStyles = makeStyles({
  // It stands in a cell of a table: above the buttons of the rows below, and not aligned as the cell is.
  popover: { maxWidth: 'min(320px, calc(100vw - 32px))', zIndex: 1, textAlign: 'start' },
  reason: { whiteSpace: 'normal', color: tokens.colorNeutralForeground2 },
});

/** One thing that can be done; with a reason, one that cannot. */
export interface MenuAct {
  readonly key: string;
  readonly act: string;
  readonly icon?: ReactElement;
  readonly onAct: () => void;
  /** Why it cannot be done; it is shown below the act. */
  readonly reason?: string | null;
}

/** What can be done with one thing in a list. Named after the thing, so that each menu is another one to hear. */
export function MoreMenu(props: { readonly label: string; readonly acts: readonly MenuAct[] }) {
  const styles = useStyles();
  return (
    <Menu positioning="below-end" inline>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={props.label} />
      </MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList>
          {props.acts.map(({ key, act, icon, onAct, reason = null }) => (
            <MenuItem
              key={key}
              disabled={reason !== null}
              onClick={onAct}
              {...(icon === undefined ? {} : { icon })}
              {...(reason === null
                ? {}
                : { subText: { children: reason, className: styles.reason } })}
            >
              {act}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
