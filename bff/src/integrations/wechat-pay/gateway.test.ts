import { describe, vi } from 'vitest';
import { keepsTheGatewayContract } from '../alipay/testing.ts';
import { paymentWorld } from './testing.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });
const world = await paymentWorld();
describe('WeChat Pay', () => keepsTheGatewayContract(world));
