import { GLOBAL_OPTIONS, type Command } from '../command.ts';
import { shellQuoted } from './safe-text.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

const optionNames = ({ options }: Command): readonly string[] =>
  Object.keys({ ...options, ...GLOBAL_OPTIONS }).map((name) => `--${name}`);

/** Words that may stand where an operand is wanted; undefined where accounts are. */
const operandWords = ({ operands }: Command): readonly string[] | undefined => {
  const [first] = operands;
  if (first?.name === 'ACCOUNT') return undefined;
  return first?.choices ?? [];
};

const optionsWithChoices = (commands: readonly Command[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    commands.flatMap(({ options }) =>
      Object.entries(options).flatMap(([name, { choices }]) =>
        choices === undefined ? [] : [[`--${name}`, choices] as const],
      ),
    ),
  );

const ACCOUNT_NAMES = 'command vk accounts --names 2>/dev/null';

/** Account names may hold spaces and quotes, so each is quoted as the shell reads it back. */
const forBash = (commands: readonly Command[]): string => {
  const cases = commands.map((command) => {
    const words = operandWords(command);
    const operands =
      words === undefined ? '_vk_accounts' : `_vk_words ${words.map(shellQuoted).join(' ')}`;
    return `    ${command.name}) options='${optionNames(command).join(' ')}'; operands=(${operands}) ;;`;
  });
  const choices = [...optionsWithChoices(commands)].map(
    ([name, words]) => `    ${name}) _vk_words ${words.map(shellQuoted).join(' ')}; return ;;`,
  );
  return `# bash completion for vk: source it, or write it to ~/.local/share/bash-completion/completions/vk
_vk_words() {
  local word
  for word in "$@"; do
    [[ $word == "$current"* ]] && COMPREPLY+=("$(printf '%q' "$word")")
  done
}
_vk_accounts() {
  local names
  mapfile -t names < <(${ACCOUNT_NAMES})
  _vk_words "\${names[@]}"
}
_vk() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  local options='' operands=()
  COMPREPLY=()
  if (( COMP_CWORD == 1 )); then
    _vk_words ${commands.map(({ name }) => name).join(' ')}
    return
  fi
  local at
  for (( at = 2; at < COMP_CWORD; at++ )); do
    if [[ \${COMP_WORDS[at]} == -- ]]; then
      COMPREPLY=($(compgen -c -- "$current"))
      return
    fi
  done
  case $before in
${choices.join('\n')}
  esac
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
  esac
  if [[ $current == -* ]]; then
    _vk_words $options
  elif (( \${#operands[@]} )); then
    "\${operands[@]}"
  fi
}
complete -F _vk vk valet-key
`;
};

const forZsh = (commands: readonly Command[]): string => {
  const summaries = commands.map(({ name, summary }) => shellQuoted(`${name}:${summary}`));
  const cases = commands.map((command) => {
    const words = operandWords(command);
    const operands =
      words === undefined
        ? 'accounts=("${(@f)$(' + ACCOUNT_NAMES + ')}"); compadd -a accounts'
        : `compadd -- ${words.map(shellQuoted).join(' ')}`;
    return `    ${command.name}) options=(${optionNames(command).join(' ')}); [[ $PREFIX == -* ]] || { ${operands} } ;;`;
  });
  return `#compdef vk valet-key
# zsh completion for vk: write it to a file _vk in a folder of $fpath
_vk() {
  local -a commands options accounts
  commands=(${summaries.join(' ')})
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  if (( \${words[(I)--]} > 0 && \${words[(I)--]} < CURRENT )); then
    _command_names -e
    return
  fi
  case $words[2] in
${cases.join('\n')}
  esac
  [[ $PREFIX == -* ]] && compadd -- $options
}
compdef _vk vk valet-key
`;
};

const forFish = (commands: readonly Command[]): string => {
  const lines = commands.flatMap((command) => {
    const when = `-n '__fish_seen_subcommand_from ${command.name}'`;
    const words = operandWords(command);
    const operands = words === undefined ? `(${ACCOUNT_NAMES})` : words.join(' ');
    return [
      `complete -c vk -n __fish_use_subcommand -a ${command.name} -d ${shellQuoted(command.summary)}`,
      ...(operands === '' ? [] : [`complete -c vk ${when} -a ${shellQuoted(operands)}`]),
      ...Object.entries(command.options).map(
        ([name, { help, value, choices = [] }]) =>
          `complete -c vk ${when} -l ${name} -d ${shellQuoted(help)}` +
          (value === undefined ? '' : ` -x -a ${shellQuoted(choices.join(' '))}`),
      ),
    ];
  });
  return `# fish completion for vk: write it to ~/.config/fish/completions/vk.fish\ncomplete -c vk -f\n${lines.join('\n')}\n`;
};

/** A script that completes commands, options and account names in one of the shells. */
export const completionScript = (shell: Shell, commands: readonly Command[]): string => {
  switch (shell) {
    case 'bash':
      return forBash(commands);
    case 'zsh':
      return forZsh(commands);
    case 'fish':
      return forFish(commands);
  }
};
