import { z } from 'zod';

// Mini-programs forbid code generation, some by quietly returning an empty function. Must run before the first schema
// is made, so this is the first import of the app.
z.config({ jitless: true });
