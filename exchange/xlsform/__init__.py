"""Forms for KoboToolbox and ODK: out as XLSForm, back as the submissions that those programs export."""

from exchange.xlsform.submissions import Submission, SubmissionsRefused, read_submissions
from exchange.xlsform.write import write_xlsform

__all__ = ["Submission", "SubmissionsRefused", "read_submissions", "write_xlsform"]
