"""Example assessments, as files: a package only so that an installation has them."""
