update sendings set next_at = $1 where state = 'waiting' and attempts > 0 and next_at > $1 and next_at <= $2
