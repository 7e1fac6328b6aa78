import { useEffect, type ReactNode } from 'react';

type Props = { title: string; intro?: ReactNode; actions?: ReactNode; children: ReactNode };

/** Frame of every page: the one h1, what the page is for, its actions on the right. */
export function Page({ title, intro, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · 杏林管理后台`;
  }, [title]);
  return (
    <div className='page'>
      <header className='page-head'>
        <div>
          <h1>{title}</h1>
          {intro && <p className='hint'>{intro}</p>}
        </div>
        {actions && <div className='page-actions'>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
