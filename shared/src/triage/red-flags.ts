import type { RedFlag } from './contract.ts';
import { deniedAfter, imaginedAfter, overAfter } from './negation.ts';
import { ageMonthsIn, temperatureIn } from './numbers.ts';
import { peopleIn } from './people.ts';
import { clausesOf } from './text.ts';

/**
 * The emergencies a phone must recognise by itself, with no network: the 120 card is shown from this. The server reads
 * the same list and many rules more (`config/triage/red-flags.json`), so what is flagged here is never lowered there.
 * Patterns are matched on clauses without adverbs and particles (`compactOf`).
 */
const concepts = {
  chest_pressure:
    /(胸|心口|心窝|心脏|胸骨)[口前部腔中间后]{0,2}[^不没无]{0,4}(压|闷|痛|疼|紧|憋|绞|揪)|(压|闷|痛|疼|憋)得?(在)?(胸|心口)|真心痛|胸痹/,
  cold_sweat: /(冷汗|大汗|虚汗|出汗|冒汗|满头汗|汗如雨下)/,
  radiating:
    /(左(臂|胳膊|手臂?|肩膀?)|后背|背部?|肩膀?|下巴|下颌|脖子|牙)[^不没无]{0,4}(疼|痛|酸|麻|放射)|(放射|串|窜|牵扯|传)(到|至)[^不没无]{0,4}(左|背|肩|下巴|胳膊|臂|手)/,
  near_death: /濒死|要死(掉|了)?(的?感觉|了$|$)|快不行了|快要死/,
  hard_to_breathe:
    /喘不[上过来]{1,2}气?|(喘|透|吸|呼|上|出)不(上|过|来|出|进|动)来?气|呼吸(困难|费[劲力]|不[上过]来|急促|停)|憋得?(慌|不行|死|醒)|上气不接下气|气(都)?(不够用|短|喘)|没法呼吸|无法呼吸|窒息|张口抬肩|喘成|喘得?(厉害|说不)/,
  cannot_speak_whole: /(说|讲)不(出|成|完整?)(一?句)?话?|话都?说不/,
  blue: /(嘴唇|口唇|嘴巴?|脸|手指|指甲)[^不没无]{0,2}(发?紫|发?青|发?绀|发?乌)|全身发?[紫绀]|紫绀/,
  one_side_weak:
    /((一|半|左|右)(侧|边)|半身|半拉|左|右|单侧)[^不没无]{0,2}(身体?|身子|手脚|肢体|胳膊|手臂?|腿|脚|上肢|下肢|肢)[^不没无]{0,5}(没力|无力|没劲|使不上|抬不起|动不了|不能动|不会动|不听使唤|瘫|麻|软|失灵)|偏瘫|半身不遂|(手|脚|腿|胳膊)突?然?(抬不起来?|使不上劲|不听使唤)/,
  mouth_drawn: /(嘴|口角?|嘴角|脸|面)[^不没无]{0,2}(歪|斜)|歪嘴|面瘫/,
  slurred:
    /(说话|讲话|口齿|言语|话)[^不没无]{0,2}(不清|含[糊混]|大舌头|不利|不利索|困难|颠三倒四)|大舌头|吐字不清|不会说话了/,
  unconscious:
    /昏迷|昏过去|(叫|喊|呼|摇|唤)不醒|没(有)?(意识|知觉|反应了)|意识(丧失|不清|模糊|没了)|不省人事|人事不省|神志不清|没反应|不(呼吸|喘气)了|没(有)?(呼吸|心跳|脉搏)|心跳(停|骤停)|晕死|(叫|喊)(他|她|都)没(反应|应)/,
  fit: /抽搐|抽风|惊厥|羊癫疯|羊角风|癫痫(大?发作|持续)|口吐白沫|翻白眼|抽起来|全身抽|浑身抽/,
  heavy_bleeding:
    /大出血|血流不止|流血不止|(血|出血)[^不没无]{0,3}(止不住|喷|不停|没停)|止不住血|(喷|飙|狂)血|(吐|呕|咳)(了|出)?[^不没无]{0,3}(大[口量]|一[口滩盆碗]|很多|好多|鲜)的?(鲜|红)?血|动脉[^不没无]{0,3}(破|断|割)|(断|切断|截断)(指|手|脚|肢|了手指)|(手指|手掌|胳膊|腿)(被)?[^不没无]{0,4}(切断|轧断|绞断|断了)/,
  vomits_blood:
    /(吐|呕)血|呕(出|吐)?[^不没无]{0,2}(咖啡|褐)色|呕吐物[^不没无]{0,2}(咖啡|带?血)|吐出?来?[^不没无]{0,3}(是|有|像)?(鲜?血|咖啡)/,
  black_stool: /柏油|(大便|便|拉)[^不没无]{0,3}(发?黑|黑色|漆黑|黑亮|像沥青)|黑便/,
  wants_to_die:
    /想(自杀|死|轻生|去死|跳楼|结束(自己|生命|一切)|不开)|不想活|活(着|下去)?(没意思|没意义|没劲|不下去)|(要|准备|打算|计划|试图|企图|尝试)(自杀|轻生|割腕|跳楼|去死)|自杀|割腕|跳楼|轻生|了结(自己|生命)|结束生命|写(好)?了?遗书|上吊|死了算了/,
  poison:
    /(喝|吞|误食|误服|吃|误饮|服)(了|下|过|进|到|入)?[^不没无]{0,4}(农药|百草枯|敌敌畏|有机磷|老鼠药|灭鼠|洁厕|消毒液|84|漂白|强酸|强碱|硫酸|烧碱|毒鼠|杀虫剂|除草剂|敌草快|汽油|煤油|甲醇|疏通剂|防冻液|樟脑|毒蘑菇|野蘑菇|电池|磁力珠|磁珠|水银)|(煤气|一氧化碳|农药|毒蘑菇|食物|药物|沼气|硫化氢)中毒|煤气泄漏|烧炭/,
  overdose:
    /(吃|吞|喝|服)(了|下|进)?[^不没无]{0,4}((一|半|整|两|三|好几)(整)?(瓶|盒|把)|[二三四五六七八九]十(多|几)?(片|粒|颗)|[2-9]\d(多|几)?(片|粒|颗)|\d{3}(片|粒|颗)|很多|大量|过量)[^不没无]{0,4}(药|片|安定|安眠|布洛芬|对乙酰|头孢|胶囊|地西泮|粒)|(药|安眠药|扑热息痛|对乙酰氨基酚|布洛芬|降压药|降糖药|胰岛素)[^不没无]{0,4}(过量|吃多了|打多了|一整?瓶|一把|全吃了|全吞)|服药自杀|吞安眠药/,
  throat_swelling:
    /(喉咙?|嗓子|咽喉|舌头?|气管)(里)?[^不没无]{0,4}(肿|发紧|堵|锁|卡死)|喉头水肿|(嘴唇|脸|眼皮|眼睛|舌头)[^不没无]{0,3}肿/,
  allergic_start:
    /过敏|荨麻疹|风团|起(了)?(一身|全身|满身)?[^不没无]{0,2}(疹|疙瘩|风团|包)|(蜂|蜜蜂|马蜂|黄蜂|虫)[^不没无]{0,3}(蜇|蛰|叮|咬)|(吃|打|注射|输|用)(了|完)?[^不没无]{0,8}(海鲜|虾|蟹|花生|坚果|芒果|药|针|青霉素|头孢|疫苗)/,
  faint: /晕倒|晕过去|昏倒|晕厥|昏厥|休克|站不住|眼前(发?)黑|血压[^不没无]{0,3}(低|掉|测不到)/,
  thunderclap:
    /(这辈子|一生|有生以来|从来没|从没|没这么|史上)([^不没无]{0,6})(头|脑袋)?[^不没无]{0,4}(疼|痛)|(头|脑袋|后脑勺?)[^不没无]{0,3}(炸裂|爆炸|要炸|炸开|像?被?雷|被(人)?(打|敲)了?一?棍)|(炸裂|爆炸|霹雳|雷击)样?[^不没无]{0,2}(头痛|头疼)/,
  stiff_neck: /(脖子|颈)[^不没无]{0,3}(硬|僵|强直|不能弯|低不下|弯不了|抵抗)/,
  headache: /(头|脑袋|脑壳|后脑勺?)[^不没无]{0,3}(疼|痛|炸)/,
  worst_pain: /撕裂|刀割(样|似)|打滚|痛不欲生|疼得?(直不起|要命|受不了|晕)|板状|硬得?像(木)?板/,
  belly_pain: /(肚子|腹部?|小腹|胃|肚脐)[^不没无]{0,4}(疼|痛|绞|坠)/,
  pregnant: /怀孕|孕(\d|[一二三四五六七八九十])|孕妇|孕期|妊娠|有身孕|停经|宫外孕|怀[着了]/,
  vaginal_bleeding:
    /(下面|下身|下体|阴道|见)(有|在)?[^不没无]{0,2}(流血|出血|红)|(阴道|下体)?(大量)?(出血|流血)/,
  no_foetal_move:
    /(胎动|宝宝在肚子里)[^不没无]{0,4}(没|少|消失|不动|停)|(没|感觉不到|不到)[^不没无]{0,3}胎动|破水|羊水(破|流)|脐带(脱|掉)/,
  fever: /发烧|发热|发高烧|高烧|烧到|烧了|低烧|退不了烧|高热|滚烫|烧(?=\d)/,
  bluntly_ill_baby: /不(吃|喝)奶|拒奶|(叫|哄|弄|喊)不醒|嗜睡|没精神|蔫|哭声(弱|微弱|小)|不哭/,
  choking:
    /(卡|呛|噎)(住|到|着|在)?[^不没无]{0,4}(喉|嗓|气管|憋|喘|紫|说不出|咳不出)|(果冻|花生|糖|硬币|弹珠|笔帽|异物|东西)[^不没无]{0,4}(卡|呛|噎)[^不没无]{0,3}(住|喉|嗓|气管)|噎住|呛住|气管异物/,
  electric:
    /触电|电击|雷击|被电(到|了|晕)|溺水|淹(水|到|着)|(高空|高处|楼上?|[三四五六七八九十]楼)[^不没无]{0,3}(坠|摔|掉|跌)|车祸|被车(撞|碾)|被[^不没无]{0,3}(捅|砍|刺)(了|伤)|枪/,
  eye_chemical:
    /(眼睛?|眼里)[^不没无]{0,6}(溅|进|喷|滴错|弄)[^不没无]{0,4}(碱|酸|洁厕|消毒|清洁剂|84|胶水|石灰|化学|水泥|502|农药)|(石灰|洁厕灵?|消毒液|84|强酸|强碱|清洁剂|502|胶水|硫酸|水泥)[^不没无]{0,6}(眼)/,
  sudden_blind:
    /(突然|一下子|忽然)?[^不没无]{0,4}(眼睛?|单眼|双眼|左眼|右眼)[^不没无]{0,4}(看不见|失明|全黑|瞎了)|视力(突然|骤)?(丧失|没了)|突然(失明|看不见)/,
  testicle_pain: /(睾丸|蛋蛋|阴囊|蛋)[^不没无]{0,4}(疼|痛|扭|肿痛)/,
  heat_stroke: /(中暑|热射病)[^不没无]{0,10}(糊涂|昏|说胡话|抽|不清)|热射病/,
  confused:
    /(意识|神志|脑子|人)[^不没无]{0,2}(糊涂|恍惚|混乱)|说胡话|胡言乱语|认不(出|得)人|不认(识)?人|答非所问/,
  hurt_others: /想(杀|砍|捅|弄死)(了|掉)?(人|他|她|孩子|老公|老婆|全家|自己)|想掐死|想和他同归于尽/,
} as const satisfies Record<string, RegExp>;

