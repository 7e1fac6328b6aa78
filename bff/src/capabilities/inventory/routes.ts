import * as contract from '@xinglin/shared/inventory/contract';
import * as receiving from '@xinglin/shared/inventory/receiving';
import * as requests from '@xinglin/shared/inventory/requests';
import * as counting from '@xinglin/shared/inventory/counting';
import * as transfer from '@xinglin/shared/inventory/transfer';
import * as register from '@xinglin/shared/inventory/register';
import * as upload from '@xinglin/shared/inventory/upload';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  listBatches: Handler<typeof contract.listBatches>;
  listMovements: Handler<typeof contract.listMovements>;
  listTraceCodes: Handler<typeof contract.listTraceCodes>;
  sellAtCounter: Handler<typeof contract.sellAtCounter>;
  receiveGoods: Handler<typeof receiving.receiveGoods>;
  listReceipts: Handler<typeof receiving.listReceipts>;
  requestAdjustment: Handler<typeof requests.requestAdjustment>;
  quarantineStock: Handler<typeof requests.quarantineStock>;
  requestQuarantineEnd: Handler<typeof requests.requestQuarantineEnd>;
  decideRequest: Handler<typeof requests.decideRequest>;
  listRequests: Handler<typeof requests.listRequests>;
  listQuarantined: Handler<typeof requests.listQuarantined>;
  startCount: Handler<typeof counting.startCount>;
  getCount: Handler<typeof counting.getCount>;
  closeCount: Handler<typeof counting.closeCount>;
  listCounts: Handler<typeof counting.listCounts>;
  shipTransfer: Handler<typeof transfer.shipTransfer>;
  receiveTransfer: Handler<typeof transfer.receiveTransfer>;
  reportTransferLost: Handler<typeof transfer.reportTransferLost>;
  listTransfers: Handler<typeof transfer.listTransfers>;
  listTransferStores: Handler<typeof transfer.listTransferStores>;
  listRegisteredSales: Handler<typeof register.listRegisteredSales>;
  uploadFile: Handler<typeof upload.uploadFile>;
};

export const inventoryRoutes = (use: UseCases): Route[] => [
  route(contract.listBatches, use.listBatches),
  route(contract.listMovements, use.listMovements),
  route(contract.listTraceCodes, use.listTraceCodes),
  route(contract.sellAtCounter, use.sellAtCounter),
  route(receiving.receiveGoods, use.receiveGoods),
  route(receiving.listReceipts, use.listReceipts),
  route(requests.requestAdjustment, use.requestAdjustment),
  route(requests.quarantineStock, use.quarantineStock),
  route(requests.requestQuarantineEnd, use.requestQuarantineEnd),
  route(requests.decideRequest, use.decideRequest),
  route(requests.listRequests, use.listRequests),
  route(requests.listQuarantined, use.listQuarantined),
  route(counting.startCount, use.startCount),
  route(counting.getCount, use.getCount),
  route(counting.closeCount, use.closeCount),
  route(counting.listCounts, use.listCounts),
  route(transfer.shipTransfer, use.shipTransfer),
  route(transfer.receiveTransfer, use.receiveTransfer),
  route(transfer.reportTransferLost, use.reportTransferLost),
  route(transfer.listTransfers, use.listTransfers),
  route(transfer.listTransferStores, use.listTransferStores),
  route(register.listRegisteredSales, use.listRegisteredSales),
  route(upload.uploadFile, use.uploadFile),
];
