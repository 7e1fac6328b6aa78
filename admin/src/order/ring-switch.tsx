import { BellOutlined, SoundOutlined } from '@ant-design/icons';
import { Switch } from 'antd';
import { useState } from 'react';
import { isMuted, ring, setMuted } from './ring.ts';

/** Turns the ring for new parcels on (and lets it be heard) or off, remembered on this machine. */
export function RingSwitch() {
  const [on, setOn] = useState(!isMuted());
  return (
    <label className='inline-field' htmlFor='ring'>
      <BellOutlined aria-hidden />
      <span>新包裹提示音</span>
      <Switch
        id='ring'
        checked={on}
        checkedChildren={<SoundOutlined />}
        onChange={(wanted) => {
          setOn(wanted);
          setMuted(!wanted);
          ring();
        }}
      />
    </label>
  );
}
