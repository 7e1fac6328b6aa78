import { UploadOutlined } from '@ant-design/icons';
import { App, Alert, Button, Card, Radio, Table, Upload } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { listBatches } from '@xinglin/shared/inventory/contract';
import { listRequests } from '@xinglin/shared/inventory/requests';
import {
  UPLOAD_MOST_BYTES,
  uploadFile,
  type UploadKind,
  type UploadReport,
} from '@xinglin/shared/inventory/upload';
import { useAct } from '../client/use-endpoint.ts';
import { ErrorBlock } from '../components/error-block.tsx';
import { Page } from '../components/page.tsx';

const HEADERS: Record<UploadKind, string> = {
  stock: 'store_code,drug_code,lot_no,expires,on_hand',
  offers: 'store_code,drug_code,price_fen,valid_from,valid_until',
};

type Chosen = { name: string; content: string };

/** A file of the store's own stock or prices: first what would change, then, on a second click, for good. */
export function UploadPage() {
  const { message } = App.useApp();
  const [kind, setKind] = useState<UploadKind>('stock');
  const [file, setFile] = useState<Chosen>();
  const [report, setReport] = useState<UploadReport>();
  const uploading = useAct(uploadFile, { changes: [listBatches, listRequests], onDone: setReport });
  const choose = async (chosen: File) => {
    setReport(undefined);
    uploading.reset();
    if (chosen.size > UPLOAD_MOST_BYTES) return void message.error('文件超过 2 MB，请分成几个文件');
    const next = { name: chosen.name.slice(-80), content: await base64Of(chosen) };
    setFile(next);
    uploading.mutate({ kind, ...next, dryRun: true });
  };
  const ready = file && report?.dryRun && report.faultCount === 0 && report.created + report.changed > 0;
  return (
    <Page
      title='导入'
      intro='上传 CSV（UTF-8 或表格软件另存的 GB18030，不超过 2 MB）。先看有什么不同，有一行不对就整个不收。价格确认后立即生效；库存的差异要另一位同事复核后才变。'
    >
      <Card size='small'>
        <Radio.Group
          value={kind}
          onChange={({ target }) => {
            setKind(target.value as UploadKind);
            setFile(undefined);
            setReport(undefined);
          }}
          options={[
            { value: 'stock', label: '库存' },
            { value: 'offers', label: '价格' },
          ]}
        />
        <p className='hint'>
          表头：<span className='code'>{HEADERS[kind]}</span>
        </p>
        <Upload
          accept='.csv,text/csv'
          showUploadList={false}
          beforeUpload={(chosen) => (void choose(chosen), false)}
        >
          <Button id='upload-choose' icon={<UploadOutlined aria-hidden />} loading={uploading.isPending}>
            {file ? `换一个文件（${file.name}）` : '选择文件'}
          </Button>
        </Upload>
      </Card>
      {uploading.isError && <ErrorBlock error={uploading.error} />}
      {report && <Outcome kind={kind} report={report} />}
      {ready && (
        <div className='form-end'>
          <Button
            id='upload-apply'
            type='primary'
            loading={uploading.isPending}
            onClick={() => uploading.mutate({ kind, ...file, dryRun: false })}
          >
            {kind === 'stock'
              ? `提交 ${report.created + report.changed} 条差异，等同事复核`
              : `确认写入 ${report.created + report.changed} 行`}
          </Button>
        </div>
      )}
    </Page>
  );
}

/** The bytes as they are: a spreadsheet's GB18030 must not be read as UTF-8 on the way. */
const base64Of = (file: File): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done((reader.result as string).split(',')[1] ?? '');
    reader.onerror = () => fail(new Error('这个文件读不出来'));
    reader.readAsDataURL(file);
  });

type Shown = { kind: UploadKind; report: UploadReport };

function Outcome({ kind, report }: Shown) {
  const { written, rows, created, changed, faultCount, faults, changes } = report;
  if (faultCount > 0)
    return (
      <Card size='small' title={`共 ${rows} 行，${faultCount} 处有错，整个文件没有收`}>
        <Table
          rowKey={({ line, column, reason }) => `${line}/${column}/${reason}`}
          size='small'
          pagination={{ pageSize: 10, hideOnSinglePage: true }}
          dataSource={faults}
          columns={[
            { title: '行', dataIndex: 'line', width: 70 },
            { title: '列', dataIndex: 'column', width: 140, className: 'code' },
            { title: '内容', dataIndex: 'value', width: 200 },
            { title: '问题', dataIndex: 'reason' },
          ]}
        />
      </Card>
    );
  return (
    <Card size='small'>
      <Alert
        showIcon
        type={written ? 'success' : 'info'}
        message={kind === 'stock' ? stockText(report) : pricesText(report)}
        action={written && kind === 'stock' && <Link to='/requests'>去看待复核</Link>}
      />
      {changes.length > 0 && (
        <Table
          rowKey='key'
          size='small'
          className='below'
          pagination={false}
          dataSource={changes}
          {...(created + changed > changes.length && { footer: () => `先列出前 ${changes.length} 行` })}
          columns={[
            { title: '门店 药品 批号', dataIndex: 'key', className: 'code' },
            { title: '变化', render: (_, change) => wordsOf(change) },
          ]}
        />
      )}
    </Card>
  );
}

const stockText = ({ written, created, changed, unchanged }: UploadReport) =>
  written
    ? `已提交 ${created + changed} 条差异，等另一位同事复核；${unchanged} 行与账面一致`
    : `${changed} 个批号与账面不同，${created} 个批号账面上没有，${unchanged} 行一致`;
const pricesText = ({ written, created, changed, unchanged }: UploadReport) =>
  `${written ? '已写入' : '写入后'}：新增 ${created} 行，改动 ${changed} 行，不变 ${unchanged} 行`;

const FIELDS: Record<string, string> = { onHand: '在库', expires: '有效期', priceFen: '价格（分）' };

const wordsOf = ({ kind, fields }: UploadReport['changes'][number]): string =>
  [
    ...(kind === 'created' ? ['新增'] : []),
    ...fields.map(({ field, from, to }) => `${FIELDS[field] ?? field} ${String(from)} → ${String(to)}`),
  ].join('，');
