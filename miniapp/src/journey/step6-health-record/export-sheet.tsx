import { View } from '@tarojs/components';
import { exportHealthRecord } from '@xinglin/shared/health-record/contract';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { useRead } from '../../client/use-endpoint.ts';
import { copyText } from '../../device/clipboard.ts';
import { Button, Notice, QueryView, Sheet, toast } from '../../ui/index.ts';
import { saveFile, saveWord } from './save-file.ts';

/** The whole record as a file. It is read first and handed on by a tap of its own, which is what WeChat wants. */
export function ExportSheet({ onClose }: { onClose: () => void }) {
  const bundle = useRead(exportHealthRecord, {});
  const text = () => JSON.stringify(bundle.data, null, 2);
  const save = async () => {
    const how = await saveFile(`health-record-${shanghaiDate(Date.now())}.json`, text());
    toast(how === 'saved' ? '已导出' : '已复制，可以粘贴保存');
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title='导出健康档案'
      footer={
        bundle.data && (
          <>
            <Button id='copy-export' kind='plain' block onTap={() => copyText(text())}>
              复制内容
            </Button>
            <Button id='save-export' block onTap={save}>
              {saveWord}
            </Button>
          </>
        )
      }
    >
      <QueryView query={bundle}>
        {({ entry }) => (
          <>
            <View>
              共 {entry.length} 条，包括隐藏的记录。格式为 FHIR R4（JSON），医院和其他健康应用可以读取。
            </View>
            <Notice>文件里是您的健康信息，没有加密，请只保存或发给您信任的人。</Notice>
          </>
        )}
      </QueryView>
    </Sheet>
  );
}
