import { getClientSettings, type ClientSettings } from '@xinglin/shared/screens/client-settings';
import { useRead } from './use-endpoint.ts';

/** The public settings of this deployment; undefined until they are read. */
export const useSettings = (): ClientSettings | undefined => useRead(getClientSettings, {}).data;
