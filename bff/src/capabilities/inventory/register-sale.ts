import { inventoryProblem, type Buyer } from '@xinglin/shared/inventory/contract';
import type { listRegisteredSales as listContract } from '@xinglin/shared/inventory/register';
import { DAY_MS, plus, shanghaiDate, toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { counterRulesOn, readCounterRules } from './counter-rules.ts';
import { ownStore } from './policy.ts';
import type { Deps, DrugFacts } from './ports.ts';
import { presentRegister } from './present.ts';
import { registerStore } from './register-store.ts';
import type { BatchRow } from './store.ts';

const rules = readCounterRules();

/** Whether the law wants the buyer of such a drug on record. */
export const isRegistered = (drug: Pick<DrugFacts, 'prohibitedRule'> | undefined, now: Date): boolean =>
  ruleFor(drug, now) !== undefined;

const ruleFor = (drug: Pick<DrugFacts, 'prohibitedRule'> | undefined, now: Date) =>
  counterRulesOn(rules, shanghaiDate(now)).rules.find(
    ({ prohibitedRuleId }) => prohibitedRuleId === drug?.prohibitedRule,
  );

type Sale = { id: string; batch: BatchRow; drug: DrugFacts; quantity: number; buyer: Buyer | undefined };

/** Identity shown and recorded, few packs a sale, few packs a person over a period (国食药监办〔2012〕260号). */
export async function registerSale(
  deps: Pick<Deps, 'now' | 'crypto'>,
  tx: Tx,
  { id, batch, drug, quantity, buyer }: Sale,
  actor: Actor,
): Promise<void> {
  const rule = ruleFor(drug, deps.now());
  if (!rule) return;
  if (!buyer) throw inventoryProblem('BUYER_NEEDED');
  const { packsPerSale, packsPerPeriod, periodDays, prohibitedRuleId: ruleId } = rule;
  if (quantity > packsPerSale) throw inventoryProblem('TOO_MANY_PACKS', { packsPerSale });
  const at = toInstant(deps.now());
  const buyerIndex = deps.crypto.blindIndex(buyer.idNumber);
  const store = registerStore(tx);
  await store.lockBuyer(buyerIndex, at);
  const before = await store.packsSince(buyerIndex, ruleId, plus(at, -periodDays * DAY_MS));
  if (before + quantity > packsPerPeriod)
    throw inventoryProblem('TOO_MANY_PACKS_IN_PERIOD', { before, packsPerPeriod, periodDays });
  const sealed = (column: string, value: string) =>
    deps.crypto.encrypt(value, { table: 'registered_sale', column, row: id });
  const { id: batchId, storeId, drugId, lotNo } = batch;
  await store.insert({
    id,
    ...{ storeId, ruleId, drugId, batchId, lotNo, buyerIndex, at },
    strength: drug.strength,
    maker: buyer.maker,
    packs: quantity,
    buyerName: sealed('buyerName', buyer.name),
    idNumber: sealed('idNumber', buyer.idNumber),
    actorId: actor.id,
  });
  await audit(tx, actor, 'inventory.registered_sale', id, { ruleId, packs: quantity });
}

/** The register of the caller's store, with the rule in force; reading it is itself on record. */
export function listRegister(deps: Deps): Handler<typeof listContract> {
  return async (actor, { page, pageSize }) => {
    const storeId = ownStore(actor);
    const [rows, total] = await registerStore(deps.db.read).list(storeId, (page - 1) * pageSize, pageSize);
    await deps.db.write((tx) => audit(tx, actor, 'inventory.register_read', storeId, { page, pageSize }));
    const inForce = counterRulesOn(rules, shanghaiDate(deps.now()));
    const { packsPerSale, packsPerPeriod, periodDays } = inForce.rules[0]!;
    const rule = { packsPerSale, packsPerPeriod, periodDays, source: inForce.source };
    return { items: await presentRegister(deps, rows), total, rule };
  };
}
