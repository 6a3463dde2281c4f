"""The command that holds a claim against what studies report."""

from __future__ import annotations

import click

from ketamine_evidence.cli.completions import complete_quantities, complete_terms
from ketamine_evidence.cli.options import as_json, data_version


@click.command()
@click.argument("claim")
@click.option(
    "--quantity",
    metavar="NAME",
    shell_complete=complete_quantities,
    help="What the figure measures, where the words do not tell.",
)
@click.option("--phrase", metavar="TEXT", help="The part with the figure that is meant, where the claim has several.")
@click.option("--protocol", metavar="TERM", shell_complete=complete_terms, help="The way of treating that it speaks of.")
@click.option("--route", metavar="TERM", shell_complete=complete_terms, help="How the drug is given.")
@click.option("--condition", metavar="TERM", shell_complete=complete_terms, help="What is treated.")
@click.option("--specimen", metavar="TERM", shell_complete=complete_terms, help="Where the drug is looked for.")
@data_version
@as_json
def appraise(claim: str, data_version: str | None, as_json: bool, **stated: str | None) -> None:
    """Hold a CLAIM against what studies report.

    What supports it, what reports less or more, what leaves it open. What the words of the claim were read as is shown; options go before them. There is no verdict: whoever asks judges.

    \b
    Examples:
      ketamine-evidence appraise "relief lasts up to 6 months after one infusion"
      ketamine-evidence appraise "within minutes" --quantity onset --route oral
    """
    from ketamine_evidence.cli.output import print_json, print_lines
    from ketamine_evidence.dataset.releases import load
    from ketamine_evidence.synthesis.appraise import check_claim

    answer = check_claim(claim, load(data_version), **stated)
    if as_json:
        print_json(answer.to_dict())
    else:
        print_lines(str(answer).splitlines())
