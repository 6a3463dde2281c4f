"""The command that holds a claim against what studies report."""

from __future__ import annotations

import click

from ketamine_evidence.cli.options import as_json, data_version
from ketamine_evidence.cli.output import print_json


@click.command()
@click.argument("claim")
@click.option("--quantity", metavar="NAME", help="What the figure measures, where the words do not tell.")
@click.option("--phrase", metavar="TEXT", help="The part with the figure that is meant, where the claim has several.")
@click.option("--protocol", metavar="TERM", help="The way of treating that it speaks of.")
@click.option("--route", metavar="TERM", help="How the drug is given.")
@click.option("--condition", metavar="TERM", help="What is treated.")
@click.option("--specimen", metavar="TERM", help="Where the drug is looked for.")
@data_version
@as_json
def appraise(claim: str, data_version: str | None, as_json: bool, **stated: str | None) -> None:
    """Hold a CLAIM against what studies report: what supports it, what reports less or more, what leaves it open.

    What the words of the claim were read as is shown; options go before them. There is no verdict: whoever asks judges.

    \b
    ketamine-evidence appraise "relief lasts up to 6 months after one infusion"
    ketamine-evidence appraise "it acts within minutes" --quantity onset --route intranasal
    """
    from ketamine_evidence.dataset.releases import load
    from ketamine_evidence.synthesis.appraise import check_claim

    answer = check_claim(claim, load(data_version), **stated)
    if as_json:
        print_json(answer.to_dict())
    else:
        click.echo(str(answer))
