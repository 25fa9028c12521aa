/** Tones by outcome: one high for welcome, two middle for attention, two low and long for a refusal. */
const TONES: Record<string, [frequency: number, seconds: number][]> = {
  good: [[880, 0.14]],
  warm: [[520, 0.14], [520, 0.14]],
  bad: [[210, 0.3], [160, 0.4]],
  info: [[660, 0.1]],
};
const MUTED = "samphan-checkin-muted";

export class Sound {
  private context: AudioContext | undefined;

  get isMuted(): boolean {
    return localStorage.getItem(MUTED) === "1";
  }

  toggle(): boolean {
    localStorage.setItem(MUTED, this.isMuted ? "0" : "1");
    return this.isMuted;
  }

  play(tone: string): void {
    if (this.isMuted || !("AudioContext" in globalThis)) {
      return;
    }
    this.context ??= new AudioContext();
    const context = this.context;
    let at = context.currentTime;
    for (const [frequency, seconds] of TONES[tone] ?? []) {
      const oscillator = context.createOscillator();
      const volume = context.createGain();
      oscillator.frequency.value = frequency;
      volume.gain.setValueAtTime(0.4, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + seconds);
      oscillator.connect(volume).connect(context.destination);
      oscillator.start(at);
      oscillator.stop(at + seconds);
      at += seconds + 0.06;
    }
  }
}
