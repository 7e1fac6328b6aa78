import { go } from '../client/navigate.ts';
import { Row, Rows, Sheet } from '../ui/index.ts';
import { Pace } from './pace.tsx';

type Props = {
  /** The one its doctor was asked to change. */
  replaces?: string | undefined;
  onClose: () => void;
  onTraceCode: () => void;
};

/** The three ways to hand in a prescription. */
export function WaysSheet({ replaces, onClose, onTraceCode }: Props) {
  const leave =
    (path: string, params: Record<string, string> = {}) =>
    () => {
      onClose();
      return go(path, params);
    };
  return (
    <Sheet open onClose={onClose} title='提交处方'>
      <Rows>
        <Row
          id='way-trace-code'
          icon='prescription'
          title='填写电子处方编号'
          note='医院开的电子处方，编号以 RX 开头，核验最快'
          onTap={onTraceCode}
        />
        <Row
          id='way-photo'
          icon='camera'
          title='拍照上传纸质处方'
          note='最多 9 张，由药师看图录入'
          onTap={leave('/prescription/photo/index', replaces ? { replaces } : {})}
        />
        <Row
          id='way-consult'
          icon='stethoscope'
          title='没有处方，找医生复诊'
          note='只限医生以前诊断过的病，由互联网医院的医生开具'
          onTap={leave('/prescription/consult/index')}
        />
      </Rows>
      <Pace />
    </Sheet>
  );
}
