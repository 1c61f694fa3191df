"""Middleware between the network and the application: limits, hosts, cookies, requests of other sites; log redaction."""
