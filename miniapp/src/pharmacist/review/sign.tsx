import type { Proof } from '@xinglin/shared/prescription/review-contract';
import { Field, Segmented, TextInput } from '../../ui/index.ts';

const kinds = [
  { value: 'password', text: '签名口令' },
  { value: 'totp', text: '动态码' },
] as const;

type Props = { proof: Proof; onProof: (proof: Proof) => void };

/** Who signs proves it once more; it stands on the page, so that approving takes one tap and no second page. */
export function Sign({ proof, onProof }: Props) {
  const byPassword = proof.kind === 'password';
  const label = byPassword ? '您的签名口令' : '6 位动态码';
  return (
    <Field label='本人验证' hint='每个决定都会附上您的电子签名；通过处方前还要您本人再验证一次' required>
      <Segmented
        label='验证方式'
        options={kinds}
        value={proof.kind}
        onChange={(kind) => onProof({ kind, value: '' })}
      />
      <TextInput
        key={proof.kind}
        id='sign-proof'
        label={label}
        value={proof.value}
        onChange={(value) => onProof({ ...proof, value })}
        secret={byPassword}
        type={byPassword ? 'text' : 'number'}
        maxLength={byPassword ? 128 : 6}
      />
    </Field>
  );
}
