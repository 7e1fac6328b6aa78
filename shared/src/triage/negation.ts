const mask = (found: string) => '_'.repeat(found.length);

/** Words with a 「不」 or 「没」 that denies nothing of what comes after. */
const NOT_NEGATION =
  /不仅|不但|不光|不止|不只|不停|不断|不住|不知道?|不小心|不由自主|不自觉|不明原因|不规[律则]|不均|忍不住|止不住|控制不住|没想到|无缘无故|(?:毫无|没有?|无)(?:任何)?(?:征兆|预兆|防备|缘由|诱因|来由|原因)|不一会|不久|不多久|没多久|没一会|没[几两一二三]天|没过(?=[几一两三多半])|不到|不满|不足|不超过|不同|不过|不管|不然|不行了?|不放心|不确定|不清楚|不懂|不明白|不记得|不得已|不得不|不如|不方便|不好意思|不想去|不愿|不肯|不让|不需要|不用|不必|不建议|不应该|差不多|没办法|不得了|没睡|没吃|没喝|没用|没去|没看|没查|没休息|没盖|没注意|没在意|没当|没管|没敢|没人|没时间|没钱|没见好|没好|没退|没消|不退|不消|不见好|没来得及|没打过|没接种|没化验|没拍|没做|受不了|无意[中间识]?|无奈|无法|无论|无故|未婚|未成年|未满|未来|未知|不要紧|不要|要不|不能不|没有?[一哪]天不|不是[没不](?:有)?|并非[没不](?:有)?|不可能[没不](?:有)?/g;
const ASKING = /有没有|是不是|会不会|能不能|要不要|有无|是否|可不可以|该不该|对不对|疼不疼|痛不痛/g;

const LINK = '(?:[、和或及与跟也/,]|以及|还有|或者|并|伴)';
// A verb of daily life, or a word that turns to something new, ends the reach of 「没」.
const ENDS = '◆、吃喝睡看去休做洗穿盖戴就却还又只才反但';
const WIDE_TAIL = new RegExp(
  `^[^${ENDS}]{0,5}$|^([^、和或及与跟也/,]{1,8}${LINK})+[^、就却又只才但]{0,4}$|^[^◆]{0,5}(◆${LINK}{0,2})+$`,
);
const WIDE = ['没', '无', '未', '否认', '排除', '不伴', '不存在', '不像'];
const NARROW_TAIL =
  /^不(是|会|太|怎么|再|见|能|想|觉得?|感觉|存在|那么|这么|算|咋|大|曾|敢|老|常|怎|总|特别|像[^◆]{0,6}|随[^◆]{0,6}|因[^◆]{0,6}|影响|伴有?)?[^◆]{0,1}$/;

/** 「没吃过◆」: of a medicine or a meal, the verb of daily life is denied itself. */
const UNTAKEN =
  /(没有?|未|不|从不|从没)(在|再|曾)?(吃|喝|用|打|服用?|口服|碰|沾|抽|接触|吃了)(过|着|任何|什么|别的|其他|这类|那类|东西)*$/;

/**
 * Whether what begins after `prefix` is denied by it. In `prefix`, findings already read stand as `◆`, so that
 * 「没有发烧、咳嗽」 denies both and 「不发烧咳嗽」 only the first.
 */
export function deniedAfter(prefix: string): boolean {
  if (UNTAKEN.test(prefix)) return true;
  const plain = prefix.replace(ASKING, mask).replace(NOT_NEGATION, mask);
  const wide = Math.max(...WIDE.map((word) => plain.lastIndexOf(word)));
  const narrow = plain.lastIndexOf('不');
  if (narrow > wide) return NARROW_TAIL.test(plain.slice(narrow));
  if (wide < 0) return false;
  const tail = plain
    .slice(wide)
    .replace(
      /^(不像|没有?|无|未见?|否认|排除|不伴有?|不存在)(过|明显|任何|什么|啥|见|发现|触及|闻及|出现|再|诉|感到?|感觉|觉得?|特别|其他|其它|别)*的?/,
      '',
    );
  return WIDE_TAIL.test(tail);
}

const LEAD =
  /^(的|这些|这种|啥的|什么的|之类的?|等|症状|情况|现象|表现|感|试纸|检测|测试|化验|检查|结果)*(已经?|都|全部?|完全|基本|现在|也|倒是?|均|早就?|今天|后来|慢慢|差不多|就|是)*/;
const OVER =
  /^(退了?$|退了|退烧了|退下|好了|好啦|消了|消失|没了|没有(了|啊|呀|哦|过|的$|$)|无$|否认|不见了|缓解了|阴性|停了|止住了|不疼了|不痛了|不痒了|不咳了|不吐了|正常(?!吗|么|嘛|不|还是)|不存在|没出现)/;

/** Whether what follows a finding says that it is over or was not found: 「烧退了」「胸痛都没有」. */
export const overAfter = (rest: string): boolean =>
  OVER.test(rest.replace(LEAD, '')) && !/又|再|反复|没多久/.test(rest);

/** Whether what follows denies a whole list: 「发烧、咳嗽都没有」. */
export const allDeniedAfter = (rest: string): boolean =>
  /^(的|这些|啥的|什么的|之类的?|等|症状|情况)*(都|全|也|均|一概|统统|倒)(是)?(没有|没|无|阴性|正常|否认|不存在)/.test(
    rest,
  ) || /^(等|啥的|什么的|之类的?)[^◆]{0,4}(没有|阴性|无$)/.test(rest);

/** Whether it is only asked about, read about or imagined: 「会不会是心梗」「如果发烧」「百度说是中风」. */
export const imaginedAfter = (prefix: string): boolean =>
  /(是不是|会不会|有没有可能|是否|万一|如果|要是|假如|假设|一旦|担心(?!得)|害怕|生怕|恐怕|怕是|怕得|怕(?=有|自己|他|她|孩子|宝宝|会|就)|怀疑(自己|他|她|是不是)?(得|是|有|患|会|因)|以防|预防|避免|防止|会导致|会引起|会引发|能引起|会不会引起|会变成|发展成|恶化成|转成|不会是|别是|该不会).{0,8}$/.test(
    prefix,
  ) ||
  /(百度|谷歌|google|抖音|小红书|知乎|chatgpt|网上|手机上|书上|科普)[^◆]{0,8}(说|讲|写|有|看|查|搜|一?下)[^◆]{0,10}$/.test(
    prefix,
  ) ||
  /(邻居|同事|朋友|阿姨|亲戚|网友|月嫂|老人|婆婆|奶奶|人家|别人|有人|都)[^◆]{0,3}(说|讲)[^◆]{0,10}会[^◆]{0,4}$/.test(
    prefix,
  ) ||
  /(查了|搜了|搜到|刷到|看到(一个|有人|文章|视频|帖子))[^◆]{0,12}$/.test(prefix);
