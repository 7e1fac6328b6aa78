import { destinationOf, type Destination } from '../../open/destination.ts';

/** Where the tap on a message leads: its path is the public door, `/open/index?to=order&id=…`; null when it leads nowhere known. */
export function whereTo(path: string): Destination | null {
  const [door, query = ''] = path.replace(/^\//, '').split('?');
  if (door !== 'open/index') return null;
  const params: Record<string, string> = {};
  for (const pair of query.split('&').filter(Boolean)) {
    const [name, value = ''] = pair.split('=');
    params[name!] = decodeURIComponent(value);
  }
  return params['to'] ? destinationOf(params) : null;
}

/** The message is about this order. */
export function isAboutOrder(path: string, orderId: string): boolean {
  return whereTo(path)?.query['orderId'] === orderId;
}
