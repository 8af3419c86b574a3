select kind, hash from traces where who = $1 order by at desc limit $2
