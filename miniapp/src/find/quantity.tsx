import { Button, Stepper, toast } from '../ui/index.ts';
import { setQuantity, useBasket } from './basket.ts';
import { MOST_LINES, type BasketItem } from './basket-rules.ts';

type Props = { drug: Omit<BasketItem, 'quantity'>; id?: string };

/** How many of a drug are on the shopping list: a button for the first, a stepper from then on. */
export function Quantity({ drug, id }: Props) {
  const quantity = useBasket(
    ({ items }) => items.find(({ drugId }) => drugId === drug.drugId)?.quantity ?? 0,
  );
  const set = (wanted: number) => {
    if (!setQuantity(drug, wanted)) toast(`清单最多放 ${MOST_LINES} 种药，请先买好这些`);
  };
  if (quantity === 0)
    return (
      <Button id={id} small kind='plain' label={`把${drug.name}加入清单`} onTap={() => set(1)}>
        加入清单
      </Button>
    );
  return <Stepper value={quantity} min={0} max={drug.most} label={drug.name} onChange={set} />;
}
