delete from notices where at < $1
