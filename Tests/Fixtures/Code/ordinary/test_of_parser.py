import pytest

from calculator import evaluate


@pytest.mark.parametrize("text, value", [("1 + 1", 2), ("2 - 5", -3), ("7", 7)])
def test_evaluate(text, value):
    assert evaluate(text) == value


def test_empty_text():
    with pytest.raises(ValueError):
        evaluate("")


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "document.txt"
    path.write_text("1 + 1")
    return path


def test_from_file(document):
    assert evaluate(document.read_text()) == 2
