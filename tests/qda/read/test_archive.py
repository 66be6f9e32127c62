"""Zip files of strangers."""

import io
import stat
import zipfile

import pytest

from compendium.errors import ProjectError
from compendium.qda.read import archive
from compendium.qda.read.archive import is_archive, read_members
from refi_dialects import pack, packed


def test_only_wanted_members_are_read(tmp_path):
    path = pack(tmp_path / "a.zip", {"a.txt": b"one", "b/c.txt": b"two", "d.mp4": b"film"})
    assert read_members(path, lambda name: name.endswith(".txt")) == {
        "a.txt": b"one", "b/c.txt": b"two",
    }  # fmt: skip
    assert is_archive(path)


@pytest.mark.parametrize("name", ["../a", "b/../../a", "/a", "C:/a", "c:a", "..\\a", "\\a"])
def test_paths_that_lead_out_are_refused(tmp_path, name):
    path = pack(tmp_path / "a.zip", {name: b""})
    with pytest.raises(ProjectError, match="leads out of the zip file"):
        read_members(path, lambda _: True)


def test_links_are_refused(tmp_path):
    link = zipfile.ZipInfo("link")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(link, b"/etc/passwd")
    path = tmp_path / "a.zip"
    path.write_bytes(file.getvalue())
    with pytest.raises(ProjectError, match="a link to another file"):
        read_members(path, lambda _: True)


def test_a_password_is_refused(tmp_path):
    content = bytearray(packed({"a.txt": b"text"}))
    # The mark of a password, in the list of members.
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "a.zip"
    path.write_bytes(bytes(content))
    with pytest.raises(ProjectError, match="locked with a password"):
        read_members(path, lambda _: True)


def test_another_way_of_packing_is_refused(tmp_path):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("a.txt", b"text")
    path = tmp_path / "a.zip"
    path.write_bytes(file.getvalue())
    with pytest.raises(ProjectError, match="packed in an unusual way"):
        read_members(path, lambda _: True)


def test_what_swells_beyond_all_measure_is_refused(tmp_path, monkeypatch):
    path = pack(tmp_path / "a.zip", {"a.qde": b"0" * 3_000_000, "b.qde": b"1" * 1_000})
    assert len(read_members(path, lambda _: True)) == 2
    monkeypatch.setattr(archive, "RATIO_FREE", 1_000_000)
    with pytest.raises(ProjectError, match=r"'a\.qde' unpacks to more than \d+ MB from 0 MB"):
        read_members(path, lambda _: True)


@pytest.mark.parametrize("limit", ["MEMBER_LIMIT", "TOTAL_LIMIT"])
def test_sizes_are_counted_and_not_believed(tmp_path, monkeypatch, limit):
    content = bytearray(packed({"a.qde": bytes(range(256)) * 4_000, "b.qde": b"x" * 1_000}))
    monkeypatch.setattr(archive, limit, 500_000)
    # The list of members says that the first unpacks to nothing.
    place = content.index(b"PK\x01\x02") + 24
    path = tmp_path / "a.zip"
    path.write_bytes(bytes(content))
    with pytest.raises(ProjectError, match="unpacks to more than"):
        read_members(path, lambda _: True)
    content[place : place + 4] = bytes(4)
    path.write_bytes(bytes(content))
    with pytest.raises(ProjectError):
        read_members(path, lambda _: True)


def test_too_many_members_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "COUNT_LIMIT", 3)
    path = pack(tmp_path / "a.zip", {str(number): b"" for number in range(4)})
    with pytest.raises(ProjectError, match="has 4 members; at most 3"):
        read_members(path, lambda _: False)


def test_a_changed_member_is_refused(tmp_path):
    content = bytearray(packed({"a.qde": bytes(range(256)) * 9}))
    content[60] ^= 0xFF
    path = tmp_path / "a.zip"
    path.write_bytes(bytes(content))
    with pytest.raises(ProjectError, match="damaged or cut short"):
        read_members(path, lambda _: True)
