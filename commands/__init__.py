"""The commands of `cli.py`, one module a subject."""

import os

from translations import set_language
from translations.choice import environment_language

set_language(
    environment_language(os.environ)
)  # now, as the help of options is translated when they are imported
