"""What is written about ketamine for pain, as typed, versioned, citable data.

An evidence summary, not dosing advice.

Examples:
    >>> import ketamine_evidence as ke
    >>> relief = ke.load().ranges.where(quantity="relief_duration", condition="chronic-pain", tier="lay")
    >>> relief.by("protocol")["single-infusion"][0].reported.outer
    <Range [3 d, 5 wk]>

The names below are imported when first used, so that importing the package costs nothing.
"""

TYPE_CHECKING = False  # checkers take it for true; the import of typing would be all that this module costs
if TYPE_CHECKING:
    from ketamine_evidence import charts as charts
    from ketamine_evidence import frames as frames
    from ketamine_evidence.curation.overlays import read_sources as read_sources
    from ketamine_evidence.dataset.citations import cite as cite
    from ketamine_evidence.dataset.dataset import Dataset as Dataset
    from ketamine_evidence.dataset.diff import Diff as Diff
    from ketamine_evidence.dataset.diff import diff as diff
    from ketamine_evidence.dataset.merge import merge as merge
    from ketamine_evidence.dataset.merge3 import merge3 as merge3
    from ketamine_evidence.dataset.merging import MergeResult as MergeResult
    from ketamine_evidence.dataset.releases import load as load
    from ketamine_evidence.dataset.releases import load_folder as load_folder
    from ketamine_evidence.dataset.releases import save as save
    from ketamine_evidence.dataset.releases import versions as versions
    from ketamine_evidence.dataset.tables import Table as Table
    from ketamine_evidence.dataset.verify import Verification as Verification
    from ketamine_evidence.dataset.verify import verify as verify
    from ketamine_evidence.errors import ConflictError as ConflictError
    from ketamine_evidence.errors import DataError as DataError
    from ketamine_evidence.errors import DigestError as DigestError
    from ketamine_evidence.errors import DimensionError as DimensionError
    from ketamine_evidence.errors import FileError as FileError
    from ketamine_evidence.errors import KetamineEvidenceError as KetamineEvidenceError
    from ketamine_evidence.errors import MergeError as MergeError
    from ketamine_evidence.errors import MissingExtraError as MissingExtraError
    from ketamine_evidence.errors import PhraseError as PhraseError
    from ketamine_evidence.errors import QueryError as QueryError
    from ketamine_evidence.errors import RangeError as RangeError
    from ketamine_evidence.errors import UnitError as UnitError
    from ketamine_evidence.errors import UnknownRecordError as UnknownRecordError
    from ketamine_evidence.errors import VersionError as VersionError
    from ketamine_evidence.errors import WithdrawnError as WithdrawnError
    from ketamine_evidence.export.formats import export_to as export_to
    from ketamine_evidence.export.formats import read_export as read_export
    from ketamine_evidence.synthesis.agreement import Agreement as Agreement
    from ketamine_evidence.synthesis.agreement import agreement as agreement
    from ketamine_evidence.synthesis.appraisal import Appraisal as Appraisal
    from ketamine_evidence.synthesis.appraise import check_claim as check_claim
    from ketamine_evidence.synthesis.compare import Comparison as Comparison
    from ketamine_evidence.synthesis.compare import compare as compare
    from ketamine_evidence.synthesis.consensus import Merged as Merged
    from ketamine_evidence.synthesis.consensus import MergedGroups as MergedGroups
    from ketamine_evidence.synthesis.consensus import merge_ranges as merge_ranges
    from ketamine_evidence.values.lexicon import Lexicon as Lexicon
    from ketamine_evidence.values.phrases import parse_range as parse_range
    from ketamine_evidence.values.range_sets import RangeSet as RangeSet
    from ketamine_evidence.values.ranges import Range as Range
    from ketamine_evidence.values.reported import ImpreciseNumber as ImpreciseNumber
    from ketamine_evidence.values.reported import Reported as Reported

__version__ = "0.4.0"

_ERRORS = (
    "ConflictError", "DataError", "DigestError", "DimensionError", "FileError", "KetamineEvidenceError", "MergeError",
    "MissingExtraError", "PhraseError", "QueryError", "RangeError", "UnitError", "UnknownRecordError", "VersionError", "WithdrawnError",
)  # fmt: skip
_HOMES = {
    "read_sources": "curation.overlays",
    "cite": "dataset.citations",
    "Dataset": "dataset.dataset",
    "Diff": "dataset.diff",
    "diff": "dataset.diff",
    "merge": "dataset.merge",
    "merge3": "dataset.merge3",
    "MergeResult": "dataset.merging",
    "load": "dataset.releases",
    "load_folder": "dataset.releases",
    "save": "dataset.releases",
    "versions": "dataset.releases",
    "Table": "dataset.tables",
    "Verification": "dataset.verify",
    "verify": "dataset.verify",
    "export_to": "export.formats",
    "read_export": "export.formats",
    "Agreement": "synthesis.agreement",
    "agreement": "synthesis.agreement",
    "Appraisal": "synthesis.appraisal",
    "check_claim": "synthesis.appraise",
    "Comparison": "synthesis.compare",
    "compare": "synthesis.compare",
    "Merged": "synthesis.consensus",
    "MergedGroups": "synthesis.consensus",
    "merge_ranges": "synthesis.consensus",
    "Lexicon": "values.lexicon",
    "parse_range": "values.phrases",
    "Range": "values.ranges",
    "RangeSet": "values.range_sets",
    "ImpreciseNumber": "values.reported",
    "Reported": "values.reported",
} | dict.fromkeys(_ERRORS, "errors")
_MODULES = ("charts", "frames")
"""The parts that are reached as a whole."""

__all__ = [
    "Agreement",
    "Appraisal",
    "Comparison",
    "ConflictError",
    "DataError",
    "Dataset",
    "Diff",
    "DigestError",
    "DimensionError",
    "FileError",
    "ImpreciseNumber",
    "KetamineEvidenceError",
    "Lexicon",
    "MergeError",
    "MergeResult",
    "Merged",
    "MergedGroups",
    "MissingExtraError",
    "PhraseError",
    "QueryError",
    "Range",
    "RangeError",
    "RangeSet",
    "Reported",
    "Table",
    "UnitError",
    "UnknownRecordError",
    "Verification",
    "VersionError",
    "WithdrawnError",
    "__version__",
    "agreement",
    "charts",
    "check_claim",
    "cite",
    "compare",
    "diff",
    "export_to",
    "frames",
    "load",
    "load_folder",
    "merge",
    "merge3",
    "merge_ranges",
    "parse_range",
    "read_export",
    "read_sources",
    "save",
    "verify",
    "versions",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _MODULES:
        return import_module(f"ketamine_evidence.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'ketamine_evidence' has no attribute {name!r}")
    value = getattr(import_module(f"ketamine_evidence.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
