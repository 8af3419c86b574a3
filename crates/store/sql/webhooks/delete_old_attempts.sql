delete from call_attempts where at < $1
