where lifted_at is null and since > $1 and until > $1 order by until limit 200
