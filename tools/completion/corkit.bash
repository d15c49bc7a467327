# bash completion for corkit                                                       -*- shell-script -*-
#
# Commands and options are those that the command's own --help lists, so they are always the ones of the build that is
# installed. Needs nothing but bash 4.

# First words of the lines of --help: $1 is commands, options or arguments; the rest are the words of the command so far.
_corkit_help() {
  local what=$1 section='' line word
  shift
  while IFS= read -r line; do
    case $line in
      [![:space:]]*:) section=${line%:} ;;
      '') section='' ;;
      '  '[![:space:]]*)
        word=${line#  }
        word=${word%% *}
        case $what,$section,$word in
          options,Positionals,* | options,Subcommands,*) ;;
          options,*,-*) printf '%s\n' "${word//,/$'\n'}" ;;
          commands,Subcommands,* | arguments,Positionals,*) printf '%s\n' "$word" ;;
        esac
        ;;
    esac
  done < <("$@" --help 2>/dev/null)
}

# What the option $1 wants, as --help has it: DIR, FILE, {one,other}; nothing for a switch.
_corkit_value() {
  local option=$1 line names rest
  shift
  while IFS= read -r line; do
    [[ $line == '  -'* ]] || continue
    names=${line#  }
    rest=${names#* }
    names=${names%% *}
    [[ ,$names, == *",$option,"* ]] || continue
    # An explanation stands after two blanks or more.
    [[ $rest == ' '* ]] || printf '%s\n' "${rest%%  *}"
    return
  done < <("$@" --help 2>/dev/null)
}

# Images and folders that begin with $1.
_corkit_images() {
  local path
  while IFS= read -r path; do
    case $path in
      *.fts | *.fits | *.fz | *.gz) printf '%s\n' "$path" ;;
      *) if [ -d "$path" ]; then printf '%s\n' "$path"; fi ;;
    esac
  done < <(compgen -f -- "$1")
}

_corkit() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} wanted word
  local -a words=("${COMP_WORDS[0]}") commands
  COMPREPLY=()

  # The words up to the innermost command; what follows are its options and files.
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    mapfile -t commands < <(_corkit_help commands "${words[@]}")
    [[ $word == [a-z]* && " ${commands[*]} " == *" $word "* ]] || break
    words+=("$word")
  done

  # "--option=value" comes as three words, "@list" as two.
  if [[ $current == = ]]; then
    current=''
  elif [[ $previous == = && $COMP_CWORD -gt 2 ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $previous == @ ]]; then
    current=@$current
  fi

  wanted=''
  [[ $previous == -* ]] && wanted=$(_corkit_value "$previous" "${words[@]}")
  if [[ -z $wanted && $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_corkit_help options "${words[@]}")" -- "$current")
    return
  fi
  if [[ -z $wanted ]]; then
    mapfile -t commands < <(_corkit_help commands "${words[@]}")
    if [ ${#commands[@]} -gt 0 ]; then
      mapfile -t COMPREPLY < <(compgen -W "${commands[*]}" -- "$current")
      return
    fi
    wanted=$(_corkit_help arguments "${words[@]}")
    [[ $wanted == DIR* || -z $wanted ]] || wanted=IMAGE
  fi

  case $wanted in
    *'{'*'}'*)
      wanted=${wanted#*\{}
      wanted=${wanted%%\}*}
      mapfile -t COMPREPLY < <(compgen -W "${wanted//,/ }" -- "$current")
      ;;
    DIR*)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -d -- "$current")
      if [[ $previous == --calib && demo == "$current"* ]]; then COMPREPLY+=(demo); fi
      ;;
    FILE*)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      ;;
    IMAGE)
      compopt -o filenames 2>/dev/null
      if [[ $current == @* ]]; then
        mapfile -t COMPREPLY < <(compgen -f -P @ -- "${current#@}")
      else
        mapfile -t COMPREPLY < <(_corkit_images "$current")
      fi
      ;;
  esac
}

complete -F _corkit corkit
