import type { MarkerKind } from './types.ts';

/** Colours of the drawn map. */
export type MapPalette = {
  ground: string;
  park: string;
  water: string;
  street: Record<'expressway' | 'main' | 'minor', { fill: string; edge: string }>;
  words: string;
  waterWords: string;
  parkWords: string;
  halo: string;
  route: string;
  routeEdge: string;
  pins: Record<MarkerKind, string>;
  onPin: string;
};

export const lightMap: MapPalette = {
  ground: '#f4f0e9',
  park: '#d9e8cf',
  water: '#bcdcea',
  street: {
    expressway: { fill: '#f9d49b', edge: '#e2b066' },
    main: { fill: '#ffffff', edge: '#dcd3c5' },
    minor: { fill: '#ffffff', edge: '#e6dfd3' },
  },
  words: '#54504a',
  waterWords: '#2f6f8c',
  parkWords: '#426b35',
  halo: '#f9f6f1',
  route: '#0f766e',
  routeEdge: '#ffffff',
  pins: { store: '#0f766e', me: '#2563eb', rider: '#b45309', home: '#a4511a' },
  onPin: '#ffffff',
};

export const darkMap: MapPalette = {
  ground: '#1b2321',
  park: '#22372a',
  water: '#1c3945',
  street: {
    expressway: { fill: '#6d5631', edge: '#463820' },
    main: { fill: '#3b4744', edge: '#28312f' },
    minor: { fill: '#313b38', edge: '#252d2b' },
  },
  words: '#c7cfcc',
  waterWords: '#8fc3da',
  parkWords: '#a3cc95',
  halo: '#161d1b',
  route: '#5cc9b9',
  routeEdge: '#0d1312',
  pins: { store: '#12897f', me: '#3b82f6', rider: '#c2660c', home: '#bb6428' },
  onPin: '#ffffff',
};
