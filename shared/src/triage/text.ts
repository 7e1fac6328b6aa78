import { simplified } from './traditional.ts';

/** A stretch of text between two stops. `compact` is `raw` without the words that only colour it. */
export type Clause = {
  raw: string;
  compact: string;
  /** Told of the dead, the family tree or the news: nobody's complaint today. */
  hearsay: boolean;
  /** Told of earlier years. */
  past: boolean;
};

/** One spelling for the same thing: width, case, traditional characters, degrees, quotes, blanks between Chinese words. */
export function normalise(text: string): string {
  const folded = simplified(text.normalize('NFKC').toLowerCase())
    .replace(/[°˚º]\s*c|℃|摄氏度|摄氏/g, '度')
    .replace(/[°˚º]\s*f|℉/g, 'f')
    .replace(/[“”‘’「」『』《》〈〉"'`*]/g, '')
    .replace(/[，]/g, ',')
    .replace(/\(\s*-\s*\)/g, '阴性')
    .replace(/\(\s*\+\s*\)/g, '阳性')
    .replace(/[()[\]【】]/g, ',')
    .replace(/([\d一二两三四五六七八九十])\s*[~～—–]+\s*(?=[\d一二两三四五六七八九十])/g, '$1-')
    .replace(/(^|[^\d])\.(?!\d)|\.(?=$|[^\d])/g, '$1。')
    .replace(
      /(体温|血压|心率|脉搏|呼吸|呼吸频率|血氧|氧饱和度|血糖|体重|年龄|性别|孕周|spo2|bp|hr|rr|血压值)\s*[:=为]\s*/g,
      '$1',
    )
    .replace(/(^|[^\u4e00-\u9fff])([男女])性?\s*[,、/\s]\s*(\d{1,2})(?=\s*(?:[,。;、/]|$))/g, '$1$2$3岁')
    .replace(/(^|[^\d.])(\d{1,2})\s*[,、/]\s*([男女])(?=性?\s*(?:[,。;、/]|$))/g, '$1$2岁$3')
    .replace(/[\u{1f000}-\u{1faff}\u2600-\u27bf]|\ufe0f|\u200d/gu, ' ')
    .replace(/([\u4e00-\u9fff])\1{2,}/g, '$1');
  return folded.replace(/([\u0080-\uffff])[ \t\u3000]+(?=[\u0080-\uffff])/g, '$1,').replace(/[ \t]+/g, '');
}

const FILLERS =
  /有一?点儿?|有些|一点点|非常|特别|超级|十分|相当|极其|极度|一直|老是|总是|经常|常常|时不时|不停[地的]?|不断[地的]?|连续|持续|反复|隐隐|隐约|微微|稍微|轻微|轻度|剧烈|严重|厉害|一阵阵|阵阵|一阵|一下子|突然|忽然|猛地|骤然|好像|似乎|感觉|觉得|感到|总感|开始|出现|伴有|伴随|并且|而且|同时|[很的地得挺蛮着超巨贼]|好(?=[痛疼痒酸胀晕难累困烫肿])|老(?=[咳想疼痛拉吐流打睡])|了(?!$)/g;

/** Without adverbs and particles, so that 「头真的好疼」 and 「头疼」 read alike. `了` stays where it says that something is over. */
export function compactOf(raw: string): string {
  const over = raw.replace(/(退|好|消|没|失|停|止|解|掉|完)了/g, '$1\ue000');
  return over.replace(FILLERS, '').replace(/\ue000/g, '了');
}

const STOPS = /([,。!?;:\n~…|]+|-{2,}|—+)/;
// Where a sentence turns without a stop. 「喘不过气」 does not turn.
const TURNS =
  /(?=但是|可是|不过(?![气来去敏])|只是|就是(?!说)|而是|然后|结果|现在|目前|后来|接着|我只|但(?![是凡愿])|此外|另外|只(?=有(?![\d一二两三四五六七八九十几半])|[会流咳拉疼痛头嗓鼻])|光(?=[是咳流疼]))/;
const HEARSAY =
  /去世|过世|病逝|死于|走得早|[癌病梗塞栓血竭](走|没|死)[了的]|家族史|遗传|家里有人|家族|听说|网上(说|看)|(电视|电影|小说|新闻|抖音|小红书|短视频|朋友圈)(上|里|中|说|讲|报|播|看到|刷到|推)|(看|刷|读)(了|到|过)(一?[个篇条]|些)?[^,]{0,10}(视频|文章|帖子|新闻|报道|科普)|做梦|梦见|(同事|同学|亲戚|邻居|朋友|别人|人家|有人|室友|大姐|大哥|大叔|[工棋牌球病舍]友|老乡|领导|客户|明星|闺蜜|家小孩)[^我,]{0,8}(得了|确诊|查出|检出|患|猝死|没了|走了|中招)|(同事|同学|亲戚|邻居|朋友|别人|人家|网友|月嫂|群里?|宝妈|闺蜜|[工棋牌球病室舍]友)[^,]{0,4}(说|讲|吓唬)[^,]*(会|能|要|是|可能|肯定|得了)/;
const PAST =
  /以前|曾经?(?!孙)|小时候|去年|前年|大前年|年轻时|[\d一二三四五六七八九十几]+年前|上次|上回|那次|早年|既往|从前|前几年|前两年/;
const STILL =
  /至今|到现在|一直|现在|又|再次|复发|仍|最近|还是|反复|开始|以来|起(?=$|[,就])|这次|跟.{1,8}一样/;

export function clausesOf(text: string): Clause[] {
  return joined(piecesOf(normalise(text))).map((raw) => ({
    raw,
    compact: compactOf(raw),
    hearsay: HEARSAY.test(raw),
    past: PAST.test(raw) && !STILL.test(raw),
  }));
}

type Piece = { text: string; stop: string };

function piecesOf(text: string): Piece[] {
  const parts = text.split(STOPS);
  const pieces: Piece[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const turned = parts[at]!.split(TURNS).filter((part) => part.length > 0);
    for (const [index, part] of turned.entries())
      pieces.push({ text: part, stop: index < turned.length - 1 ? '' : (parts[at + 1] ?? '') });
  }
  return pieces;
}

// A bare finding in a row of denied ones tells no time, no number and no turn.
const BARE = /^[^有伴现查示但因起来天周月年日时\d已仍却]{1,7}$/;

/** 「没有 发烧」 typed with a blank is one clause, and so is 「否认发热,咳嗽,胸痛」 of a doctor's note. */
function joined(pieces: readonly Piece[]): string[] {
  const result: string[] = [];
  let listing = false;
  let stop = '';
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last !== undefined && /(没有|没|无|否认|不)$/.test(last) && !/有没|是不$/.test(last))
      result[result.length - 1] = last + piece.text;
    else if (last !== undefined && listing && /^,+$/.test(stop) && BARE.test(piece.text))
      result[result.length - 1] = `${last}、${piece.text}`;
    else result.push(piece.text);
    listing = /^(患者|家属|自述|均)?否认/.test(result.at(-1)!);
    stop = piece.stop;
  }
  return result;
}
