import { makeStyles } from '@fluentui/react-components';

const useStyles = makeStyles({
  unseen: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    margin: '-1px',
    padding: 0,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** What happens, told to those who listen; those who look see it elsewhere on the page. */
export function Spoken(props: { readonly children: string }) {
  const styles = useStyles();
  return (
    <div role="status" className={styles.unseen}>
      {props.children}
    </div>
  );
}
