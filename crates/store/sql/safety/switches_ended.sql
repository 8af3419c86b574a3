where since < $1 and (lifted_at is not null or until <= $1) order by since desc, switch_id desc limit $2
