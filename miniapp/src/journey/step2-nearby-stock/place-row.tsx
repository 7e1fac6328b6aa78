import { go } from '../../client/navigate.ts';
import { usePlace } from '../../find/place.ts';
import { Row, Rows } from '../../ui/index.ts';

/** Where stock and prices are looked up for, and the way to change it. */
export function PlaceRow() {
  const place = usePlace((state) => state.place);
  if (!place) return null;
  return (
    <Rows>
      <Row
        id='change-place'
        icon='location'
        title={place.name}
        note={place.address || (place.source === 'device' ? '来自您的定位' : '您选的位置')}
        value='更换'
        onTap={() => go('/journey/step2-nearby-stock/place/index')}
      />
    </Rows>
  );
}
