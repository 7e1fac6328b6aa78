import { boundingBox } from '@xinglin/shared/kernel/geo';
import { createPool } from 'mysql2/promise';
import { MOST, NOON, RADIUS_M, TODAY, type Answer, type City, type Question } from './nearby-city.ts';

const ROWS_AT_ONCE = 5_000;
const EARTH_RADIUS_M = 6_371_008.8;

/** Plain SQL: the spatial index narrows to the box, each wanted item is joined by the key of stock. */
const JOIN = 'JOIN stock k? ON k?.store_id = s.id AND k?.drug_id = :d AND k?.available >= :q';
function questionSql(items: number): string {
  const joins = Array.from({ length: items }, (_, i) =>
    JOIN.replaceAll('?', String(i)).replace(':d', '?').replace(':q', '?'),
  );
  return [
    'SELECT s.id, ST_Distance_Sphere(s.pt, POINT(?, ?), ?) AS d FROM store s',
    ...joins,
    'WHERE MBRContains(ST_GeomFromText(?), s.pt) AND s.opens <= ? AND s.closes > ? AND s.licence_day >= ?',
    `HAVING d <= ? ORDER BY d LIMIT ${MOST}`,
  ].join(' ');
}

/** A server with the city loaded; `ask` may be called many times at once. */
export async function mariadbOf(url: string, { stores }: City) {
  const pool = createPool({ uri: url, connectionLimit: 8 });
  await pool.query('CREATE DATABASE IF NOT EXISTS nearby');
  await pool.query('DROP TABLE IF EXISTS nearby.store, nearby.stock');
  await pool.end();
  const city = createPool({ uri: new URL('/nearby', url).href, connectionLimit: 8 });
  await city.query(
    'CREATE TABLE store (id INT PRIMARY KEY, pt POINT NOT NULL, opens INT, closes INT, licence_day INT, SPATIAL INDEX (pt))',
  );
  await city.query(
    'CREATE TABLE stock (store_id INT, drug_id INT, available INT, PRIMARY KEY (store_id, drug_id), INDEX (drug_id, store_id, available))',
  );
  for (let from = 0; from < stores.length; from += ROWS_AT_ONCE) {
    const rows = stores.slice(from, from + ROWS_AT_ONCE);
    const values = rows.map(() => '(?, POINT(?, ?), ?, ?, ?)').join(',');
    await city.query(
      'INSERT INTO store VALUES '.concat(values),
      rows.flatMap(({ point, opens, closes, licenceDay }, i) => [
        from + i,
        point.lng,
        point.lat,
        opens,
        closes,
        licenceDay,
      ]),
    );
  }
  let rows: number[][] = [];
  const flush = async () => {
    if (rows.length > 0) await city.query('INSERT INTO stock VALUES ?', [rows]);
    rows = [];
  };
  for (const [store, { stock }] of stores.entries()) {
    for (const [drug, available] of stock) rows.push([store, drug, available]);
    if (rows.length >= ROWS_AT_ONCE) await flush();
  }
  await flush();
  await city.query('ANALYZE TABLE store, stock');
  return {
    ask: async ({ point, wanted }: Question): Promise<Answer> => {
      const { west, east, south, north } = boundingBox(point, RADIUS_M);
      const box = `POLYGON((${west} ${south},${east} ${south},${east} ${north},${west} ${north},${west} ${south}))`;
      const [found] = await city.execute(questionSql(wanted.length), [
        ...[point.lng, point.lat, EARTH_RADIUS_M],
        ...wanted.flatMap(({ drug, quantity }) => [drug, quantity]),
        ...[box, NOON, NOON, TODAY, RADIUS_M],
      ]);
      return (found as { id: number; d: number }[]).map(({ id, d }) => ({ store: id, distanceM: d }));
    },
    close: () => city.end(),
  };
}
