import type { ImportReport } from '../kernel/import/importer.ts';

/** The report of an import as an operator reads it. */
export function reportText(report: ImportReport): string {
  return report.faultCount > 0 ? refusalText(report) : resultText(report);
}

function refusalText({ title, rows, faultCount, faults }: ImportReport): string {
  const lines = faults.map(({ line, column, value, reason }) => {
    const place = [line > 0 ? `第 ${line} 行` : '整个文件', column && `「${column}」列`].filter(Boolean);
    return `  ${place.join('，')}：${reason}${value ? `（写的是：${oneLine(value)}）` : ''}`;
  });
  const more = faultCount - faults.length;
  return [
    `${title}没有导入：读了 ${rows} 行，有 ${faultCount} 处错误，数据库没有任何改动。`,
    ...lines,
    ...(more > 0 ? [`  ……另有 ${more} 处，改好上面的再试。`] : []),
  ].join('\n');
}

function resultText(report: ImportReport): string {
  const { title, rows, created, changed, unchanged, dryRun, changes, encoding } = report;
  const counts = `新增 ${created}，修改 ${changed}，不变 ${unchanged}`;
  const more = created + changed - changes.length;
  return [
    dryRun
      ? `${title}试运行：读了 ${rows} 行（${encoding.toUpperCase()}），将会${counts}。数据库没有改动。`
      : `${title}已导入：读了 ${rows} 行（${encoding.toUpperCase()}），${counts}。`,
    ...changes.flatMap(({ kind, key, fields }) => [
      `  ${kind === 'created' ? '新增' : '修改'} ${key}`,
      ...fields.map(({ field, from, to }) => `      ${field}：${shown(from)} → ${shown(to)}`),
    ]),
    ...(more > 0 ? [`  ……另有 ${more} 处改动没有列出。`] : []),
  ].join('\n');
}

const shown = (value: unknown): string =>
  value === null || value === undefined || value === ''
    ? '空'
    : oneLine(typeof value === 'string' ? value : JSON.stringify(value));

const oneLine = (text: string): string => {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > 60 ? `${flat.slice(0, 60)}…` : flat;
};
