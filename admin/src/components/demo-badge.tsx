import { Tooltip } from 'antd';
import { useSettings } from '../client/settings.ts';
import { ToneTag } from './tone-tag.tsx';

/** Says that outside systems are simulated here, and which. */
export function DemoBadge() {
  const simulated = useSettings()?.simulated ?? [];
  if (simulated.length === 0) return null;
  return (
    <Tooltip title={`模拟的外部系统：${simulated.join('、')}`}>
      <span>
        <ToneTag tone='waiting'>演示环境</ToneTag>
      </span>
    </Tooltip>
  );
}
