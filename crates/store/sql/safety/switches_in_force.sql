where lifted_at is null and until > $1 and since <= $1 order by until limit 1000
