import { Redis } from 'ioredis';
import { MOST, NOON, RADIUS_M, TODAY, type Answer, type City, type Question } from './nearby-city.ts';

const COMMANDS_AT_ONCE = 2_000;
/** So many hashes are read in one round trip; most questions are answered by the first. */
const LOOK_AT = 64;

/** GEOSEARCH for who is near, nearest first, then HMGET of hours and stock until enough are found. */
export async function redisOf(url: string, { stores }: City) {
  const redis = new Redis(url);
  await redis.flushall();
  for (let from = 0; from < stores.length; from += COMMANDS_AT_ONCE) {
    const batch = redis.pipeline();
    stores.slice(from, from + COMMANDS_AT_ONCE).forEach(({ point, opens, closes, licenceDay, stock }, i) => {
      const id = String(from + i);
      batch.geoadd('stores', point.lng, point.lat, id);
      const fields = [...stock].flatMap(([drug, available]) => [String(drug), available]);
      batch.hset(`s:${id}`, 'o', opens, 'c', closes, 'l', licenceDay, ...fields);
    });
    await batch.exec();
  }
  return {
    ask: async ({ point, wanted }: Question): Promise<Answer> => {
      const near = (await redis.geosearch(
        'stores',
        'FROMLONLAT',
        point.lng,
        point.lat,
        'BYRADIUS',
        RADIUS_M,
        'm',
        'ASC',
        'WITHDIST',
      )) as [id: string, metres: string][];
      const answer: Answer = [];
      for (let from = 0; from < near.length && answer.length < MOST; from += LOOK_AT) {
        const looked = near.slice(from, from + LOOK_AT);
        const batch = redis.pipeline();
        for (const [id] of looked)
          batch.hmget(`s:${id}`, 'o', 'c', 'l', ...wanted.map(({ drug }) => String(drug)));
        const results = (await batch.exec()) ?? [];
        looked.forEach(([id, metres], i) => {
          const [opens, closes, licenceDay, ...held] = (results[i]![1] as (string | null)[]).map(Number);
          const serves = opens! <= NOON && NOON < closes! && licenceDay! >= TODAY;
          if (serves && wanted.every(({ quantity }, item) => held[item]! >= quantity) && answer.length < MOST)
            answer.push({ store: Number(id), distanceM: Number(metres) });
        });
      }
      return answer;
    },
    close: () => redis.disconnect(),
  };
}
