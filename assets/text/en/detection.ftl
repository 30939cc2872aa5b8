### detection
