import * as contract from '@xinglin/shared/identity/person';
import { route, type Route } from '../../../kernel/http.ts';
import type { Deps } from '../ports.ts';
import { addPerson } from './add-person.ts';
import { changePerson } from './change-person.ts';
import { listPersons } from './queries.ts';
import { removePerson } from './remove-person.ts';

/** The people somebody buys medicine for. */
export const personRoutes = (
  deps: Pick<Deps, 'db' | 'crypto' | 'now' | 'newId' | 'handedInUntil'>,
): Route[] => [
  route(contract.listPersons, listPersons(deps)),
  route(contract.addPerson, addPerson(deps)),
  route(contract.changePerson, changePerson(deps)),
  route(contract.removePerson, removePerson(deps)),
];
