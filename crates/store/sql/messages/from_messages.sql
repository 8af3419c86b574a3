from messages m
