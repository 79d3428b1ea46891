import { create } from 'qrcode';

/** Light modules around the code, so that a camera finds it. ISO/IEC 18004 asks for four. */
const QUIET = 4;

/** The dark modules as one SVG path: a picture that needs neither data: URLs nor a canvas. */
const pathOf = (text: string): { readonly size: number; readonly path: string } => {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const runs: string[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (modules.get(row, column)) runs.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`);
    }
  }
  return { size: size + 2 * QUIET, path: runs.join('') };
};

interface QrCodeProps {
  readonly text: string;
  readonly label: string;
}

/** A QR code, always dark on light: many cameras do not read the reverse. */
export const QrCode = ({ text, label }: QrCodeProps) => {
  const { size, path } = pathOf(text);
  return (
    <svg
      className="qr-code frame flex-none"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
    >
      <path d={path} shapeRendering="crispEdges" />
    </svg>
  );
};
