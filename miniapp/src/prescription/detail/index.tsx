import { useRouter } from '@tarojs/taro';
import { PrescriptionPage } from './prescription-page.tsx';

/** One prescription of mine. */
export default function PrescriptionDetailPage() {
  const { id = '' } = useRouter<{ id: string }>().params;
  return <PrescriptionPage id={id} />;
}
