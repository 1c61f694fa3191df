"""What stands between the network and the application: limits, cookies, foreign requests, what the log may say."""
