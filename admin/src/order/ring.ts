const MUTED_KEY = 'ring-muted';
/** Two rising tones, in Hz and seconds. */
const TONES = [
  { hz: 880, from: 0 },
  { hz: 1174.7, from: 0.18 },
];
const LENGTH_S = 0.22;

let context: AudioContext | undefined;

// Browsers keep an audio context silent until somebody touches the page.
const wake = () => {
  context ??= new AudioContext();
  void context.resume();
};
addEventListener('pointerdown', wake, { once: true });
addEventListener('keydown', wake, { once: true });

export const isMuted = (): boolean => localStorage.getItem(MUTED_KEY) === '1';

export function setMuted(muted: boolean): void {
  if (muted) localStorage.setItem(MUTED_KEY, '1');
  else localStorage.removeItem(MUTED_KEY);
}

/** Rings for a new parcel, unless muted; silent where the browser does not allow sound yet. */
export function ring(): void {
  if (isMuted() || context?.state !== 'running') return;
  for (const { hz, from } of TONES) {
    const start = context.currentTime + from;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hz;
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.3, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + LENGTH_S);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + LENGTH_S);
  }
}
