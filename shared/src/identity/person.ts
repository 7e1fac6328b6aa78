/** The people somebody buys medicine for: themselves, family, children whose guardian they are. */
import { z } from 'zod';
import { Done, Id, endpoint } from '../kernel/endpoint.ts';
import { problems } from '../kernel/problem.ts';
import { Instant, LocalDate, ageInYears } from '../kernel/time.ts';

export const Relation = z.enum([
  'self',
  'spouse',
  'parent',
  'child',
  'grandparent',
  'grandchild',
  'sibling',
  'other',
]);
export type Relation = z.infer<typeof Relation>;
export const relationText: Record<Relation, string> = {
  self: '本人',
  spouse: '配偶',
  parent: '父母',
  child: '子女',
  grandparent: '祖父母、外祖父母',
  grandchild: '孙子女、外孙子女',
  sibling: '兄弟姐妹',
  other: '其他',
};
/** Nobody under fourteen stands in one of these relations to the one who holds the account. */
export const GROWN_UP_RELATIONS: Relation[] = ['self', 'spouse', 'parent', 'grandparent'];

/** Under this age a guardian must agree (个人信息保护法 art. 31). */
export const GUARDIAN_UNDER_YEARS = 14;
export const MOST_PERSONS = 10;

export const needsGuardian = (birthDate: LocalDate, today: LocalDate): boolean =>
  ageInYears(birthDate, today) < GUARDIAN_UNDER_YEARS;

export const MedicinePerson = z.object({
  id: Id,
  relation: Relation,
  name: z.string(),
  idNoMasked: z.string(),
  birthDate: LocalDate,
  age: z.int(),
  sex: z.enum(['female', 'male']),
  /** Under fourteen today. */
  minor: z.boolean(),
  /** When the guardian agreed; null for who needs none. */
  guardianConsentAt: Instant.nullable(),
});
export type MedicinePerson = z.infer<typeof MedicinePerson>;

const Name = z.string().trim().min(2).max(20);
const IdNo = z.string().trim().min(15).max(24);

export const listPersons = endpoint({
  method: 'GET',
  path: '/identity/persons',
  summary: '我的用药人',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({}),
  output: z.object({ persons: z.array(MedicinePerson) }),
});

export const addPerson = endpoint({
  method: 'POST',
  path: '/identity/persons',
  summary: '添加用药人(实名；14 岁以下须监护人同意)',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({
    name: Name,
    idNo: IdNo,
    relation: Relation,
    /** The one who asks says: I am the guardian and agree. */
    guardianConsent: z.boolean().default(false),
  }),
  output: MedicinePerson,
});

export const changePerson = endpoint({
  method: 'PUT',
  path: '/identity/persons/:id',
  summary: '修改用药人',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({
    id: Id,
    name: Name,
    /** Left out: stays as it is. */
    idNo: IdNo.optional(),
    relation: Relation,
    guardianConsent: z.boolean().default(false),
  }),
  output: MedicinePerson,
});

export const removePerson = endpoint({
  method: 'DELETE',
  path: '/identity/persons/:id',
  summary: '移除用药人(已提交的处方按规定保存)',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ id: Id }),
  output: Done,
});

export const personProblem = problems({
  PERSON_NOT_FOUND: [404, '没有找到这位用药人'],
  PERSON_ID_NUMBER_WRONG: [422, '身份证号码有误，请逐位核对'],
  PERSON_ALREADY_ADDED: [409, '这位用药人已经添加过'],
  PERSON_SELF_ALREADY_ADDED: [409, '本人已经添加过，一个账号只有一位本人'],
  PERSON_TOO_YOUNG_FOR_SELF: [422, '未满 14 周岁不能作为本人，请由监护人的账号添加'],
  PERSON_RELATION_DOES_NOT_FIT: [422, '与您的关系和年龄不符，请核对'],
  PERSON_GUARDIAN_MUST_AGREE: [422, '未满 14 周岁，需要监护人同意'],
  PERSON_LIMIT: [409, '用药人最多 10 位，请先移除不再需要的'],
});
