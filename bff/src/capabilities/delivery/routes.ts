import * as contract from '@xinglin/shared/delivery/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  desk: Handler<typeof contract.getRiderDesk>;
  setOnline: Handler<typeof contract.setRiderOnline>;
  accept: Handler<typeof contract.acceptDelivery>;
  arrive: Handler<typeof contract.arriveAtStore>;
  pickUp: Handler<typeof contract.pickUpParcel>;
  deliver: Handler<typeof contract.deliverParcel>;
  refuse: Handler<typeof contract.refuseAtDoor>;
  giveBack: Handler<typeof contract.giveBackDelivery>;
  reportPosition: Handler<typeof contract.reportPosition>;
  track: Handler<typeof contract.getTracking>;
};

export const deliveryRoutes = (use: UseCases): Route[] => [
  route(contract.getRiderDesk, use.desk),
  route(contract.setRiderOnline, use.setOnline),
  route(contract.acceptDelivery, use.accept),
  route(contract.arriveAtStore, use.arrive),
  route(contract.pickUpParcel, use.pickUp),
  route(contract.deliverParcel, use.deliver),
  route(contract.refuseAtDoor, use.refuse),
  route(contract.giveBackDelivery, use.giveBack),
  route(contract.reportPosition, use.reportPosition),
  route(contract.getTracking, use.track),
];
