import { Button, Result } from 'antd';
import { Component, type ReactNode } from 'react';

/** Keeps the frame standing when a page breaks, and offers to load it anew. */
export class CrashGuard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Result
        status='error'
        title='页面出错了'
        subTitle='请重新加载；如果还是这样，请联系技术支持。'
        extra={<Button onClick={() => location.reload()}>重新加载</Button>}
      />
    );
  }
}
