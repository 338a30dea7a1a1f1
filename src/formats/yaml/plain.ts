import type { Value } from '../../model/value.ts';
import { readNumber } from '../number.ts';

/** What a plain scalar says: a value, or a number that no reader would get. */
export type Plain = { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'unrepresentable' };

/** The rules of YAML 1.2 (core schema), or those of 1.1 where `%YAML 1.1` asks for them. */
export type Rules = '1.2' | '1.1';

const NULL = /^(?:~|[Nn]ull|NULL)?$/;
const TRUE = { '1.2': /^(?:true|True|TRUE)$/, '1.1': /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/ };
const FALSE = { '1.2': /^(?:false|False|FALSE)$/, '1.1': /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/ };
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const NUMBER = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/**
 * The value of a plain scalar. Dates stay strings in both versions (plain data has no other type for them); under 1.1, `yes` and `off` are
 * booleans, `010` is octal, `1_000` and `1:30` are numbers.
 */
export function readPlain(text: string, rules: Rules): Plain {
  if (NULL.test(text)) return { kind: 'value', value: null };
  if (TRUE[rules].test(text)) return { kind: 'value', value: true };
  if (FALSE[rules].test(text)) return { kind: 'value', value: false };
  if (!/^[-+.0-9]/.test(text)) return { kind: 'value', value: text };
  if (NOT_FINITE.test(text)) return { kind: 'unrepresentable' };
  const number = rules === '1.2' ? readCore(text) : readOneOne(text);
  if (number === 'overflow') return { kind: 'unrepresentable' };
  return { kind: 'value', value: number ?? text };
}

type Read = number | bigint | 'overflow' | undefined;

function readCore(text: string): Read {
  if (NUMBER.test(text)) return readNumber(text) ?? 'overflow';
  if (/^0x[0-9a-fA-F]+$/.test(text) || /^0o[0-7]+$/.test(text)) return narrow(BigInt(text));
  return undefined;
}

function readOneOne(text: string): Read {
  const match = /^([-+]?)(.*)$/s.exec(text);
  const sign = match?.[1] === '-' ? -1n : 1n;
  const body = match?.[2] ?? '';
  const digits = body.replaceAll('_', '');
  if (/^0b[01_]+$/.test(body) && /[01]/.test(digits.slice(2))) return narrow(sign * BigInt(digits));
  if (/^0x[0-9a-fA-F_]+$/.test(body) && digits.length > 2) return narrow(sign * BigInt(digits));
  if (/^0[0-7_]+$/.test(body) && digits.length > 1) return narrow(sign * BigInt(`0o${digits}`));
  if (/^[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(body)) return readSexagesimal(digits, sign);
  if (/^(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?$/.test(body) && NUMBER.test(digits)) {
    return readNumber(`${match?.[1] ?? ''}${digits}`) ?? 'overflow';
  }
  return undefined;
}

function readSexagesimal(digits: string, sign: bigint): Read {
  const parts = digits.split(':');
  if (digits.includes('.')) {
    const seconds = parts.reduce((sum, part) => sum * 60 + Number(part), 0);
    return Number.isFinite(seconds) ? Number(sign) * seconds : 'overflow';
  }
  return narrow(sign * parts.reduce((sum, part) => sum * 60n + BigInt(part), 0n));
}

function narrow(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}
