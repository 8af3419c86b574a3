select min(due_at) from sendings where channel = $1 and state = 'waiting'
