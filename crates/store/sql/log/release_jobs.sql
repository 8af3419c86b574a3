update jobs set leased_until = 0 where dead = false and leased_until > $1
