import { z } from 'zod';

// The page may not generate code (CSP script-src 'self'); zod would try and cause a report. First import of the app.
z.config({ jitless: true });
