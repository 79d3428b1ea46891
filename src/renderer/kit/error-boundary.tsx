import { Component, type ReactNode } from 'react';
import { FailureNotice } from './failure-notice.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/** Shows a mistake of the page as one of ours instead of a blank window; "Try again" draws it again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override readonly state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <main className="window-wait center">
        <h1 className="sr-only">Valet Key</h1>
        <FailureNotice
          failure={{ code: 'VK_INTERNAL', fields: { where: 'window' } }}
          actions={{ retry: () => this.setState({ hasFailed: false }) }}
        />
      </main>
    );
  }
}
