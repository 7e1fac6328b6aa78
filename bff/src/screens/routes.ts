import {
  getClientSettings,
  getStreetMap,
  type ClientSettings,
} from '@xinglin/shared/screens/client-settings';
import { getHomeScreen, getTrackingScreen } from '@xinglin/shared/screens/patient';
import { route, type Route } from '../kernel/http.ts';
import { clientSettings, streetMap } from './client-settings.ts';
import { homeScreen, type HomeDeps } from './patient/home.ts';
import { trackingScreen, type TrackingDeps } from './patient/step4-live-tracking.ts';

type Deps = HomeDeps & TrackingDeps & { settings: ClientSettings; streets: URL };

/** What whole screens read at once, put together from several capabilities. */
export const screenRoutes = (deps: Deps): Route[] => [
  route(getClientSettings, clientSettings(deps.settings)),
  route(getStreetMap, streetMap(deps.streets)),
  route(getHomeScreen, homeScreen(deps)),
  route(getTrackingScreen, trackingScreen(deps)),
];
