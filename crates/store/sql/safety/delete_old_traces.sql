delete from traces where at < $1
