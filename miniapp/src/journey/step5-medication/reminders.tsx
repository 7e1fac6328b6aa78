import { Button, Notice, Row, Rows, toast } from '../../ui/index.ts';
import { useReminders } from './use-reminders.ts';

/** How reminders reach the person on this platform, and how to get more of them. */
export function Reminders() {
  const { canRemind, left, ask } = useReminders();
  if (!canRemind)
    return (
      <Notice tone='info'>
        浏览器收不到微信提醒。到时间请打开这一页，该服的药会排在最前面；在微信小程序里可以开启提醒。
      </Notice>
    );
  const more = async () => {
    toast((await ask()) ? '已增加提醒次数' : '没有开启，到时间请打开这一页查看');
  };
  return (
    <Rows>
      <Row
        icon='bell'
        title={left === null ? '微信提醒' : `微信提醒还剩 ${left} 次`}
        note='微信规定每同意一次，只能提醒一次'
        value={
          <Button id='more-reminders' kind='plain' small onTap={more}>
            {left === 0 ? '开启提醒' : '再加一次'}
          </Button>
        }
      />
    </Rows>
  );
}
