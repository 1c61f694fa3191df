"""PDF worker: limits of time and memory, recovery, progress, cache."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from reports import PdfCache, PdfWorker, ReportError, make_pdf
from translations import use_language

SMALL = "<html lang=en><title>Small</title><p>A page.</html>"
ENDLESS = "<html lang=en><title>x</title>" + "<p>word " * 60_000
HUGE = "<html lang=en><title>x</title>" + "<br>" * 1_500_000


def test_what_takes_too_long_is_stopped_and_the_next_document_is_made() -> None:
    with PdfWorker(seconds=6) as worker:
        assert worker.submit(SMALL, "{}").result().startswith(b"%PDF-")
        with pytest.raises(ReportError, match="not ready after 6 seconds of work and was stopped"):
            worker.submit(ENDLESS, "{}").result()
        assert worker.submit(SMALL, "{ }").result().startswith(b"%PDF-")


def test_what_needs_too_much_memory_is_stopped_and_the_next_document_is_made() -> None:
    with PdfWorker(megabytes=500, seconds=100) as worker:
        with pytest.raises(ReportError, match="more than 500 MB of memory"):
            worker.submit(HUGE, "{}").result()
        assert worker.submit(SMALL, "{}").result().startswith(b"%PDF-")


def pdf_processes() -> set[psutil.Process]:
    """The running PDF processes of this process; those of the shared worker are among them."""
    result = set()
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # ended since, or a zombie
            if "reports.pdf.process" in child.cmdline():
                result.add(child)
    return result


def test_a_process_that_dies_is_an_error_and_the_next_document_is_made() -> None:
    others = pdf_processes()
    with PdfWorker(seconds=60) as worker:
        job = worker.submit(ENDLESS, "{}")
        _wait_for(lambda: job.progress().stage > 0)
        for child in pdf_processes() - others:
            child.kill()
        with pytest.raises(ReportError, match="stopped"):
            job.result()
        assert worker.submit(SMALL, "{}").result().startswith(b"%PDF-")


def test_a_process_that_is_killed_leaves_no_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with PdfWorker(seconds=60) as worker:
        job = worker.submit(ENDLESS, "{}")
        _wait_for(lambda: any(tmp_path.glob("*/weasyprint-*")))
    with pytest.raises(ReportError):
        job.result()
    assert list(tmp_path.iterdir()) == []


def _wait_for(holds: object, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.01)


def test_progress_only_goes_forward_and_ends_at_the_last_stage() -> None:
    with PdfWorker() as worker:
        job = worker.submit(SMALL * 1 + "<p>more " * 400, "{}")
        stages = [job.progress().stage]
        while not job.done():
            stages.append(job.progress().stage)
            time.sleep(0.002)
        assert stages == sorted(stages)
        assert job.progress().stage == job.progress().of
        with use_language("qps"):
            assert job.progress().text.startswith("⟦")


def test_equal_documents_share_one_job_and_threads_can_wait_together() -> None:
    with PdfWorker() as worker:
        result: list[bytes] = []
        jobs = [worker.submit(SMALL, "{}") for _index in range(5)]
        threads = [
            threading.Thread(target=lambda job=job: result.append(job.result())) for job in jobs
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert len(result) == 5
        assert len(set(result)) == 1


def test_a_closed_worker_says_so_and_leaves_no_process_behind() -> None:
    others = pdf_processes()
    worker = PdfWorker().start()
    worker.submit(SMALL, "{}").result()
    own = pdf_processes() - others
    worker.close()
    assert len(own) == 1
    assert not any(child.is_running() for child in own)
    with pytest.raises(ReportError, match="shut down"):
        worker.submit(SMALL, "{ }").result()


def test_the_process_stands_back_for_everybody_elses_pages() -> None:
    others = pdf_processes()
    with PdfWorker() as worker:
        worker.submit(SMALL, "{}").result()
        (child,) = pdf_processes() - others
        assert child.nice() > psutil.Process().nice()


def test_the_command_line_makes_a_document_under_the_same_limits(tmp_path: Path) -> None:
    assert make_pdf(SMALL, "{}", cache=tmp_path).startswith(b"%PDF-")
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    with pytest.raises(ReportError, match="seconds"):
        make_pdf(ENDLESS, "{}", seconds=3)


def test_the_cache_is_bounded_and_throws_out_what_was_used_longest_ago(tmp_path: Path) -> None:
    cache = PdfCache(tmp_path, maximum_files=2, maximum_bytes=100)
    for order, key in enumerate(("one", "two")):
        cache.put(key, b"%PDF-1 %%EOF")
        os.utime(tmp_path / f"{key}.pdf", ns=(order, order))
    assert cache.get("one")
    cache.put("three", b"%PDF-1 %%EOF")
    assert [cache.get(key) is not None for key in ("one", "two", "three")] == [True, False, True]
    cache.put("large", b"%PDF-1" + b" " * 90 + b"%%EOF")
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 101


def test_a_half_written_document_is_made_again_and_a_broken_disk_only_costs_time(
    tmp_path: Path,
) -> None:
    cache = PdfCache(tmp_path)
    (tmp_path / "half.pdf").write_bytes(b"%PDF-1 cut short")
    assert cache.get("half") is None
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    PdfCache(blocked / "folder").put("key", b"%PDF-1 %%EOF")