type ConceptId = keyof typeof concepts | 'baby_fever';
type Rule = { id: string; why: string; source: string; all: readonly (readonly ConceptId[])[] };

const AHA = '2021 AHA/ACC 胸痛指南';
const STROKE = '中国急性缺血性卒中诊治指南 2023 (BEFAST/中风120)';
const WAO = 'WAO 2020 过敏性休克指南';

/** A rule fires when of every group at least one concept is present. */
const rules: readonly Rule[] = [
  {
    id: 'acs',
    why: '胸口压痛并有出汗、放射痛、憋气或濒死感，可能是急性心梗',
    source: AHA,
    all: [['chest_pressure'], ['cold_sweat', 'radiating', 'near_death', 'hard_to_breathe', 'faint']],
  },
  {
    id: 'aortic',
    why: '撕裂样胸背或腹部剧痛，可能是主动脉夹层',
    source: 'ESC 2024 主动脉指南',
    all: [['worst_pain'], ['chest_pressure', 'radiating']],
  },
  {
    id: 'breathing',
    why: '喘不上气、呼吸困难',
    source: '中国急诊预检分诊标准 I–II 级',
    all: [['hard_to_breathe', 'cannot_speak_whole', 'blue']],
  },
  {
    id: 'stroke',
    why: '一侧没力、嘴歪或说话不清，可能是脑卒中，时间就是大脑',
    source: STROKE,
    all: [['one_side_weak', 'mouth_drawn', 'slurred']],
  },
  {
    id: 'unconscious',
    why: '意识不清或叫不醒',
    source: 'AHA 2020 心肺复苏指南',
    all: [['unconscious', 'confused']],
  },
  { id: 'fit', why: '正在抽搐或抽搐发作', source: 'NICE NG217', all: [['fit']] },
  {
    id: 'bleeding',
    why: '大量出血，需要立即压迫止血并急救',
    source: '中国急诊预检分诊标准 I 级',
    all: [['heavy_bleeding']],
  },
  {
    id: 'gi_bleeding',
    why: '呕血或黑便，可能是消化道出血',
    source: 'NICE CG141',
    all: [['vomits_blood', 'black_stool']],
  },
  {
    id: 'suicide',
    why: '有伤害自己的想法或行为，您的安全最重要',
    source: 'NICE NG225',
    all: [['wants_to_die']],
  },
  {
    id: 'harm_others',
    why: '有伤害他人的冲动，需要马上得到帮助',
    source: 'NICE NG225',
    all: [['hurt_others']],
  },
  {
    id: 'poison',
    why: '误服毒物或中毒，不要等症状出现',
    source: '中国急性中毒诊治专家共识',
    all: [['poison']],
  },
  {
    id: 'overdose',
    why: '药物过量，即使现在没有不适也要急诊',
    source: 'NICE NG225 / TOXBASE 原则',
    all: [['overdose']],
  },
  {
    id: 'anaphylaxis',
    why: '过敏并有喉咙或面部肿、憋气或要晕倒，可能是过敏性休克',
    source: WAO,
    all: [['allergic_start'], ['throat_swelling', 'hard_to_breathe', 'faint']],
  },
  {
    id: 'thunderclap',
    why: '前所未有的剧烈头痛，可能是脑出血',
    source: 'NICE CG150',
    all: [['thunderclap']],
  },
  {
    id: 'meningitis',
    why: '发烧、头痛并脖子发硬，可能是脑膜炎',
    source: 'NICE NG240',
    all: [['fever'], ['stiff_neck'], ['headache']],
  },
  {
    id: 'pregnant_bleeding',
    why: '怀孕期间出血或腹痛剧烈，可能是宫外孕或胎盘问题',
    source: 'NICE NG126',
    all: [['pregnant'], ['vaginal_bleeding'], ['belly_pain', 'worst_pain', 'faint', 'heavy_bleeding']],
  },
  {
    id: 'foetal',
    why: '胎动异常或破水，需要马上去产科急诊',
    source: 'RCOG GTG57',
    all: [['no_foetal_move']],
  },
  {
    id: 'abdomen',
    why: '剧烈腹痛，可能是外科急症',
    source: '中国急诊急腹症共识',
    all: [['belly_pain'], ['worst_pain', 'faint', 'cold_sweat']],
  },
  {
    id: 'baby_fever',
    why: '3 个月以下婴儿发热，可能是严重感染',
    source: 'NICE NG143',
    all: [['baby_fever']],
  },
  {
    id: 'ill_baby',
    why: '发烧的孩子不吃奶或叫不醒、没精神',
    source: 'NICE NG143',
    all: [['fever'], ['bluntly_ill_baby']],
  },
  {
    id: 'choking',
    why: '异物卡住气道，立即用海姆立克法并呼救',
    source: 'AHA 2020 心肺复苏指南',
    all: [['choking']],
  },
  {
    id: 'injury',
    why: '触电、溺水、坠落或车祸等重伤',
    source: '中国急诊预检分诊标准 I–II 级',
    all: [['electric']],
  },
  {
    id: 'eye_chemical',
    why: '化学品入眼，先用大量清水冲洗至少 15 分钟',
    source: 'AAO 眼化学伤',
    all: [['eye_chemical']],
  },
  {
    id: 'sudden_blind',
    why: '突然看不见，可能是眼底血管或脑血管急症',
    source: 'AAO PPP 2020',
    all: [['sudden_blind']],
  },
  {
    id: 'testicle',
    why: '睾丸疼痛，可能是扭转，6 小时内要处理',
    source: 'EAU 2023',
    all: [['testicle_pain']],
  },
  { id: 'heat_stroke', why: '可能是热射病', source: '中国热射病诊疗规范 2019', all: [['heat_stroke']] },
];

