"""The wheel carries everything: installed in an empty place it answers and serves."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

from dutygraph import places

ROOT = places.root()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


def test_the_wheel_holds_content_ontology_shapes_queries_templates_and_the_dataset(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "dutygraph/installed/build/dutygraph.nq",
        "dutygraph/installed/build/manifest.json",
        "dutygraph/installed/guidance_sources/actions.yaml",
        "dutygraph/installed/guidance_sources/documents/uk-parliament/social-value-act-2012/document.yaml",
        "dutygraph/installed/ontology/core.ttl",
        "dutygraph/installed/ontology/codes/forces.csv",
        "dutygraph/installed/shapes/rules/broader-cycle-violation.rq",
        "dutygraph/answers/queries/duties.rq",
        "dutygraph/records/context.jsonld",
        "webapp/static/site.css",
    ):
        assert name in held, name
    assert [name for name in held if name.startswith("webapp/templates/") and name.endswith(".html")]
    assert not [name for name in held if name.startswith("tests/")]


def test_the_wheel_works_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "venv"
    venv.create(place, with_pip=False, system_site_packages=False)
    python = place / "bin" / "python"
    site = next((place / "lib").glob("python*/site-packages"))
    installed = [Path(path) for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(str(path) for path in installed) + "\n")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    empty = tmp_path / "empty"
    empty.mkdir()
    command = [str(python), "-c", "from dutygraph.cli import main; main()"]
    done = subprocess.run(
        [*command, "duties", "--bearer", "local-authority"], cwd=empty, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Procurement Act 2023" in done.stdout
    server = subprocess.Popen([*command, "serve", "--port", "0"], cwd=empty, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        address = line.split(" at ")[1].split(" ")[0]
        with urllib.request.urlopen(address, timeout=30) as page:
            assert b"DutyGraph" in page.read()
        which = subprocess.run(
            [str(python), "-c", "import dutygraph; print(dutygraph.__file__)"],
            cwd=empty,
            capture_output=True,
            text=True,
        )
        assert str(site) in which.stdout
    finally:
        server.terminate()
        server.wait(timeout=10)
        if server.stdout:
            server.stdout.close()
