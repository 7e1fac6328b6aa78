import { generateSecret } from 'otplib';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { demoIdNumber } from '../../integrations/demo-people.ts';
import { openidOf } from '../../integrations/wechat/openid.ts';
import type { App } from '../../app.ts';

const phone = z.string().transform((text) => text.replaceAll('-', ''));
const People = z.object({
  patients: z.array(
    z.object({
      wechatUser: z.string(),
      nickname: z.string(),
      name: z.string(),
      note: z.string(),
      sex: z.enum(['female', 'male']),
      birthDate: z.string(),
    }),
  ),
  riders: z.array(
    z.object({ wechatUser: z.string(), name: z.string(), phone, healthCertExpires: z.string() }),
  ),
  pharmacists: z.array(
    z.object({ wechatUser: z.string(), name: z.string(), licenceNo: z.string(), licenceExpires: z.string() }),
  ),
  storeStaff: z.array(z.object({ account: z.string(), name: z.string(), storeCode: z.string() })),
  complianceOfficers: z.array(z.object({ account: z.string(), name: z.string() })),
});

/** How the demo staff sign in at the admin panel. */
export type StaffLogin = {
  role: string;
  name: string;
  username: string;
  password: string;
  totpSecret: string;
  store?: string;
};

/** One password for all demo accounts, since the start screen prints it; real staff get their own from an operator. */
const DEMO_PASSWORD = 'xinglin-demo-2026';

/** Gives the people of the demo city their accounts, a clerk to every store, to some a second who confirms what the first asks. Doing it again changes nothing. */
export async function appointDemoPeople(
  app: App,
  cityFolder: string,
  loginFile: string,
  stores: { id: string; code: string; name: string }[],
): Promise<StaffLogin[]> {
  const people = People.parse(JSON.parse(readFileSync(path.join(cityFolder, 'people.json'), 'utf8')));
  const { appointStaff } = app.people;
  const known = existsSync(loginFile) ? (JSON.parse(readFileSync(loginFile, 'utf8')) as StaffLogin[]) : [];
  const logins: StaffLogin[] = [];
  const login = (username: string) =>
    known.find((each) => each.username === username)?.totpSecret ?? generateSecret();
  const pharmacists = people.pharmacists.map(({ wechatUser, name }) => {
    const username = wechatUser.replace('wx-', '');
    return { role: '药师（签名）', name, username, password: DEMO_PASSWORD, totpSecret: login(username) };
  });
  await appointWechatPeople(app, people, pharmacists);
  logins.push(...pharmacists);
  for (const store of stores) {
    const named = people.storeStaff.filter(({ storeCode }) => storeCode === store.code);
    const unnamed = { account: store.code.toLowerCase(), name: `${store.code} 店员` };
    for (const { account: username, name } of named.length > 0 ? named : [unnamed]) {
      const each = {
        role: '店员',
        name,
        username,
        password: DEMO_PASSWORD,
        totpSecret: login(username),
        store: store.name,
      };
      await appointStaff({ displayName: name, roles: ['store_staff'], storeId: store.id, login: each });
      logins.push(each);
    }
  }
  for (const { account: username, name } of people.complianceOfficers) {
    const each = { role: '合规专员', name, username, password: DEMO_PASSWORD, totpSecret: login(username) };
    await appointStaff({ displayName: name, roles: ['compliance_officer'], login: each });
    logins.push(each);
  }
  writeFileSync(loginFile, JSON.stringify(logins, null, 2), { mode: 0o600 });
  return logins;
}

/** Those who sign in with WeChat: patients, riders, pharmacists. */
async function appointWechatPeople(
  app: App,
  people: z.infer<typeof People>,
  pharmacists: StaffLogin[],
): Promise<void> {
  for (const { wechatUser, ...patient } of people.patients) {
    const openid = openidOf(wechatUser);
    const id = await app.people.appointStaff({ displayName: patient.name, roles: ['patient'], openid });
    const idNo = demoIdNumber(patient);
    await app.people.registerPerson(id, { name: patient.name, idNo, relation: 'self' });
  }
  for (const { wechatUser, name, phone, healthCertExpires } of people.riders)
    await app.people.appointStaff({
      displayName: name,
      roles: ['rider', 'patient'],
      openid: openidOf(wechatUser),
      credential: {
        kind: 'rider_health_certificate',
        number: `演示健康证${wechatUser.slice(-1)}`,
        expires: healthCertExpires,
        phone,
      },
    });
  for (const [index, { wechatUser, name, licenceNo, licenceExpires }] of people.pharmacists.entries())
    await app.people.appointStaff({
      login: pharmacists[index]!,
      displayName: name,
      roles: ['pharmacist', 'patient'],
      openid: openidOf(wechatUser),
      credential: {
        kind: 'pharmacist_licence',
        number: licenceNo,
        expires: licenceExpires,
        phone: '02155500000',
      },
    });
}
