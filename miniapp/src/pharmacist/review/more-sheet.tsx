import { PauseReason, pauseReasonText } from '@xinglin/shared/prescription/review-contract';
import { Row, Rows, SectionTitle, Sheet } from '../../ui/index.ts';

type Props = {
  onChanges: () => unknown;
  onPause: (reason: PauseReason) => unknown;
  onRelease: () => unknown;
  onClose: () => void;
};

/** What is needed less often than yes and no. */
export function MoreSheet({ onChanges, onPause, onRelease, onClose }: Props) {
  return (
    <Sheet open onClose={onClose} title='其他处理'>
      <Rows>
        <Row
          id='request-changes'
          icon='edit'
          title='请医生修改'
          note='写明改什么，患者会收到；药师不能自行改药'
          onTap={onChanges}
        />
        <Row id='release' icon='back' title='放回队列' note='回到原来的排队位置' onTap={onRelease} />
      </Rows>
      <SectionTitle note='保留 30 分钟，之后其他药师可以接手'>暂停审核</SectionTitle>
      <Rows>
        {PauseReason.options.map((reason) => (
          <Row
            key={reason}
            id={`pause-${reason}`}
            icon='clock'
            title={pauseReasonText[reason]}
            onTap={() => onPause(reason)}
          />
        ))}
      </Rows>
    </Sheet>
  );
}
