import type { ReactNode } from 'react';

/** A chapter of the record. */
export const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className='course-part'>
    <h2>{title}</h2>
    {children}
  </section>
);

/** Names and what stands under them. */
export const Facts = ({ facts }: { facts: (readonly [name: string, value: ReactNode])[] }) => (
  <dl className='course-facts'>
    {facts.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