/** The emergencies the text tells of its patient, none when it denies them, imagines them or tells of somebody long gone. */
export function redFlagsIn(text: string): RedFlag[] {
  const present = conceptsIn(text);
  return rules
    .filter(({ all }) => all.every((group) => group.some((id) => present.has(id))))
    .map(({ id, why, source }) => ({ id, why, source }));
}

/** What makes a sign harmless by itself, wherever it is told; the server still judges what it is told with. */
const EXPLAINED: Partial<Record<ConceptId, RegExp>> = {
  // Iron, bismuth, charcoal and blood dishes blacken the stool.
  black_stool: /补铁|铁剂|铁片|亚铁|力蜚能|铋|[猪鸭鸡]血|血旺|活性炭|碳片|桑葚|火龙果/,
  // A limb slept or sat on.
  one_side_weak: /[压枕坐蹲跪睡](得|着|的)?(发)?麻|甩(甩|一甩|几下)/,
  // Absences: the child stares and goes on.
  unconscious: /发呆|走神|愣神/,
  // A forehead that does not wrinkle speaks for the facial nerve, not the brain.
  mouth_drawn: /额头[^,\n]{0,6}(皱|纹)|抬头纹/,
  // Nobody feels the child before the 18th week.
  no_foetal_move: /孕(了)?([4-9]|1[0-8])周/,
  // A blocked nose at night.
  hard_to_breathe:
    /(鼻塞|鼻子(完全|全|都)?(堵|不通))[^\n]{0,12}(憋|喘|透|呼吸)|(憋|喘|透|呼吸)[\s\S]{0,14}其实[\s\S]{0,4}鼻/,
};

