import { ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';

/** Reads a list again; a real button, so that the keyboard reaches it. */
export function RefreshButton({ busy, onClick }: { busy: boolean; onClick: () => unknown }) {
  return (
    <Button icon={<ReloadOutlined aria-hidden spin={busy} />} onClick={() => void onClick()}>
      刷新
    </Button>
  );
}
