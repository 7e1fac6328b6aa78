/** The design system. Pages import from here; the map stands apart in `map/route-map.tsx`, it is heavy. */
export { setDark, setElder, useAppearance, useIsDark } from './appearance.ts';
export { Button } from './button.tsx';
export { Card, Notice, SectionTitle, Tag } from './card.tsx';
export { DrugPicture } from './drug-picture.tsx';
export { Choices, Field, Segmented, Stepper, Switch, TextInput } from './form.tsx';
export { Icon } from './icon.tsx';
export type { IconName } from './icon-names.ts';
export { Avatar, Price, Row, Rows, Timeline } from './list.tsx';
export { PageShell } from './page-shell.tsx';
export { confirm, toast, toastProblem } from './say.ts';
export { Sheet } from './sheet.tsx';
export { Empty, ErrorBlock, QueryView, Skeleton } from './states.tsx';
export { Tap } from './tap.tsx';
