import { Form, Modal, type FormInstance } from 'antd';
import type { ReactNode } from 'react';
import { ErrorBlock } from './error-block.tsx';

type Props<F> = {
  title: string;
  okText: string;
  okId: string;
  cancelText?: string;
  danger?: boolean;
  width?: number;
  /** The act behind it: whether it runs, and what it was refused for. */
  act: { isPending: boolean; isError: boolean; error: Error | null };
  /** Given when what stands beside the fields follows them. */
  form?: FormInstance<F>;
  start?: Partial<F>;
  /** What one should know before filling it in. */
  above?: ReactNode;
  below?: ReactNode;
  onChange?: () => void;
  onSend: (values: F) => void;
  onClose: () => void;
  children: ReactNode;
};

/** A question in front of the page: fields, one button that does it, and under them why it was refused. */
export function FormModal<F extends object>(props: Props<F>) {
  const { title, okText, okId, cancelText = '取消', danger, width = 520, act, start, above, below } = props;
  const [own] = Form.useForm<F>(props.form);
  return (
    <Modal
      open
      width={width}
      // A long form must leave its button, and why it was refused, on a small screen.
      style={{ top: 40 }}
      title={title}
      okText={okText}
      okButtonProps={{ id: okId, loading: act.isPending, danger: danger ?? false }}
      cancelText={cancelText}
      onOk={() => own.submit()}
      onCancel={props.onClose}
    >
      {above}
      <Form<F>
        form={own}
        layout='vertical'
        requiredMark={false}
        {...(start ? { initialValues: start } : {})}
        {...(props.onChange ? { onValuesChange: props.onChange } : {})}
        onFinish={props.onSend}
      >
        {props.children}
      </Form>
      {below}
      {act.isError && <ErrorBlock error={act.error} />}
    </Modal>
  );
}
