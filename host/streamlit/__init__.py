"""All that relies on Streamlit's internals; docs/upgrading.md lists the assumptions."""
