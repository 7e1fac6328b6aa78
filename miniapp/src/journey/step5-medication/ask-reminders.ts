/** What the person said to each template. */
export type Answer = { templateId: string; result: 'accept' | 'reject' | 'ban' | 'filter' };

/** Browsers get no subscription messages: reminders stay inside the app. */
export const canRemind = false;
export const askReminders = async (_: readonly string[]): Promise<Answer[]> => [];
