import type { FindingArgs } from '../model/finding.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Sentence } from './sentence.ts';

/** What the rules recognise; one that is not listed is told by its name. */
const RULES: ReadonlyMap<string, string> = new Map([
  ['1password', 'a token of a 1Password service account'],
  ['anthropic', 'an API key of Anthropic'],
  ['aws', 'a secret access key of AWS'],
  ['basicauth', 'an address with a password in it'],
  ['database-connection-string', 'an address of a database with a password in it'],
  ['gcp', 'the key of a service account of Google Cloud'],
  ['github', 'a token of GitHub'],
  ['key-name', 'its key names one, and it looks like one'],
  ['linear', 'an API token of Linear'],
  ['npm', 'a token of npm'],
  ['openai', 'an API key of OpenAI'],
  ['privatekey', 'a private key'],
  ['sendgrid', 'an API key of SendGrid'],
  ['shopify', 'a token of Shopify'],
  ['slack', 'a token of Slack'],
]);

/** A secret, in words that hold nothing of it. */
export function secretSentence(
  { rule, base }: FindingArgs['SECRET_FOUND'] & Partial<FindingArgs['SECRET_ADDED']>,
  pointer: Pointer,
): Sentence {
  const what = RULES.get(rule) ?? rule;
  const allow =
    pointer === ''
      ? 'If it is none, word it so that it does not look like one.'
      : `If it is none, allow its place in the facts of the kind: allowSecrets: [${JSON.stringify(pointer)}]`;
  return {
    message: base === undefined ? `A secret stands here: ${what}` : `A secret was added since ${base}: ${what}`,
    hint: `Take it out, and revoke it where it was issued: whoever could read the file, or its history, has it. ${allow}`,
  };
}
