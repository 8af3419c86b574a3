delete from sendings where at < $1
