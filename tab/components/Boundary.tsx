import { Component, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
  /** What is shown instead of a part that threw. */
  readonly instead: (error: unknown) => ReactNode;
}

/** Holds a part of the tab: where it throws, the rest stays. A class, since React catches errors in no other way. */
export class Boundary extends Component<
  Props,
  { readonly failed: { readonly error: unknown } | null }
> {
  override state: { readonly failed: { readonly error: unknown } | null } = { failed: null };

  static getDerivedStateFromError(error: unknown) {
    return { failed: { error } };
  }

  override render() {
    const { failed } = this.state;
    return failed === null ? this.props.children : this.props.instead(failed.error);
  }
}
