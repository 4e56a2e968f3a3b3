"""Published cases walked through the actions as far as their pages tell, and compared with what the pages say."""
