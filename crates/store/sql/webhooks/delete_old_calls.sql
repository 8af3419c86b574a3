delete from calls where at < $1 and state <> 'waiting'
