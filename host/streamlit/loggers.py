"""Streamlit's loggers, each of which has a handler of its own that writes plain lines."""

from __future__ import annotations

import logging

from host.streamlit.private import logger as streamlit_logger


def give_handler(handler: logging.Handler) -> None:
    """Make all loggers of Streamlit, also those that it makes later, write through `handler` alone."""

    def set_up(logger: logging.Logger) -> None:
        logger.handlers = [handler]

    streamlit_logger.setup_formatter = set_up
    streamlit_logger.update_formatter()
