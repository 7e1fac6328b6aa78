import { useEffect } from 'react';
import { getPrescription } from '@xinglin/shared/prescription/contract';
import { useRead } from '../client/use-endpoint.ts';
import { takePrescription, useBasket } from './basket.ts';

/**
 * For pages opened from a prescription: puts what it covers on the shopping list once it is known to be approved. Gives a
 * sentence when it can't be used.
 */
export function usePrescriptionBasket(prescriptionId: string | undefined): {
  waiting: boolean;
  refused: string | null;
} {
  const held = useBasket((basket) => basket.prescriptionId);
  const read = useRead(
    getPrescription,
    { id: prescriptionId ?? '' },
    { enabled: prescriptionId !== undefined && held !== prescriptionId },
  );
  const prescription = read.data;
  const covers =
    prescription?.status === 'approved' && (prescription.items ?? []).some(({ packs }) => packs > 0);

  useEffect(() => {
    if (covers && prescription) takePrescription(prescription);
    // Taken once: what the person takes off the list afterwards stays off.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [covers, prescription?.id]);

  if (prescriptionId === undefined || held === prescriptionId || !prescription)
    return { waiting: prescriptionId !== undefined && read.isLoading, refused: null };
  if (covers) return { waiting: false, refused: null };
  const reason = prescription.status === 'approved' ? '处方上的药我们暂时没有' : '这张处方现在不能用来购药';
  return { waiting: false, refused: reason };
}
