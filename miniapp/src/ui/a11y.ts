type Role =
  | 'button'
  | 'link'
  | 'switch'
  | 'radio'
  | 'tab'
  | 'tablist'
  | 'group'
  | 'dialog'
  | 'img'
  | 'alert'
  | 'heading'
  | 'status'
  | 'list'
  | 'listitem';
type Options = {
  label?: string | undefined;
  checked?: boolean;
  disabled?: boolean;
  onTap?: (() => void) | undefined;
};

/**
 * What a screen reader needs on a View, in the words of this platform. Taro's types know neither; in a browser it is
 * also what makes a View reachable by keyboard.
 */
export function a11y(role: Role, { label, checked, disabled, onTap }: Options = {}): Record<string, unknown> {
  const state = {
    ariaLabel: label,
    ...(checked !== undefined &&
      (role === 'tab' ? { ariaSelected: String(checked) } : { ariaChecked: String(checked) })),
    ...(disabled && { ariaDisabled: 'true' }),
  };
  if (process.env.TARO_ENV === 'weapp') return { ariaRole: role, ...state };
  const byKeyboard = onTap && {
    tabindex: 0,
    onKeyDown: (event: { key: string; preventDefault(): void }) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      onTap();
    },
  };
  return { role, ...state, ...byKeyboard };
}
