import path from 'node:path';
import { demoAuditKey } from './demo/environment.ts';

/** Where the demo keeps what it made for itself. */
export const DEMO_FOLDER = path.join(
  process.env['XINGLIN_VAR'] ?? path.resolve(import.meta.dirname, '../../../var'),
  'demo',
);

/** The chain's key for a command: of the deployment, or of the demo on this machine. */
export const auditKey = () =>
  Buffer.from(process.env['AUDIT_KEY'] || demoAuditKey(DEMO_FOLDER)['AUDIT_KEY']!, 'hex');
