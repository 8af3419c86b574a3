select consumer, seq, attempts, error, at from dead_letters order by at desc limit $1
