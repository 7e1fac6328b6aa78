import { compactOf } from '@xinglin/shared/triage/text';

// Words that carry the sentence and no complaint.
const COMMON =
  /医生|大夫|您好|你好|请问|谢谢|求助|帮忙|怎么办|怎么回事|怎么了|咋办|咋回事|什么原因|是什么|什么|为什么|怎么|吃什么药|用什么药|要不要|需要|可以|能不能|应该|去医院|医院|急诊|看医生|看病|检查|挂号|吃药|治疗|情况|问题|症状|身体|自己|本人|我们|他们|她们|宝宝|宝贝|孩子|小孩|婴儿|新生儿|儿子|女儿|闺女|妈妈?|爸爸?|爷爷|奶奶|姥姥|姥爷|外公|外婆|老公|老婆|老人|朋友|同事|同学|家人|家里|今年|今天|今早|早上|上午|中午|下午|晚上|夜里|半夜|昨天|昨晚|前天|最近|现在|目前|刚才|刚刚|以前|之前|后来|然后|结果|这几天|这两天|每天|天天|时候|以后|之后|左右|大概|可能|感冒|生病|就是|只是|但是|可是|不过|而且|因为|所以|如果|或者|还有|以及|另外|而已|出来|起来|下来|上来|好几|多次|一个|一些|这个|那个|这样|那样|样子|地方|部位|位置|周围|附近|旁边|里面|外面|上面|下面|两侧|双侧|体温|温度|血压|心率|血氧|血糖|脉搏|高压|低压|公斤|体重|发现|变成|变得|引起|导致|担心|害怕|着急|小时|分钟|星期|礼拜|小腿|大腿|肚子|胳膊|脑袋|皮肤|[0-9a-z.%+\-/()"'「」“”‘’《》、]+/g;
export const PARTICLES =
  '我你他她它女男岁病药是有没无不也都又再还才就太更最真多少大小长高低早晚快慢一二三四五六七八九十两几半个天日周月年点钟前后中内外上下里过了着的地得和跟与及或吗呢吧啊呀哦嗯哈啦嘛呗这那哪谁啥会能可该来去起出完住掉成为以于之其等时些么哎唉诶想要问说看做吃喝睡坐躺站走跑动给让被把对向从在次量测到度片粒颗支盒瓶袋包左右边侧部';

const MOST = 5;

/** Stretches of the text that no word of ours explains, two characters or longer. */
export function unknownIn(rests: readonly string[]): string[] {
  const pieces = rests
    .flatMap((rest) => rest.split('|'))
    .flatMap((piece) => compactOf(piece).replace(COMMON, ' ').split(/\s+/))
    .map(withoutEdges)
    .filter(
      (piece) =>
        [...piece].filter((char) => /[\u4e00-\u9fff]/.test(char) && !PARTICLES.includes(char)).length >= 2,
    );
  return [...new Set(pieces)].slice(0, MOST);
}

function withoutEdges(piece: string): string {
  let from = 0;
  let to = piece.length;
  while (from < to && PARTICLES.includes(piece[from]!)) from += 1;
  while (to > from && PARTICLES.includes(piece[to - 1]!)) to -= 1;
  return piece.slice(from, to);
}
