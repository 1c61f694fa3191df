"""Forms for KoboToolbox and ODK: written as XLSForm; their exported submissions are read."""

from exchange.xlsform.submissions import Submission, SubmissionsRefused, read_submissions
from exchange.xlsform.write import write_xlsform

__all__ = ["Submission", "SubmissionsRefused", "read_submissions", "write_xlsform"]
