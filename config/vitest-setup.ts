import fc from 'fast-check';

// A run can be repeated: properties look at the same cases every time. FAST_CHECK_SEED=n looks at others.
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20261122) });
