"""Several processes that serve one application: counts that they share, and the cookie that names one of them."""
