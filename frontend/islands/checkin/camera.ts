interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type DetectorKind = new (options: { formats: string[] }) => Detector;

const PAUSE = 250;
const SAME_AGAIN = 4000;

function detectorKind(): DetectorKind | undefined {
  return (globalThis as { BarcodeDetector?: DetectorKind }).BarcodeDetector;
}

/** Whether this browser can read a QR code in the page. */
export function canScan(): boolean {
  return detectorKind() !== undefined && "mediaDevices" in navigator;
}

/** Reads codes until it is stopped; a code that stays before the camera is told once. */
export async function scan(video: HTMLVideoElement, told: (code: string) => void): Promise<() => void> {
  const kind = detectorKind();
  if (!kind) {
    throw new Error("no detector");
  }
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.srcObject = stream;
  await video.play();
  const detector = new kind({ formats: ["qr_code"] });
  let last = { code: "", at: 0 };
  const timer = setInterval(() => {
    void detector.detect(video).then(
      ([found]) => {
        const now = Date.now();
        if (found && (found.rawValue !== last.code || now - last.at > SAME_AGAIN)) {
          last = { code: found.rawValue, at: now };
          told(found.rawValue);
        }
      },
      () => undefined,
    );
  }, PAUSE);
  return () => {
    clearInterval(timer);
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
}
