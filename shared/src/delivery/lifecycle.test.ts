import { expect, test } from 'vitest';
import { Role } from '../kernel/endpoint.ts';
import { next, type Mover } from '../kernel/lifecycle.ts';
import { DeliveryStatus } from './contract.ts';
import { deliveryLifecycle } from './lifecycle.ts';

const EVERYBODY: Mover[] = [...Role.options, 'system'];
const EVENTS = [
  ...['accept', 'arrive', 'pick_up', 'give_back', 'deliver', 'refuse'],
  ...['cancel', 'call_back', 'return', 'offer_again'],
];
/** From, event, to, by whom; what is not here does not happen. */
const MOVES = [
  'offered accept accepted rider',
  'offered cancel cancelled system',
  'accepted arrive at_store rider',
  'accepted give_back offered rider',
  'accepted cancel cancelled system',
  'at_store pick_up picked_up rider',
  'at_store give_back offered rider',
  'at_store cancel cancelled system',
  'picked_up deliver delivered rider',
  'picked_up refuse returning rider',
  'picked_up call_back returning system',
  'returning return returned system',
  'cancelled offer_again offered system',
];

test('a delivery moves as its table says, by whom its table says, and in no other way', () => {
  const moves = DeliveryStatus.options.flatMap((state) =>
    EVENTS.flatMap((event) =>
      EVERYBODY.flatMap((who) => {
        try {
          return [`${state} ${event} ${next(deliveryLifecycle, state, event as never, who)} ${who}`];
        } catch {
          return [];
        }
      }),
    ),
  );
  expect(moves.sort()).toEqual([...MOVES].sort());
});
