"""Identifiers of what people write in cells."""

from compendium.own.bring.named import Identifiers

MANY = 30_000


def test_names_that_are_written_alike_are_told_apart_in_time():
    names = Identifiers({"Trust": "x-2"})
    # Else this would not end.
    found = [names.of("!" * (n % 200) + "?" * (n // 200)) for n in range(1, MANY)]
    assert len(set(found)) == len(found)
    assert found[:3] == ["x", "x-3", "x-4"]