function conceptsIn(text: string): Set<ConceptId> {
  const present = new Set<ConceptId>();
  const clauses = clausesOf(text).filter(({ hearsay, past }) => !hearsay && !past);
  const whole = clauses.map(({ raw }) => raw).join('\n');
  for (const { compact, raw } of clauses)
    for (const [id, pattern] of Object.entries(concepts) as [ConceptId, RegExp][])
      if (!EXPLAINED[id]?.test(whole) && (told(compact, id, pattern) || told(raw, id, pattern)))
        present.add(id);
  if (babyHasFever(text)) present.add('baby_fever');
  return present;
}

// 「像触电一样」 tells how it feels.
const EVENTS: ReadonlySet<ConceptId> = new Set(['electric', 'poison', 'choking', 'eye_chemical', 'fit']);
const LIKENED = /(^|[^好不])(像|如同|好比|跟)[^有]{0,4}$/;

function told(clause: string, id: ConceptId, pattern: RegExp): boolean {
  const hit = pattern.exec(clause);
  if (!hit) return false;
  const before = clause.slice(0, hit.index);
  return (
    !(EVENTS.has(id) && LIKENED.test(before)) &&
    !deniedAfter(before) &&
    !imaginedAfter(before) &&
    !overAfter(clause.slice(hit.index + hit[0].length))
  );
}

/** Under 3 months with 38 °C or more, or with fever and no number told. */
function babyHasFever(text: string): boolean {
  const clauses = clausesOf(text);
  const ages = clauses.map(({ raw }) => ageMonthsIn(raw)).filter((age) => age !== null);
  const child = clauses.some(({ raw }) => peopleIn(raw, false).some(({ who }) => who === 'child'));
  const small =
    ages.some((age) => age < 3) || (ages.length === 0 && child && /新生儿|刚出生|没满月|未满月/.test(text));
  if (!small) return false;
  const temperatures = clauses.map(({ raw }) => temperatureIn(raw)).filter((each) => each !== null);
  if (temperatures.length > 0) return Math.max(...temperatures) >= 38;
  return clauses.some(({ compact }) => told(compact, 'fever', concepts.fever));
}
