"""The command that lets a shell complete the others."""

from __future__ import annotations

import os

import click
from click.shell_completion import BashComplete, add_completion_class, get_completion_class, split_arg_string

NAME = "ketamine-evidence"
VARIABLE = "_KETAMINE_EVIDENCE_COMPLETE"
"""The variable by which a shell asks for completions; click makes the name of that of the program."""


class Bash(BashComplete):
    """Completion for bash, which takes a word such as FIELD=VALUE apart at its "=".

    So it hands over the line as it was typed, offers of each completion the part after the last "=", and leaves out the space after a
    field that waits for its value.
    """

    source_template = """\
%(complete_func)s() {
    local IFS=$'\\n' completion type value current=${COMP_LINE:0:COMP_POINT}
    COMPREPLY=()
    for completion in $(env COMP_WORDS="$current" %(complete_var)s=bash_complete "$1"); do
        IFS=',' read -r type value <<< "$completion"
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                [[ $value == *= ]] && compopt -o nospace
                if [[ $COMP_WORDBREAKS == *=* && ${current##* } == *=* ]]; then value=${value#*=}; fi
                COMPREPLY+=("$value") ;;
        esac
    done
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Take the line apart as a shell does."""
        line = os.environ["COMP_WORDS"]
        words = split_arg_string(line)[1:]
        return (words, "") if line[-1:].isspace() else (words[:-1], words[-1] if words else "")


add_completion_class(Bash)


@click.command()
@click.argument("shell", metavar="SHELL", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a script that lets a SHELL complete what is typed.

    SHELL is bash, zsh or fish. It completes commands, options, records, tables, FIELD=VALUE, data versions and formats. Save it where your shell looks for completions, or
    let your shell read it as it starts.

    \b
    Examples:
      ketamine-evidence completion bash
      ketamine-evidence completion zsh
    """
    kind = get_completion_class(shell)
    assert kind is not None
    root = click.get_current_context().find_root().command
    click.echo(kind(root, {}, NAME, VARIABLE).source(), nl=False)
