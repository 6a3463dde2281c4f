"""Overlays merged in one after another, saved, loaded and compared in any order, held to a plain dictionary."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from ketamine_evidence import Dataset, diff, load_folder, merge, merge3, save
from ketamine_evidence.dataset.keys import Entries, by_table, entries

from .datasets import BASE, all_records, changed, same


class Overlays(RuleBasedStateMachine):
    """A dataset that overlays are merged into, and what a dictionary would hold."""

    def __init__(self) -> None:
        super().__init__()
        self.base: Dataset = Dataset.of(by_table(BASE), "base")
        self.dataset: Dataset = self.base
        self.expected: Entries = entries(self.base.tables, "")
        self.overlays: list[Dataset] = []
        self.folder: tempfile.TemporaryDirectory[str] = tempfile.TemporaryDirectory()
        self.saved: int = 0

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        self.overlays = [data.draw(changed(self.base, f"overlay {number}")) for number in range(3)]

    @rule(number=st.integers(0, 2), choice=st.sampled_from(("first", "last")))
    def merge_in(self, number: int, choice: Literal["first", "last"]) -> None:
        result = merge(self.dataset, self.overlays[number], on_conflict=choice)
        for key, record in entries(self.overlays[number].tables, "").items():
            self.expected[key] = self.expected.get(key, record) if choice == "first" else record
        self.dataset = result.dataset

    @rule(number=st.integers(0, 2))
    def take_over_changes(self, number: int) -> None:
        """What an overlay changed of the base is taken where we did not change it ourselves."""
        was, theirs = entries(self.base.tables, ""), entries(self.overlays[number].tables, "")
        result = merge3(self.base, self.dataset, self.overlays[number], on_conflict="first")
        for key in {**was, **theirs, **self.expected}:
            if self.expected.get(key) == was.get(key):
                changed_record = theirs.get(key)
                if changed_record is None:
                    self.expected.pop(key, None)
                else:
                    self.expected[key] = changed_record
        self.dataset = result.dataset

    @rule()
    def save_and_load(self) -> None:
        self.saved += 1
        again = load_folder(save(self.dataset, Path(self.folder.name) / str(self.saved)))
        assert (again.version, again.digest, again.parts) == (self.dataset.version, self.dataset.digest, self.dataset.parts)
        self.dataset = again

    @rule(number=st.integers(0, 2))
    def go_over_to_an_overlay_by_its_diff(self, number: int) -> None:
        self.dataset = diff(self.dataset, self.overlays[number]).apply(self.dataset)
        self.expected = entries(self.overlays[number].tables, "")
        assert same(self.dataset, self.overlays[number])

    @invariant()
    def it_has_what_the_dictionary_has(self) -> None:
        assert entries(self.dataset.tables, "") == self.expected

    @invariant()
    def every_record_has_an_origin_among_the_parts(self) -> None:
        names = {part.name for part in self.dataset.parts}
        for record in all_records(self.dataset):
            assert set(self.dataset.origins(record)) <= names
            assert self.dataset.origins(record)

    def teardown(self) -> None:
        self.folder.cleanup()


def test_overlays_do_what_a_dictionary_does() -> None:
    """Any sequence of merging in, taking over changes, saving, loading and applying a diff leaves what a dictionary would hold."""
    examples = min(settings().max_examples, 200)
    run_state_machine_as_test(Overlays, settings=settings(max_examples=examples, stateful_step_count=12, deadline=None))
