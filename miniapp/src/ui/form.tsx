import { Input, Textarea, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y } from './a11y.ts';
import { Icon } from './icon.tsx';
import { Tap } from './tap.tsx';
import './form.scss';

type FieldProps = {
  label: string;
  /** Why it is asked, or how to fill it in. */
  hint?: string;
  /** What is wrong with it; read aloud when it appears. */
  error?: string | undefined;
  required?: boolean;
  children: ReactNode;
};

/** A question with its answer below. */
export function Field({ label, hint, error, required = false, children }: FieldProps) {
  return (
    <View className='field'>
      <View className='field__label'>
        {label}
        {required && <View className='field__required'>必填</View>}
      </View>
      {hint && <View className='field__hint'>{hint}</View>}
      {children}
      {error && (
        <View className='field__error' {...a11y('alert')}>
          {error}
        </View>
      )}
    </View>
  );
}

type TextInputProps = {
  value: string;
  onChange: (value: string) => void;
  /** Said by screen readers; a Field's label is not read with its input on every platform. */
  label: string;
  placeholder?: string;
  type?: 'text' | 'number' | 'idcard' | 'digit' | 'tel';
  maxLength?: number;
  /** Hidden while typed. */
  secret?: boolean;
  /** Several lines. */
  multiline?: boolean;
  disabled?: boolean;
  focus?: boolean;
  id?: string;
  /** Return key of the keyboard: `search`, `send`, `done`. */
  confirmType?: 'search' | 'send' | 'done' | 'next';
  onConfirm?: (value: string) => unknown;
};

export function TextInput({
  value,
  onChange,
  label,
  placeholder = '',
  type = 'text',
  maxLength = 140,
  ...rest
}: TextInputProps) {
  const {
    multiline = false,
    secret = false,
    disabled = false,
    focus = false,
    id,
    confirmType = 'done',
    onConfirm,
  } = rest;
  const common = {
    ...(id !== undefined && { id }),
    value,
    // In a browser the words before typing are also what a screen reader finds on the inner field.
    placeholder: placeholder || `请填写${label}`,
    placeholderClass: 'text-input__placeholder',
    disabled,
    focus,
    maxlength: maxLength,
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
    onConfirm: (event: { detail: { value: string } }) => void onConfirm?.(event.detail.value),
    ariaLabel: label,
  };
  return multiline ? (
    <Textarea className='text-input text-input--tall' {...common} autoHeight />
  ) : (
    <Input
      className='text-input'
      {...common}
      password={secret}
      type={type === 'tel' ? 'number' : type}
      confirmType={confirmType}
    />
  );
}

type StepperProps = {
  value: number;
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  label: string;
  disabled?: boolean;
};

/** A small whole number, one more or one less. */
export function Stepper({ value, onChange, min = 1, max = 99, label, disabled = false }: StepperProps) {
  return (
    <View className='stepper'>
      <Tap
        className='stepper__key'
        label={`${label}减一`}
        disabled={disabled || value <= min}
        onTap={() => onChange(value - 1)}
      >
        <Icon name='minus' size='small' />
      </Tap>
      <View className='stepper__value' {...a11y('status', { label: `${label}${value}` })}>
        {value}
      </View>
      <Tap
        className='stepper__key'
        label={`${label}加一`}
        disabled={disabled || value >= max}
        onTap={() => onChange(value + 1)}
      >
        <Icon name='plus' size='small' />
      </Tap>
    </View>
  );
}

type SwitchProps = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  disabled?: boolean;
  id?: string;
};

export function Switch({ checked, onChange, label, disabled = false, id }: SwitchProps) {
  return (
    <Tap
      id={id}
      className={`switch ${checked ? 'switch--on' : ''}`}
      role='switch'
      checked={checked}
      disabled={disabled}
      label={label}
      onTap={() => onChange(!checked)}
    >
      <View className='switch__track'>
        <View className='switch__knob' />
      </View>
    </Tap>
  );
}

type Option<T extends string> = { value: T; text: string };
type SegmentedProps<T extends string> = {
  options: readonly Option<T>[];
  value: T;
  onChange: (value: T) => void;
  label: string;
};

/** One of two to four views or choices, side by side. */
export function Segmented<T extends string>({ options, value, onChange, label }: SegmentedProps<T>) {
  return (
    <View className='segmented' {...a11y('tablist', { label })}>
      {options.map((option) => (
        <Tap
          key={option.value}
          role='tab'
          className={`segmented__option ${option.value === value ? 'segmented__option--on' : ''}`}
          checked={option.value === value}
          onTap={() => onChange(option.value)}
        >
          {option.text}
        </Tap>
      ))}
    </View>
  );
}

type ChoicesProps<T extends string> = {
  options: readonly (Option<T> & { note?: string })[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
  /** Several may be chosen. */
  many?: boolean;
  /** `rows`: one a line, for answers of several words; `chips`: side by side. */
  layout?: 'rows' | 'chips';
};

/** Answers to choose from. */
export function Choices<T extends string>({
  options,
  chosen,
  onChange,
  many = false,
  layout = 'chips',
}: ChoicesProps<T>) {
  const choose = (value: T) => {
    if (!many) return onChange([value]);
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  };
  return (
    <View className={`choices choices--${layout}`}>
      {options.map(({ value, text, note }) => {
        const on = chosen.includes(value);
        return (
          <Tap
            key={value}
            role='radio'
            checked={on}
            className={`choice ${on ? 'choice--on' : ''}`}
            onTap={() => choose(value)}
          >
            <View className='choice__words'>
              <View>{text}</View>
              {note && <View className='choice__note'>{note}</View>}
            </View>
            {on && <Icon name='check' size='small' />}
          </Tap>
        );
      })}
    </View>
  );
}
