/** The shells that statefix writes completions for, each with where its script belongs. */
export const SHELLS = {
  bash: 'in ~/.bashrc: eval "$(statefix completion bash)"',
  zsh: 'in ~/.zshrc, after compinit: eval "$(statefix completion zsh)"',
  fish: 'in ~/.config/fish/config.fish: statefix completion fish | source',
} as const;

export type Shell = keyof typeof SHELLS;
