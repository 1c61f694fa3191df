"""What is published, as statistical data after SDMX 3.0 (ISO 17369): structure, SDMX-CSV 2.0 and SDMX-ML 3.0."""
